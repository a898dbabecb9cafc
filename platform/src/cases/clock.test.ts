import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMIT_UNITS } from '../calendars/limit-units.ts';
import { limitMs, type Limit } from '../calendars/limit.ts';
import { stateCouncilCalendar } from '../calendars/state-council.ts';
import { clockOf } from './clock.ts';
import type { Occurrence } from './occurrences.ts';

const calendar = stateCouncilCalendar();
/** Days of a week without holidays: 12 October 2026 is a Monday. Working hours 8–12 and 14–18. */
const at = (text: string): Date => new Date(`2026-10-${text.replace(' ', 'T')}:00+08:00`);
const once = (kind: Occurrence['kind'], time: string, more: Partial<Occurrence> = {}): Occurrence => ({
  id: null,
  kind,
  at: at(time),
  askedAt: null,
  toAnother: false,
  isBehind: false,
  leadUnitId: null,
  act: null,
  ...more,
});
const hours = (value: string): Limit => ({ value, unit: 'working_hour' });
const turns = (limit: string, ...occurrences: Occurrence[]) => clockOf(occurrences, hours(limit), calendar);
const turn = (limit: string, ...occurrences: Occurrence[]) => {
  const all = turns(limit, ...occurrences);
  expect(all).toHaveLength(1);
  return all[0]!;
};

describe('the disposal clock', () => {
  it('starts at dispatch, else at filing, and not at all before', () => {
    expect(turns('2', once('reported', '12 08:00'))).toEqual([]);
    expect(turn('2', once('filed', '12 08:30'))).toMatchObject({ startedBy: 'filed', dueAt: at('12 10:30') });
    expect(turn('2', once('filed', '12 08:30'), once('dispatched', '12 09:00'))).toMatchObject({
      startedBy: 'dispatched',
      startedAt: at('12 09:00'),
      dueAt: at('12 11:00'),
    });
  });
  it('runs without a deadline where there is no limit', () => {
    const [one] = clockOf([once('dispatched', '12 09:00'), once('disposed', '12 10:00')], null, calendar);
    expect(one).toMatchObject({ dueAt: null, endedAt: at('12 10:00'), endedBy: 'disposed' });
  });
  it('waits for the notice of 2027 where the deadline lies behind it', () => {
    const [one] = clockOf(
      [{ ...once('dispatched', '12 09:00'), at: new Date('2026-12-31T09:00:00Z') }],
      { value: '1', unit: 'working_day' },
      calendar,
    );
    expect(one).toMatchObject({ dueProvisional: true });
    expect(turn('2', once('dispatched', '12 09:00')).dueProvisional).toBe(false);
  });
});

describe('suspensions', () => {
  it('each add their time to the limit', () => {
    const two = turn(
      '4',
      once('dispatched', '12 09:00'), // one hour until ten
      once('suspended', '12 10:00'),
      once('resumed', '13 10:00'), // one hour until eleven
      once('suspended', '13 11:00'),
      once('resumed', '14 15:00'), // two hours until five
    );
    expect(two.dueAt).toEqual(at('14 17:00'));
    expect(two.pauses.map(({ counts }) => counts)).toEqual([true, true]);
    expect(two.pauseMs).toBe((24 + 28) * 3_600_000);
  });
  it('leave no deadline while one goes on, also the second', () => {
    const running = turn(
      '4',
      once('dispatched', '12 09:00'),
      once('suspended', '12 10:00'),
      once('resumed', '13 10:00'),
      once('suspended', '13 11:00'),
    );
    expect(running.dueAt).toBeNull();
    expect(running.pauses).toMatchObject([{ to: at('13 10:00') }, { to: null, counts: true }]);
  });
  it('that were never resumed end with disposal, else with closing', () => {
    const start = [once('dispatched', '12 09:00'), once('suspended', '12 10:00')];
    expect(turn('4', ...start, once('disposed', '13 10:00'), once('closed', '13 11:00')).dueAt).toEqual(at('13 15:00'));
    expect(turn('4', ...start, once('closed', '13 11:00')).dueAt).toEqual(at('13 16:00'));
  });
  it('that began at or after the deadline lift no overrun', () => {
    for (const time of ['12 11:00', '12 15:00']) {
      const late = turn('2', once('dispatched', '12 09:00'), once('suspended', time), once('resumed', '14 09:00'));
      expect(late).toMatchObject({ dueAt: at('12 11:00'), pauses: [{ counts: false }], pauseMs: 0 });
    }
  });
});

