import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, calendar, corrected, event, outcomeOf, sent } from '../../test/cases/history.ts';
import { BUCKET_COUNTERS } from '../assessment/scheme/counters.ts';
import { counts } from '../assessment/scheme/conditions.ts';
import { caseRow } from './case-row.ts';
import type { CaseEvent, EventKind } from './events.ts';
import { emptyPicture } from './picture.ts';
import { makeProjection, projectCase } from './project.ts';
import { laterEvents } from './steps.ts';

const countedIn = (...events: CaseEvent[]): string[] => {
  const fact = { ...caseRow(calendar, projectCase(events)).fact, caseId: 'one' };
  return Object.keys(BUCKET_COUNTERS).filter((key) => counts(BUCKET_COUNTERS[key]!, fact, at('30 08:00')));
};
const turnsOf = (...events: CaseEvent[]) => caseRow(calendar, projectCase(events)).clock;

describe.each(['moved', 'merged'] as const)('a case that was %s', (kind) => {
  const end = event('4', kind, '12 10:00');

  it('is over: void for the clock and whoever counts, although its deadline passes', () => {
    expect(outcomeOf(...sent)).toMatchObject({ state: 'disposing', verdict: 'overdue' });
    expect(outcomeOf(...sent, end)).toMatchObject({ state: kind, verdict: 'void' });
    expect(projectCase([...sent, end]).picture.voidedAt).toEqual(at('12 10:00'));
    expect(turnsOf(...sent, end)).toMatchObject([{ endedAt: at('12 10:00'), endedBy: kind, dueAt: at('12 15:00') }]);
  });

  it('counts as reported and void, and nowhere else', () => {
    expect(countedIn(...sent)).toContain('overtime_to_dispose_num');
    expect(countedIn(...sent, end)).toEqual(['report_num', 'public_report_num', 'cancel_num']);
  });

  it('stays so whatever is recorded afterwards, and no time is added to its deadline', () => {
    const history = [
      ...[...sent, end, event('5', 'disposed', '12 11:00'), event('6', 'extended', '12 11:30')],
      ...[event('7', 'suspended', '12 14:00'), event('8', 'voided', '13 09:00'), event('9', 'reworked', '13 10:00')],
    ];
    expect(outcomeOf(...history)).toMatchObject({ state: kind, verdict: 'void', due: at('12 15:00'), turns: 1 });
    expect(projectCase(history).picture.voidedAt).toEqual(at('12 10:00'));
    expect(turnsOf(...history)).toMatchObject([{ endedBy: kind, extensions: [], pauses: [] }]);
  });

  it('goes on where a correction takes that back, and ends at another time where it says so', () => {
    const back = corrected('5', '4', { voidedAt: null });
    expect(outcomeOf(...sent, end, back)).toMatchObject({ state: 'disposing', verdict: 'overdue' });
    const later = corrected('5', '4', { voidedAt: at('12 10:30').toISOString() });
    expect(outcomeOf(...sent, end, later)).toMatchObject({ state: kind, verdict: 'void' });
    expect(turnsOf(...sent, end, later)).toMatchObject([{ endedAt: at('12 10:30') }]);
  });

  it('is where it was before, where a correction takes that back', () => {
    const filing = [sent[0]!, event('2', 'accepted', '12 08:30')];
    expect(outcomeOf(...filing, event('3', kind, '12 08:40')).state).toBe(kind);
    const back = corrected('4', '3', { voidedAt: null });
    expect(outcomeOf(...filing, event('3', kind, '12 08:40'), back).state).toBe('filing');
  });

  it('is not taken back by a row that knows nothing of it, and not made void by one that says so', () => {
    for (const voidedAt of [null, at('13 09:00')]) {
      const projection = makeProjection();
      for (const one of [...sent, end]) projection.apply(one);
      const row = { ...emptyPicture(), ...projection.picture, voidedAt };
      expect(laterEvents(projection, row, [], at('14 08:00'))).toEqual([]);
      expect(projection.state).toBe(kind);
    }
  });

  it('a case that is over already is not', () => {
    expect(outcomeOf(...sent, event('4', 'voided', '12 10:00'), event('5', kind, '12 11:00')).state).toBe('void');
    expect(outcomeOf(...sent, event('4', 'refused', '12 10:00'), event('5', kind, '12 11:00')).state).toBe('refused');
    expect(outcomeOf(...sent, event('4', 'closed', '12 10:00'), event('5', kind, '12 11:00')).state).toBe('closed');
  });
});

describe('a case refused or void', () => {
  it('gets no more time: an extension or a suspension after it moves no deadline', () => {
    for (const kind of ['refused', 'voided'] as const) {
      const over = [...sent, event('4', kind, '12 10:00')];
      const more = [event('5', 'extended', '12 11:00'), event('6', 'suspended', '12 11:30')];
      expect(outcomeOf(...over).due).toEqual(at('12 15:00'));
      expect(outcomeOf(...over, ...more).due).toEqual(at('12 15:00'));
    }
  });
});

describe('after an end nothing changes the state', () => {
  const KINDS = [
    ...(['registered', 'accepted', 'refused', 'filed', 'file_returned', 'sent_down', 'passed_up', 'taken'] as const),
    ...(['disposed', 'returned', 'check_sent', 'check_passed', 'suspended', 'resumed', 'extended'] as const),
    ...(['moved', 'merged', 'no_owner', 'substitute_ordered', 'liability_set', 'claimed', 'decided'] as const),
    ...(['supervised', 'noticed', 'appealed', 'exempted', 'called_back', 'extension_asked', 'recalled'] as const),
    ...(['check_answered', 'dispatched', 'reworked', 'voided'] as const),
  ] satisfies EventKind[];
  /** What may: a refused case is made void; a closed one is too, is refused, or begins again. */
  const MAY: Partial<Record<EventKind, readonly EventKind[]>> = {
    refused: ['voided'],
    closed: ['voided', 'refused', 'dispatched', 'reworked'],
  };
  const STATE = { refused: 'refused', voided: 'void', moved: 'moved', merged: 'merged', closed: 'closed' } as const;

  it.each(Object.keys(STATE) as (keyof typeof STATE)[])('%s', (end) => {
    const kinds = KINDS.filter((kind) => !(MAY[end] ?? []).includes(kind));
    const later = fc.array(fc.record({ kind: fc.constantFrom(...kinds), hour: fc.integer({ min: 1, max: 200 }) }));
    fc.assert(
      fc.property(later, (acts) => {
        const over = [...sent, event('4', end, '12 10:00')];
        const before = outcomeOf(...over);
        const history = [
          ...over,
          ...acts.map(({ kind, hour }, index) => ({
            ...event(`${index + 5}`, kind, '12 10:00', { amends: kind === 'recalled' ? '4' : null }),
            occurredAt: new Date(at('12 10:00').getTime() + hour * 3_600_000),
          })),
        ];
        const { state, verdict, due } = outcomeOf(...history);
        expect(state).toBe(STATE[end]);
        // What is recorded after a closing may say that the work was done, or given more time, before it.
        if (end !== 'closed') expect({ verdict, due }).toEqual({ verdict: before.verdict, due: at('12 15:00') });
      }),
      { numRuns: 200 },
    );
  });
});
