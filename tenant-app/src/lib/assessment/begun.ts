import { day } from '#lib/format/time.ts';
import { m } from '#lib/paraglide/messages.js';

/** Whether a period has begun: before that nobody has a figure in it. */
export const hasBegun = ({ fromDay }: { fromDay: string }, now = new Date()): boolean => fromDay <= (day(now) ?? '');

/** Whether the last day of a period has ended: before that it cannot be closed. `toDay` is excluded. */
export const isOver = ({ toDay }: { toDay: string }, now = new Date()): boolean => toDay <= (day(now) ?? '');

/** Why there is no result at all. */
export function whyNothing(period: { fromDay: string; state: string }): string {
  if (!hasBegun(period)) return m.not_begun_hint();
  return period.state === 'reopened' ? m.no_data_when_published() : m.no_data_silent();
}