describe('extensions', () => {
  it('add one original limit each, at most twice', () => {
    const three = turn(
      '2',
      once('dispatched', '12 09:00'), // due 11:00
      once('extended', '12 10:00'), // due 15:00
      once('extended', '12 14:30'), // due 17:00
      once('extended', '12 16:00'),
    );
    expect(three.dueAt).toEqual(at('12 17:00'));
    expect(three.extensions.map(({ effect }) => effect)).toEqual(['added', 'added', 'third']);
    expect(three.extensionMs).toBe(4 * 3_600_000);
  });
  it('count only when asked for before the deadline of that moment', () => {
    const late = turn('2', once('dispatched', '12 09:00'), once('extended', '12 11:00'));
    expect(late).toMatchObject({ dueAt: at('12 11:00'), extensions: [{ effect: 'after_deadline' }], extensionMs: 0 });
    const second = turn(
      '2',
      once('dispatched', '12 09:00'),
      once('extended', '12 10:00'),
      once('extended', '12 14:30'),
    );
    expect(second.extensions.map(({ effect }) => effect)).toEqual(['added', 'added']);
  });
  it('asked for before the deadline and granted after it lift the overrun', () => {
    const granted = once('extended', '12 16:00', { askedAt: at('12 10:30') });
    expect(turn('2', once('dispatched', '12 09:00'), granted).dueAt).toEqual(at('12 15:00'));
  });
  it('asked for during a suspension are in time, and both move the deadline', () => {
    const both = turn(
      '2',
      once('dispatched', '12 09:00'),
      once('suspended', '12 10:00'),
      once('extended', '12 17:00'),
      once('resumed', '13 10:00'), // three hours left
    );
    expect(both.dueAt).toEqual(at('13 15:00'));
  });
});

describe('a case that comes back', () => {
  it('to the same unit goes on where its clock stood', () => {
    const rework = turn(
      '4',
      once('dispatched', '12 09:00'),
      once('disposed', '12 11:00'), // two hours used
      once('dispatched', '13 09:00'),
      once('disposed', '13 10:30'),
    );
    expect(rework).toMatchObject({ startedAt: at('12 09:00'), dueAt: at('13 11:00'), endedAt: at('13 10:30') });
    expect(rework.pauses).toEqual([
      { from: at('12 11:00'), to: at('13 09:00'), reason: 'awaiting_dispatch', counts: true },
    ]);
  });
  it('after an overrun stays overrun', () => {
    const rework = turn(
      '1',
      once('dispatched', '12 09:00'),
      once('disposed', '12 11:00'),
      once('dispatched', '13 09:00'),
    );
    expect(rework).toMatchObject({ dueAt: at('12 10:00'), endedAt: null, pauses: [{ counts: false }] });
  });
  it('to another unit starts anew, and the first keeps its own deadline', () => {
    const [first, second] = turns(
      '4',
      once('dispatched', '12 09:00'),
      once('suspended', '12 10:00'),
      once('resumed', '12 11:00'),
      once('returned', '12 11:30'),
      once('dispatched', '13 09:00', { toAnother: true }),
      once('suspended', '13 10:00'),
      once('resumed', '13 11:00'),
    );
    expect(first).toMatchObject({ dueAt: at('12 16:00'), endedAt: at('12 11:30'), endedBy: 'returned' });
    expect(first!.pauses).toHaveLength(1);
    expect(second).toMatchObject({ startedAt: at('13 09:00'), dueAt: at('13 16:00'), endedAt: null });
  });
  it('without a second dispatch time ends with its last disposal and gets no time for the check', () => {
    const undated = turn(
      '4',
      once('dispatched', '12 09:00'),
      once('disposed', '12 11:00'),
      once('disposed', '13 10:30'),
    );
    expect(undated).toMatchObject({ dueAt: at('12 15:00'), endedAt: at('13 10:30'), pauses: [] });
  });
  it('has no occurrence that was taken back', () => {
    const withdrawn = once('suspended', '12 10:00', { at: null });
    expect(turn('4', once('dispatched', '12 09:00'), withdrawn)).toMatchObject({ dueAt: at('12 15:00'), pauses: [] });
  });
});

describe('any history', () => {
  const occurrence = fc.record({
    id: fc.constant(null),
    kind: fc.constantFrom<Occurrence['kind']>(
      'filed',
      'dispatched',
      'disposed',
      'suspended',
      'resumed',
      'extended',
      'closed',
    ),
    at: fc.integer({ min: 0, max: 14 * 96 }).map((quarter) => new Date(at('05 00:00').getTime() + quarter * 900_000)),
    askedAt: fc.constant(null),
    toAnother: fc.boolean(),
    isBehind: fc.boolean(),
    leadUnitId: fc.constant(null),
    act: fc.constant(null),
  });
  const limit = fc.record({
    value: fc.integer({ min: 1, max: 40 }).map(String),
    unit: fc.constantFrom(...LIMIT_UNITS),
  });

  it('has turns that follow one another, at most two extensions in each, and is the same in whatever order its events are given', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(occurrence, { selector: (o) => o.at.getTime(), maxLength: 12 }),
        limit,
        (all, rule) => {
          const clock = clockOf(all, rule, calendar);
          expect(clockOf(all.toReversed(), rule, calendar)).toEqual(clock);
          for (const [index, one] of clock.entries()) {
            const next = clock[index + 1];
            if (next !== undefined && one.endedAt !== null) expect(one.endedAt <= next.startedAt).toBe(true);
            const added = one.extensions.filter(({ effect }) => effect === 'added').length;
            expect(added).toBeLessThanOrEqual(2);
            expect(one.extensionMs).toBe(added * limitMs(calendar, rule));
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
