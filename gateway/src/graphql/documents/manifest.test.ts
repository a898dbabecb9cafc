import { describe, expect, test } from 'vitest';
import { nextManifest, type Manifest } from './manifest.ts';

const hash = (letter: string): string => letter.repeat(64);
const TODAY = new Date('2027-01-10T12:00:00Z');
const entry = (letter: string, since: string, until: string | null = null) => ({
  name: 'Page',
  hash: hash(letter),
  since,
  until,
});
const next = (before: Manifest, ...inUse: string[]) =>
  nextManifest(
    before,
    inUse.map((letter) => ({ name: 'Page', hash: hash(letter) })),
    '0.3.0',
    TODAY,
  );

describe('the manifest of trusted documents', () => {
  test('says since which release a document is in use, however often it is written', () => {
    const first = next([], 'a');
    expect(first).toEqual([entry('a', '0.3.0')]);
    expect(next([entry('a', '0.1.0')], 'a')).toEqual([entry('a', '0.1.0')]);
  });

  test('keeps what an earlier release used for ninety days more, and does not move the day afterwards', () => {
    expect(next([entry('a', '0.2.0')], 'b')).toEqual([entry('a', '0.2.0', '2027-04-10'), entry('b', '0.3.0')]);
    expect(next([entry('a', '0.2.0', '2027-02-01')])).toEqual([entry('a', '0.2.0', '2027-02-01')]);
  });

  test('lets a document go that no release ever had, and one whose last day is over', () => {
    expect(next([entry('a', '0.3.0')], 'b')).toEqual([entry('b', '0.3.0')]);
    expect(next([entry('a', '0.1.0', '2027-01-09')])).toEqual([]);
    expect(next([entry('a', '0.1.0', '2027-01-10')])).toEqual([entry('a', '0.1.0', '2027-01-10')]);
  });

  test('takes the last day away again from a document that comes back', () => {
    expect(next([entry('a', '0.1.0', '2027-02-01')], 'a')).toEqual([entry('a', '0.1.0')]);
  });
});
