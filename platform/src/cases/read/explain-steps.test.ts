import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, calendar, event } from '../../../test/cases/history.ts';
import { deadline, timeUsed } from '../../calendars/deadline.ts';
import { overrun } from '../../calendars/working-time.ts';
import { caseRow } from '../case-row.ts';
import type { CaseEvent, EventData, EventKind } from '../events.ts';
import { projectCase } from '../project.ts';
import { explainSteps } from './explain-steps.ts';

const step = (name: string, value: string, unit: string) => ({
  step: name,
  stepLimitValue: value,
  stepLimitUnit: unit,
});
let ids = 0;
/** An act of a body. */
const act = (byUnitId: number, kind: EventKind, time: string, data: EventData = {}): CaseEvent => {
  const leadUnitId = (data.leadUnitId as number | undefined) ?? null;
  return event(String(++ids), kind, time, { data: { act: kind, ...data }, version: ids, byUnitId, leadUnitId });
};
function explain(now: Date, ...events: CaseEvent[]) {
  const projected = projectCase(events);
  const by = new Map(events.map(({ id, byUnitId }) => [id!, byUnitId!]));
  return explainSteps(calendar, projected, caseRow(calendar, projected).turns, by, now);
}
const HOUR = 3_600_000;
const MINUTE = 60_000;

/** Desks of the city 10 and the county 30, 市政所 31, collectors 32; four working hours from Monday 09:00. */
const begun = [
  act(10, 'reported', '12 08:00', { holderUnitId: 10, ...step('acceptance', '0.25', 'clock_hour') }),
  act(10, 'verify_asked', '12 08:03', { unitId: 32, ...step('verify', '0.5', 'clock_hour') }),
  act(32, 'verify_answered', '12 08:20'),
  act(10, 'accepted', '12 08:25', step('filing', '0.5', 'clock_hour')),
  act(10, 'filed', '12 08:40', { holderUnitId: 30, ...step('dispatch', '0.25', 'clock_hour') }),
  act(30, 'dispatched', '12 09:00', { holderUnitId: 31, leadUnitId: 31, ...step('disposal', '4', 'working_hour') }),
];

describe('the explanation of the clocks', () => {
  it('says of the acceptor’s how long it ran, and who let it stand meanwhile', () => {
    const [acceptance] = explain(at('12 09:00'), ...begun);
    expect(acceptance).toMatchObject({
      ...{ step: 'acceptance', unitId: 10, startedByUnitId: 10, limitMs: 15 * MINUTE, usedMs: 8 * MINUTE },
      ...{ lamp: 'green', dueAt: at('12 08:32') },
    });
    expect(acceptance!.segments).toEqual([
      { from: at('12 08:00'), to: at('12 08:03'), reason: 'clock_time', countedMs: 3 * MINUTE, byUnitId: null },
      { from: at('12 08:03'), to: at('12 08:20'), reason: 'awaiting_verify', countedMs: 0, byUnitId: 10 },
      { from: at('12 08:20'), to: at('12 08:25'), reason: 'clock_time', countedMs: 5 * MINUTE, byUnitId: null },
    ]);
  });

  it('says of a late dispatch that its lamp is red, and of one that runs how far it is now', () => {
    expect(explain(at('12 09:00'), ...begun)[3]).toMatchObject({ step: 'dispatch', usedMs: 20 * MINUTE, lamp: 'red' });
    const waiting = begun.slice(0, 5);
    expect(explain(at('12 08:50'), ...waiting)[3]).toMatchObject({ usedMs: 10 * MINUTE, lamp: 'green', endedAt: null });
    expect(explain(at('12 08:52'), ...waiting)[3]).toMatchObject({ usedMs: 12 * MINUTE, lamp: 'yellow' });
  });

  it('says who suspended the disposal, who let it wait for its dispatch, and who extended it', () => {
    const events = [
      ...begun,
      act(31, 'suspension_asked', '12 09:30'),
      act(30, 'suspended', '12 10:00'),
      act(30, 'resumed', '13 08:00'),
      act(31, 'extension_asked', '13 08:30'),
      act(10, 'extended', '13 09:00'),
      act(31, 'disposed', '13 10:00', { holderUnitId: 10 }),
      act(10, 'reworked', '13 11:00', { holderUnitId: 31, leadUnitId: 31 }),
    ];
    const disposal = explain(at('13 15:00'), ...events).find((one) => one.step === 'disposal')!;
    expect(disposal).toMatchObject({ unitId: 31, startedByUnitId: 30, limitMs: 8 * HOUR, usedMs: 5 * HOUR });
    expect(disposal.pauses).toMatchObject([
      { reason: 'suspended', byUnitId: 30, counts: true },
      { reason: 'awaiting_dispatch', byUnitId: 31, counts: true },
    ]);
    expect(disposal.extensions).toEqual([{ at: at('13 08:30'), effect: 'added', byUnitId: 10 }]);
    expect(disposal.segments.map(({ reason, countedMs, byUnitId }) => [reason, countedMs / HOUR, byUnitId])).toEqual([
      ['working_time', 1, null],
      ['suspended', 0, 30],
      ['working_time', 2, null],
      ['awaiting_dispatch', 0, 31],
      ['working_time', 1, null],
      ['off_hours', 0, null],
      ['working_time', 1, null],
    ]);
    // Three of eight hours are left at 15:00.
    expect(disposal.dueAt).toEqual(at('13 18:00'));
  });

  it('counts on through a suspension that came after the deadline', () => {
    const late = [...begun, act(30, 'suspended', '12 16:00')];
    const disposal = explain(at('12 17:00'), ...late).find((one) => one.step === 'disposal')!;
    expect(disposal).toMatchObject({ usedMs: 6 * HOUR, lamp: 'red', pauses: [{ counts: false }] });
  });
});

describe('any time used', () => {
  const quarter = fc.integer({ min: 0, max: 3000 }).map((n) => new Date(at('01 00:00').getTime() + n * 900_000));
  const pause = fc.tuple(quarter, fc.option(quarter)).map(([from, to]) => ({ from, to }));
  it.each(['working_hour', 'clock_hour'] as const)('of %s is the sum of its segments, without gaps', (unit) => {
    fc.assert(
      fc.property(quarter, quarter, fc.array(pause, { maxLength: 4 }), (a, b, pauses) => {
        const [start, end] = a <= b ? [a, b] : [b, a];
        const { usedMs, segments } = timeUsed(calendar, unit, start, end, pauses);
        expect(segments.reduce((sum, { countedMs }) => sum + countedMs, 0)).toBe(usedMs);
        // The arithmetic of bulk work, by tables of whole days.
        expect(overrun(calendar, start, end, { value: '1', unit }, pauses).usedMs).toBe(usedMs);
        let cursor = start;
        for (const { from, to } of segments) {
          expect(from).toEqual(cursor);
          cursor = to!;
        }
        expect(cursor).toEqual(end);
      }),
      { numRuns: 300 },
    );
  });
  it('up to the deadline is the limit', () => {
    fc.assert(
      fc.property(quarter, fc.integer({ min: 1, max: 40 }), (start, hours) => {
        const { dueAt, limitMs } = deadline(calendar, start, { value: String(hours), unit: 'working_hour' });
        expect(timeUsed(calendar, 'working_hour', start, dueAt!).usedMs).toBe(limitMs);
      }),
    );
  });
});
