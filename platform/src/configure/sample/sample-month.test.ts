import { expect, it } from 'vitest';
import { openSampleMonths } from './sample-month.ts';

/** Moments in the city, and the months that are open then: that of now, and that of twelve days before. */
const MONTHS: readonly [now: string, ...string[]][] = [
  // Never the sample month itself, which is closed, nor one before it.
  ['2026-10-03T15:00', '2026-11'],
  ['2026-11-01T00:00', '2026-11'],
  ['2026-11-30T23:59', '2026-11'],
  ['2026-12-01T00:00', '2026-11', '2026-12'],
  ['2026-12-06T23:10', '2026-11', '2026-12'],
  ['2026-12-31T23:59', '2026-11', '2026-12'],
  ['2027-01-01T00:30', '2026-11', '2026-12', '2027-01'],
  ['2027-01-12T23:59', '2026-11', '2026-12', '2027-01'],
  ['2027-01-13T00:00', '2026-11', '2027-01'],
  ['2028-02-29T09:15', '2026-11', '2028-02'],
  ['2028-03-12T08:00', '2026-11', '2028-02', '2028-03'],
  ['2029-05-08T10:00', '2026-11', '2029-04', '2029-05'],
];

it.each(MONTHS)('at %s the month of now is open, and that in which its cases began', (now, ...months) => {
  expect(openSampleMonths(new Date(`${now}:00+08:00`))).toEqual(months);
});
