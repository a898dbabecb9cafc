import { z } from 'zod';
import { process } from '../commands/command.ts';
import { actingOf } from '../identity/actor.ts';
import { closePeriod } from './close-period.ts';

const day = z.iso.date();

/** A period as commands answer it. */
const PeriodAnswer = z.object({
  id: z.uuid(),
  label: z.string(),
  series: z.string(),
  fromDay: day,
  toDay: day.describe('excluded'),
  schemeId: z.string(),
  schemeVersion: z.int(),
  state: z.enum(['open', 'closing', 'closed']),
  closedAt: z.iso.datetime().nullable(),
  hash: z.string().nullable().describe('sha256 over the results of all counties'),
});

/** Freezes a period of the city; closing it again changes nothing. */
export const closePeriodCommand = process({
  name: 'period.close',
  title: { zh: '定稿评价周期', en: 'Close an assessment period' },
  right: 'closePeriod',
  input: z.object({ label: z.string().min(1).max(64) }),
  output: PeriodAnswer,
  problems: ['PERIOD-UNKNOWN', 'PERIOD-NOT-OVER'],
  isFinal: ({ state }) => state === 'closed',
  run: async ({ database, deps }, actor, { label }) => {
    const { period } = await closePeriod(database, deps, actingOf(actor), label);
    return { ...period, closedAt: period.closedAt?.toISOString() ?? null };
  },
});
