import { z } from 'zod';
import type { CalendarVersion, ExceptionKind, WorkCalendar } from './calendar.ts';
import type { Hours } from './hours.ts';

/** What a tenant has of its own over another calendar: its hours, and days on which it is otherwise. */
export interface OwnCalendar extends Hours {
  readonly days: readonly { readonly day: string; readonly kind: ExceptionKind }[];
}

const clock = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: 'hours.time' });
const monthDay = z.string().regex(/^\d{2}-\d{2}$/, { error: 'hours.month-day' });
const periods = z.array(z.tuple([clock, clock])).describe("工作时段，按先后 In order: [['08:00', '12:00'], …]");

/** The same as somebody writes it. What a schema cannot see is for `hoursFaults`. */
export const ownCalendarSchema = z.strictObject({
  periods,
  seasons: z
    .array(
      z.strictObject({
        from: monthDay.describe('第一天，月-日 First day, month-day'),
        to: monthDay.describe('最后一天，可跨年 Last day; it may pass the end of the year'),
        periods,
      }),
    )
    .default([])
    .describe('季节作息，取代 periods Parts of every year with other periods'),
  days: z
    .array(z.strictObject({ day: z.iso.date(), kind: z.enum(['off', 'makeup']) }))
    .default([])
    .describe('本地的放假与调休上班 Days off and weekend days worked, here alone'),
});

/** A calendar under what somebody has of his own: his hours, and his days over those of the calendar. */
export function layOver(
  { zone, publishedYears, days }: Pick<WorkCalendar, 'zone' | 'publishedYears' | 'days'>,
  own: OwnCalendar,
  { id, version }: CalendarVersion,
): WorkCalendar {
  const { periods, seasons } = own;
  const over = own.days.map(({ day, kind }) => [day, kind] as const);
  return { id, version, zone, publishedYears, periods, seasons, days: new Map([...days, ...over]) };
}

/** Whether two say the same. */
export function sameOwn(a: OwnCalendar, b: OwnCalendar): boolean {
  const shape = ({ periods, seasons, days }: OwnCalendar) =>
    JSON.stringify([
      periods,
      seasons.map(({ from, to, periods: theirs }) => [from, to, theirs]),
      days.map(({ day, kind }) => `${day} ${kind}`).sort(),
    ]);
  return shape(a) === shape(b);
}
