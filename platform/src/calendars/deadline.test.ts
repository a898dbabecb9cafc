import { LIMIT_UNITS, type LimitUnit } from './limit-units.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WorkCalendar } from './calendar.ts';
import { deadline } from './deadline.ts';
import { dueAt } from './due-at.ts';
import { limitMs } from './limit.ts';
import type { Pause } from './pause.ts';
import { stateCouncilCalendar } from './state-council.ts';
import { workingMinutes, workingMs } from './working-time.ts';

const calendar = stateCouncilCalendar();
/** Wall clock of 遂宁. */
const at = (wall: string): Date => new Date(`${wall.replace(' ', 'T')}:00+08:00`);
const wall = (instant: Date | null): string | null =>
  instant && new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
const due = (start: string, value: string, unit: LimitUnit, pauses: Pause[] = []): string | null =>
  wall(deadline(calendar, at(start), { value, unit }, pauses).dueAt);

describe('deadlines that the people of 射洪 can check with a wall calendar', () => {
  it.each([
    [
      'four working hours from Friday afternoon end on the makeup Saturday before Spring Festival',
      '2026-02-13 16:00',
      '4',
      'working_hour',
      '2026-02-14 10:00',
    ],
    [
      'a working day from that Saturday 16:00 skips nine days of Spring Festival',
      '2026-02-14 16:00',
      '1',
      'working_day',
      '2026-02-24 16:00',
    ],
    [
      'a working day dispatched the evening before National Day ends on October 8',
      '2026-09-30 18:30',
      '1',
      'working_day',
      '2026-10-08 18:00',
    ],
    [
      'three working days from October 8 use the makeup Saturday',
      '2026-10-08 08:00',
      '3',
      'working_day',
      '2026-10-10 18:00',
    ],
    [
      'a working day over Mid-Autumn: Thursday noon to Monday noon',
      '2026-09-24 12:00',
      '1',
      'working_day',
      '2026-09-28 12:00',
    ],
    ['two urgent hours run through the night of a holiday', '2026-10-01 23:00', '2', 'urgent_hour', '2026-10-02 01:00'],
    ['one urgent day runs through the festival', '2026-02-16 20:00', '1', 'urgent_day', '2026-02-17 20:00'],
    ['seven calendar days keep the hour', '2026-10-05 09:30', '7', 'calendar_day', '2026-10-12 09:30'],
    [
      'one and a half working hours from the lunch break start at two',
      '2026-10-12 12:30',
      '1.5',
      'working_hour',
      '2026-10-12 15:30',
    ],
    [
      'a limit used up at closing time is due then, not the next morning',
      '2026-10-12 14:00',
      '4',
      'working_hour',
      '2026-10-12 18:00',
    ],
    [
      'work from Friday before the makeup Sunday of September 20',
      '2026-09-18 17:00',
      '2',
      'working_hour',
      '2026-09-20 09:00',
    ],
    ['a quarter of a working day', '2026-10-12 08:00', '0.25', 'working_day', '2026-10-12 10:00'],
  ] as const)('%s', (_, start, value, unit, expected) => {
    expect(due(start, value, unit)).toBe(expected);
  });

  it('adds a suspension to the limit, in working time for a working limit', () => {
    const pause = { from: at('2026-10-12 10:00'), to: at('2026-10-13 10:00') };
    expect(due('2026-10-12 08:00', '4', 'working_hour', [pause])).toBe('2026-10-13 12:00');
    expect(due('2026-10-12 08:00', '4', 'urgent_hour', [pause])).toBe('2026-10-13 12:00');
  });

  it('has no deadline while a suspension goes on, and cannot be rescued by one that starts too late', () => {
    expect(due('2026-10-12 08:00', '4', 'working_hour', [{ from: at('2026-10-12 10:00'), to: null }])).toBeNull();
    expect(due('2026-10-12 08:00', '4', 'working_hour', [{ from: at('2026-10-12 12:00'), to: null }])).toBe(
      '2026-10-12 12:00',
    );
  });

  it('explains a working day across National Day segment by segment', () => {
    const { segments } = deadline(calendar, at('2026-09-30 16:00'), { value: '1', unit: 'working_day' });
    expect(segments.map((s) => [wall(s.from), wall(s.to), s.reason, s.countedMs / 60_000])).toEqual([
      ['2026-09-30 16:00', '2026-09-30 18:00', 'working_time', 120],
      ['2026-09-30 18:00', '2026-10-01 00:00', 'off_hours', 0],
      ['2026-10-01 00:00', '2026-10-08 00:00', 'holiday', 0],
      ['2026-10-08 00:00', '2026-10-08 08:00', 'off_hours', 0],
      ['2026-10-08 08:00', '2026-10-08 12:00', 'working_time', 240],
      ['2026-10-08 12:00', '2026-10-08 14:00', 'off_hours', 0],
      ['2026-10-08 14:00', '2026-10-08 16:00', 'working_time', 120],
    ]);
  });

  it('calls a deadline provisional that leans on a notice nobody has published', () => {
    const provisional = (start: string, value: string, unit: LimitUnit): boolean =>
      deadline(calendar, at(start), { value, unit }).provisional;
    expect(provisional('2026-12-24 16:00', '2', 'working_hour')).toBe(false);
    expect(provisional('2026-12-24 17:00', '2', 'working_hour')).toBe(true);
    expect(provisional('2026-12-28 08:00', '10', 'working_day')).toBe(true);
    expect(provisional('2027-03-01 08:00', '1', 'working_hour')).toBe(true);
    expect(provisional('2025-12-29 08:00', '1', 'working_day')).toBe(false);
    expect(provisional('2026-12-28 08:00', '3', 'urgent_day')).toBe(false);
  });

  it('refuses a limit that is not a number of at most four digits', () => {
    for (const value of ['', '-1', '1e3', '12345', 'three']) {
      expect(() => due('2026-10-12 08:00', value, 'working_hour')).toThrow(RangeError);
    }
  });
});

