import { day } from '#lib/format/time.ts';
import { m } from '#lib/paraglide/messages.js';

/** Whether a period has begun: before that nobody has a figure in it. */
export const hasBegun = ({ fromDay }: { fromDay: string }, now = new Date()): boolean => fromDay <= (day(now) ?? '');

/** Why there is no result at all. */
export const whyNothing = (period: { fromDay: string }): string =>
  hasBegun(period) ? m.no_data_silent() : m.not_begun_hint();
