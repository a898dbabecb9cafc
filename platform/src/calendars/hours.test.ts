import { expect, test } from 'vitest';
import { sentence } from '../kernel/message.ts';
import { DEFAULT_HOURS, hoursFaults, periodsOn, type Hours, type Season } from './hours.ts';

const DAY = [['08:00', '12:00'], ['14:00', '18:00']] as const; // prettier-ignore
const season = (from: string, to: string, periods: Season['periods'] = DAY): Season => ({ from, to, periods });
const faults = (hours: Partial<Hours>) =>
  hoursFaults({ ...DEFAULT_HOURS, ...hours }).map(({ path, reason }) => [path.join('.'), sentence(reason, 'en')]);

test('hours in order have no fault: periods that touch, a day that ends at midnight, seasons side by side, one over the year’s end', () => {
  expect(faults({})).toEqual([]);
  expect(faults({ periods: [['08:00', '12:00'], ['12:00', '13:00'], ['20:00', '24:00']] })).toEqual([]); // prettier-ignore
  expect(faults({ seasons: [season('05-01', '09-30'), season('10-01', '10-31'), season('11-01', '03-31')] })).toEqual(
    [],
  );
});

test('a period that ends before it starts, is empty, overlaps or stands in the wrong order is refused where it stands', () => {
  expect(faults({ periods: [['08:00', '12:00'], ['18:00', '14:00']] })).toEqual([
    ['periods.1', 'the period 18:00–14:00 does not end after it starts'],
  ]); // prettier-ignore
  expect(faults({ periods: [['08:00', '08:00']] })).toEqual([
    ['periods.0', 'the period 08:00–08:00 does not end after it starts'],
  ]);
  expect(faults({ periods: [['08:00', '12:00'], ['11:59', '18:00']] })).toEqual([
    ['periods.1', 'the period 11:59–18:00 begins before the one above it has ended'],
  ]); // prettier-ignore
  expect(faults({ periods: [['14:00', '18:00'], ['08:00', '12:00']] })).toEqual([
    ['periods.1', 'the period 08:00–12:00 begins before the one above it has ended'],
  ]); // prettier-ignore
  expect(faults({ periods: [] })).toEqual([['periods', 'there must be a working period']]);
  expect(faults({ seasons: [season('05-01', '09-30', [['15:00', '14:00']])] })).toEqual([
    ['seasons.0.periods.0', 'the period 15:00–14:00 does not end after it starts'],
  ]);
});

test('seasons that share a day are refused, also over the end of the year, and a day no year has', () => {
  expect(faults({ seasons: [season('05-01', '09-30'), season('09-30', '10-31')] })).toEqual([
    ['seasons.1', 'it shares days with the season 05-01 to 09-30'],
  ]);
  expect(faults({ seasons: [season('11-01', '03-31'), season('01-01', '01-02')] })).toEqual([
    ['seasons.1', 'it shares days with the season 11-01 to 03-31'],
  ]);
  expect(faults({ seasons: [season('02-30', '03-31')] })).toEqual([
    ['seasons.0.from', 'no year has a day 02-30 (month-day)'],
  ]);
  expect(faults({ seasons: [season('02-29', '02-29')] })).toEqual([]);
});

test('a season has its first and its last day, in every year', () => {
  const night = [['20:00', '22:00']] as const;
  const hours = { ...DEFAULT_HOURS, seasons: [season('11-01', '03-31', night)] };
  const isNight = (day: string) => periodsOn(hours, day) === night;
  expect(['2026-10-31', '2026-11-01', '2026-12-31', '2027-01-01', '2028-02-29', '2027-03-31', '2027-04-01'].map(isNight))
    .toEqual([false, true, true, true, true, true, false]); // prettier-ignore
});