describe('hours by season: 夏令时 8–12 and 15–18:30 from 1 May to 30 September, else 8–12 and 14–18', () => {
  const seasonal: WorkCalendar = {
    ...calendar,
    id: 'seasonal',
    seasons: [{ from: '05-01', to: '09-30', periods: [['08:00', '12:00'], ['15:00', '18:30']] }], // prettier-ignore
  };
  const due = (start: string, value: string, unit: LimitUnit): string | null =>
    wall(deadline(seasonal, at(start), { value, unit }).dueAt);

  // 30 April is a Thursday, 1 to 5 May are off, 9 May is a Saturday made up. 30 September is a Wednesday, 1 to 7 October are
  // off, 10 October is a Saturday made up.
  it.each([
    ['an hour and a half over the midday break of summer', '2026-07-01 11:00', '1.5', 'working_hour', '2026-07-01 15:30'],
    ['the same over that of winter', '2026-11-11 11:00', '1.5', 'working_hour', '2026-11-11 14:30'],
    ['from the break of summer, when in winter they would work', '2026-07-01 14:30', '1', 'working_hour', '2026-07-01 16:00'],
    ['two hours from the last afternoon of winter, which ends at six', '2026-04-30 17:00', '2', 'working_hour', '2026-05-06 09:00'],
    ['eight hours from that afternoon: one on it, four in the morning, three from three', '2026-04-30 17:00', '8', 'working_hour', '2026-05-06 18:00'],
    ['the last afternoon of summer ends at half past six', '2026-09-30 17:00', '1.5', 'working_hour', '2026-09-30 18:30'],
    ['an hour more goes on when winter has begun', '2026-09-30 17:00', '6', 'working_hour', '2026-10-08 14:30'],
    ['a summer Friday evening goes on on the Saturday made up', '2026-05-08 18:00', '5', 'working_hour', '2026-05-09 15:30'],
    ['a winter Friday evening likewise', '2026-10-09 17:30', '5', 'working_hour', '2026-10-10 14:30'],
    ['a working day is eight hours in summer too, half an hour more than is worked', '2026-07-01 08:00', '1', 'working_day', '2026-07-02 08:30'],
    ['a working day in winter', '2026-11-11 08:00', '1', 'working_day', '2026-11-11 18:00'],
    ['urgent hours know no season', '2026-04-30 23:00', '2', 'urgent_hour', '2026-05-01 01:00'],
  ] as const)('%s', (_, start, value, unit, expected) => {
    expect(due(start, value, unit)).toBe(expected);
  }); // prettier-ignore

  it('explains the change of the season segment by segment', () => {
    const { segments } = deadline(seasonal, at('2026-04-30 17:00'), { value: '6', unit: 'working_hour' });
    expect(segments.map((s) => [wall(s.from), wall(s.to), s.reason, s.countedMs / 60_000])).toEqual([
      ['2026-04-30 17:00', '2026-04-30 18:00', 'working_time', 60],
      ['2026-04-30 18:00', '2026-05-01 00:00', 'off_hours', 0],
      ['2026-05-01 00:00', '2026-05-06 00:00', 'holiday', 0],
      ['2026-05-06 00:00', '2026-05-06 08:00', 'off_hours', 0],
      ['2026-05-06 08:00', '2026-05-06 12:00', 'working_time', 240],
      ['2026-05-06 12:00', '2026-05-06 15:00', 'off_hours', 0],
      ['2026-05-06 15:00', '2026-05-06 16:00', 'working_time', 60],
    ]);
  });

  it('a winter of its own, 1 November to 31 March, passes the end of the year and has its first and last day', () => {
    const winter = { ...calendar, id: 'w', seasons: [{ from: '11-01', to: '03-31', periods: [['09:00', '11:00']] }] } as const; // prettier-ignore
    const worked = (day: string) => workingMinutes(winter, at(`${day} 00:00`), at(`${day} 23:59`)) / 60;
    // 31 October 2025 is a Friday, 3 November a Monday, 31 December and 31 March are no days off, 2 January 2026 is one.
    expect(
      ['2025-10-31', '2025-11-03', '2025-12-31', '2026-01-02', '2026-03-31', '2026-04-01'].map((day) => worked(day)),
    ).toEqual([8, 2, 2, 0, 2, 8]);
  });
});

