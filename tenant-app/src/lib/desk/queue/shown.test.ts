import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesFrom, nextOf, settled, shownOf, withChanges, withPage } from './shown.ts';

const row = (key: string, hour: number, words = key) => ({
  key,
  queueAt: new Date(Date.UTC(2026, 9, 1, hour)).toISOString(),
  words,
});
const list = shownOf([row('a', 1), row('b', 2), row('c', 3)]);

describe('a list that somebody looks at', () => {
  it('changes a row where it stands, although it would now belong elsewhere', () => {
    const after = withChanges(list, [['a', row('a', 9, 'later')]]);
    expect(after.order).toEqual(['a', 'b', 'c']);
    expect(after.rows.get('a')?.words).toBe('later');
  });

  it('keeps what is new waiting, and what has gone in its place, until it is asked for', () => {
    const after = withChanges(list, [
      ['d', row('d', 0)],
      ['b', null],
    ]);
    expect([after.order, [...after.waiting.keys()], [...after.gone]]).toEqual([['a', 'b', 'c'], ['d'], ['b']]);
    expect(settled(after).order).toEqual(['d', 'a', 'c']);
  });

  it('never moves, adds or removes a row by itself, whatever happens', () => {
    const change = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.option(fc.nat(20)));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 50 }), (changes) => {
        const after = changes.reduce(
          (shown, [key, hour]) => withChanges(shown, [[key, hour === null ? null : row(key, hour)]]),
          list,
        );
        expect(after.order).toEqual(['a', 'b', 'c']);
        const truth = new Map<string, number | null>([...list.order.map((key) => [key, 0] as const), ...changes]);
        const there = [...truth].filter(([, hour]) => hour !== null).map(([key]) => key);
        expect([...settled(after).order].sort()).toEqual(there.sort());
      }),
    );
  });

  it('takes the next page below, once each, and a row that waited for it', () => {
    const after = withPage(withChanges(list, [['d', row('d', 4)]]), [row('c', 3, 'anew'), row('d', 4)]);
    expect([after.order, after.waiting.size, after.rows.get('c')?.words]).toEqual([['a', 'b', 'c', 'd'], 0, 'anew']);
  });

  it('is equal to a fresh fetch after one, and does not take what lies behind a page for gone', () => {
    const fetched = [row('a', 1), row('x', 1.5)];
    expect(changesFrom(list, fetched, true)).toEqual([
      ['a', fetched[0]],
      ['x', fetched[1]],
      ['b', null],
      ['c', null],
    ]);
    expect(changesFrom(list, fetched, false)).toEqual([
      ['a', fetched[0]],
      ['x', fetched[1]],
    ]);
    expect(settled(withChanges(list, changesFrom(list, fetched, true))).order).toEqual(['a', 'x']);
  });
});

it('after a case the next one is there, over what has gone; at the end none', () => {
  const gone = withChanges(list, [['b', null]]);
  expect([nextOf(gone, 'a'), nextOf(gone, 'c'), nextOf(gone, 'c', -1), nextOf(gone, null)]).toEqual([
    'c',
    null,
    'a',
    'a',
  ]);
});
