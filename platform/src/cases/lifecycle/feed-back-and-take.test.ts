import { describe, expect, it } from 'vitest';
import { doLine, performerOf, played, taskFor } from '../../../test/lifecycle/story.ts';
import { read, type CaseInMemory } from '../../../test/lifecycle/memory.ts';
import { COLUMNS, standing, task, type Column } from '../../../test/lifecycle/situations.ts';
import type { ActName } from './acts.ts';
import { rowsOf } from './lifecycle.ts';
import { tryRows } from './refuse.ts';
import type { Performer } from './standing.ts';

/**
 * By hand from workflow.md §3 and §4 and the command model: who has the case to work it feeds back once, when nobody who helps is
 * still at it and no request waits, whether he took it before or not; and takes it once. Of a case that left it a body sees nothing.
 */
const TABLE: readonly [story: string, who: string, feedBack: string, take: string][] = [
  ['dispatching', 'body', 'unseen', 'unseen'],
  ['disposing', 'body', 'allowed', 'allowed'],
  ['taken', 'body', 'allowed', 'FLOW-TAKEN-ALREADY'],
  ['dispatched with its helper', 'body', 'FLOW-ASSISTS-OPEN', 'allowed'],
  ['assisted', 'body', 'FLOW-ASSISTS-OPEN', 'FLOW-TAKEN-ALREADY'],
  ['assisted', 'helper', 'unseen', 'unseen'],
  ['assisted and answered', 'body', 'allowed', 'FLOW-TAKEN-ALREADY'],
  ['extension asked', 'body', 'FLOW-REQUEST-WAITS', 'FLOW-TAKEN-ALREADY'],
  ['extension granted', 'body', 'allowed', 'FLOW-TAKEN-ALREADY'],
  ['extension refused', 'body', 'allowed', 'FLOW-TAKEN-ALREADY'],
  ['return asked', 'body', 'FLOW-REQUEST-WAITS', 'FLOW-TAKEN-ALREADY'],
  ['return asked, assisted', 'body', 'FLOW-ASSISTS-OPEN', 'FLOW-TAKEN-ALREADY'],
  ['returned', 'body', 'unseen', 'unseen'],
  ['returned and dispatched to the helper', 'body', 'unseen', 'unseen'],
  ['returned and dispatched to the helper', 'helper', 'allowed', 'allowed'],
  ['suspension asked', 'body', 'FLOW-REQUEST-WAITS', 'FLOW-TAKEN-ALREADY'],
  ['suspended', 'body', 'FLOW-STATE', 'FLOW-STATE'],
  ['suspended and resumed', 'body', 'allowed', 'FLOW-TAKEN-ALREADY'],
  ['void asked', 'body', 'FLOW-REQUEST-WAITS', 'FLOW-TAKEN-ALREADY'],
  ['voided', 'body', 'FLOW-STATE', 'FLOW-STATE'],
  ['recalled', 'body', 'unseen', 'unseen'],
  ['check_sending', 'body', 'FLOW-STATE', 'FLOW-STATE'],
  ['checking', 'body', 'FLOW-STATE', 'FLOW-STATE'],
  ['reworked', 'body', 'allowed', 'allowed'],
  ['reworked while checking', 'body', 'allowed', 'allowed'],
  ['closing', 'body', 'FLOW-STATE', 'FLOW-STATE'],
  ['closed', 'body', 'FLOW-STATE', 'FLOW-STATE'],
  ['taken', 'helper', 'unseen', 'unseen'],
  ['taken', 'utility', 'unseen', 'unseen'],
  ['taken', 'collectors', 'unseen', 'unseen'],
  // The desks see the case, but do not work it; nor does whoever checks it.
  ['taken', 'county', 'FLOW-SIDE', 'FLOW-SIDE'],
  ['taken', 'city', 'FLOW-SIDE', 'FLOW-SIDE'],
  ['checking', 'collectors', 'unseen', 'unseen'],
];
const TWO: typeof TABLE = [
  ['passed up', 'utility', 'unseen', 'unseen'],
  ['by the utility', 'utility', 'allowed', 'allowed'],
  ['by the utility', 'body', 'unseen', 'unseen'],
  ['return asked by the utility', 'utility', 'FLOW-REQUEST-WAITS', 'FLOW-TAKEN-ALREADY'],
  ['fed back by the utility', 'utility', 'FLOW-STATE', 'FLOW-STATE'],
];
const CELLS = (Object.keys(COLUMNS) as Column[]).flatMap((column) =>
  [...TABLE, ...(column === 'one-one' ? [] : TWO)].map((cells) => [column, ...cells] as const),
);