const instant = fc.date({
  min: new Date('2023-06-01T00:00:00Z'),
  max: new Date('2027-12-31T00:00:00Z'),
  noInvalidDate: true,
});
const limit = fc.record({
  value: fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 99 })).map(([a, b]) => `${a}.${b}`),
  unit: fc.constantFrom(...LIMIT_UNITS),
});
/** Pauses near a start, the last one perhaps going on. */
const pausesAfter = (start: Date): fc.Arbitrary<Pause[]> =>
  fc.array(
    fc
      .record({
        wait: fc.integer({ min: -3000, max: 30_000 }),
        length: fc.option(fc.integer({ min: 0, max: 20_000 }), { freq: 6 }),
      })
      .map(({ wait, length }) => {
        const from = new Date(start.getTime() + wait * 60_000);
        return { from, to: length === null ? null : new Date(from.getTime() + length * 60_000) };
      }),
    { maxLength: 3 },
  );
const work = instant.chain((start) =>
  fc.record({ start: fc.constant(start), limit, pauses: pausesAfter(start), extensions: fc.nat(2) }),
);
/** A zone with daylight saving and odd hours, so that nothing leans on Asia/Shanghai. */
const berlin: WorkCalendar = {
  ...calendar,
  id: 'berlin',
  zone: 'Europe/Berlin',
  periods: [
    ['01:00', '03:30'],
    ['09:15', '16:45'],
  ],
};

const seasons: WorkCalendar = {
  ...berlin,
  id: 'seasons',
  seasons: [
    { from: '03-20', to: '06-30', periods: [['08:00', '11:00']] },
    { from: '10-15', to: '01-10', periods: [['10:00', '12:00'], ['13:00', '24:00']] },
  ], // prettier-ignore
};

describe.each([calendar, berlin, seasons])('any deadline by $id in $zone', (calendar) => {
  it('is the same fast and explained, and its segments add up', () => {
    fc.assert(
      fc.property(work, ({ start, limit, pauses, extensions }) => {
        const explained = deadline(calendar, start, limit, pauses, extensions);
        expect(dueAt(calendar, start, limit, pauses, extensions)).toEqual(explained.dueAt);
        expect(explained.limitMs).toBe(limitMs(calendar, limit) * (1 + extensions));
        let cursor: Date | null = start;
        for (const segment of explained.segments) {
          expect(segment.from).toEqual(cursor);
          cursor = segment.to;
        }
        expect(cursor).toEqual(explained.dueAt);
        const counted = explained.segments.reduce((sum, segment) => sum + segment.countedMs, 0);
        if (explained.dueAt === null) expect(counted).toBeLessThanOrEqual(explained.limitMs);
        else expect(counted).toBe(explained.limitMs);
      }),
      { numRuns: 300 },
    );
  });

  it('never comes earlier for a later start, a longer limit or one more pause', () => {
    fc.assert(
      fc.property(work, fc.integer({ min: 0, max: 100_000 }), ({ start, limit, pauses }, minutes) => {
        const never = (d: Date | null): number => d?.getTime() ?? Infinity;
        const base = never(dueAt(calendar, start, limit, []));
        const later = new Date(start.getTime() + minutes * 60_000);
        expect(never(dueAt(calendar, later, limit, []))).toBeGreaterThanOrEqual(base);
        const longer = { ...limit, value: `${Number.parseInt(limit.value, 10) + 1}.${limit.value.split('.')[1]}` };
        expect(never(dueAt(calendar, start, longer, []))).toBeGreaterThan(base);
        expect(never(dueAt(calendar, start, limit, pauses))).toBeGreaterThanOrEqual(base);
      }),
      { numRuns: 300 },
    );
  });

  it('uses exactly the limit of working time between start and deadline', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 400 }), (start, hours) => {
        const due = dueAt(calendar, start, { value: String(hours), unit: 'working_hour' })!;
        expect(workingMs(calendar, start, due)).toBe(hours * 3_600_000);
        expect(workingMinutes(calendar, start, new Date(due.getTime() - 1))).toBeLessThan(hours * 60);
      }),
      { numRuns: 200 },
    );
  });
});