function answer(stored: CaseInMemory, column: Column, who: string, post: Performer['post'], act: ActName): string {
  const performer = performerOf(who, post, column);
  const found = read(stored, performer, taskFor(stored, performer, act));
  if (found === null) return 'unseen';
  const { refusal } = tryRows(rowsOf(act), { standing: found.standing, who: performer, task: null, now: stored.now });
  return refusal === null ? 'allowed' : refusal.code;
}

describe('a body feeds back and takes', () => {
  it.each(CELLS)('%s, %s: the %s', (column, story, who, feedBack, take) => {
    const stored = played(story, column);
    for (const post of ['department', 'machine'] as const) {
      const answers = (['feed_back', 'take'] as const).map((act) => answer(stored, column, who, post, act));
      expect({ post, answers }).toEqual({ post, answers: [feedBack, take] });
    }
    // A worker takes what lies at his body; only his department passes on (workflow.md §7).
    const isHis = ['allowed', 'FLOW-ASSISTS-OPEN', 'FLOW-REQUEST-WAITS'].includes(feedBack);
    const ofWorker = (['feed_back', 'take'] as const).map((act) => answer(stored, column, who, 'worker', act));
    expect(ofWorker).toEqual([isHis ? 'FLOW-POST' : feedBack, take]);
  });
});

describe('twice', () => {
  it.each(Object.keys(COLUMNS) as Column[])(
    'what was taken or fed back is not taken or fed back again: %s',
    (column) => {
      const stored = played('disposing', column);
      doLine(stored, column, 'body worker take');
      expect(() => doLine(stored, column, 'body department take')).toThrow('refused');
      doLine(stored, column, 'body department feed_back');
      expect(() => doLine(stored, column, 'body department feed_back')).toThrow('refused');
      expect(() => doLine(stored, column, 'body department take')).toThrow('refused');
    },
  );

  it('after a rework there is a task to take and to feed back once more', () => {
    const stored = played('reworked', 'one-two by city');
    doLine(stored, 'one-two by city', 'body department take');
    expect(() => doLine(stored, 'one-two by city', 'body worker take')).toThrow('refused');
    doLine(stored, 'one-two by city', 'body department feed_back');
    expect(stored.row.state).toBe('check_sending');
  });
});

describe('a pair of a mode', () => {
  const ME = '00000000-0000-4000-8000-000000000001';
  const mode = (pairs: [ActName, ActName][]) => {
    const on = standing('one-one', { tasks: [task('lead', 'body')], holderUnitId: 21 });
    return { ...on, mode: { ...on.mode, pairs }, done: [{ act: 'dispatch' as const, personId: ME, finding: null }] };
  };
  const refused = (pairs: Parameters<typeof mode>[0], act: ActName, personId: string | null) => {
    const who: Performer = { tenantId: 2, unitId: 21, post: 'department', personId };
    const circumstances = { standing: mode(pairs), who, task: null, now: new Date('2026-10-12T10:00:00+08:00') };
    return tryRows(rowsOf(act), circumstances).refusal?.code ?? 'allowed';
  };

  it.each(['feed_back', 'take'] as const)(
    'keeps who dispatched from doing %s, either way round, and nobody else',
    (act) => {
      const eitherWay: [ActName, ActName][] = [
        ['dispatch', act],
        [act, 'dispatch'],
      ];
      for (const pair of eitherWay) {
        expect(refused([pair], act, ME)).toBe('FLOW-SAME-PERSON');
        expect(refused([pair], act, '00000000-0000-4000-8000-000000000002')).toBe('allowed');
        expect(refused([pair], act, null)).toBe('allowed');
      }
      expect(refused([['dispatch', 'pass_check']], act, ME)).toBe('allowed');
    },
  );
});
