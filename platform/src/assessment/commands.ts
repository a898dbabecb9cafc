import { z } from 'zod';
import { act, process } from '../commands/command.ts';
import { actingOf } from '../identity/actor.ts';
import { Problem } from '../kernel/problem.ts';
import { adoptReadings } from './adoptions.ts';
import { closePeriod } from './close-period.ts';
import type { Period } from './period/periods.ts';
import { reopenPeriod } from './reopen-period.ts';

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
  snapshot: z.int().describe('from 1; opening a period again makes the next'),
  published: z.int().nullable().describe('snapshot in force'),
  reason: z.string().nullable().describe('why it was opened again'),
  closedAt: z.iso.datetime().nullable(),
  hash: z.string().nullable().describe('of the snapshot in force: sha256 over the results and ranks of all counties'),
});

const answerOf = (period: Period): z.infer<typeof PeriodAnswer> => ({
  ...period,
  closedAt: period.closedAt?.toISOString() ?? null,
});

/**
 * Freezes a period of the city; closing it again changes nothing. It cannot be taken back, so whoever closes types the name of
 * the period: PERIOD-NAME for another one.
 */
export const closePeriodCommand = process({
  name: 'period.close',
  title: { zh: '定稿评价周期', en: 'Close an assessment period' },
  right: 'closePeriod',
  input: z.object({
    label: z.string().min(1).max(64),
    typedLabel: z.string().max(64).describe('the label once more, as typed by whoever closes'),
  }),
  output: PeriodAnswer,
  problems: ['PERIOD-UNKNOWN', 'PERIOD-NAME', 'PERIOD-NOT-OVER'],
  isFinal: ({ state }) => state === 'closed',
  run: async ({ database, deps }, actor, { label, typedLabel }) => {
    if (typedLabel.trim() !== label.trim()) throw new Problem('PERIOD-NAME', { label });
    const { period } = await closePeriod(database, deps, actingOf(actor), label);
    return answerOf(period);
  },
});

/** Opens a closed period of the city again: what came late is taken in, and published as its next snapshot by closing it. */
export const reopenPeriodCommand = act({
  name: 'period.reopen',
  title: { zh: '重新开放评价周期', en: 'Open a closed assessment period again' },
  right: 'closePeriod',
  role: 'actor',
  input: z.object({ label: z.string().min(1).max(64), reason: z.string().max(500) }),
  output: PeriodAnswer,
  problems: ['PERIOD-UNKNOWN', 'PERIOD-NOT-CLOSED', 'PERIOD-REASON'],
  run: async (trx, deps, actor, { label, reason }) =>
    answerOf(await reopenPeriod(trx, deps, actingOf(actor), label, reason)),
  audit: (_, { label, snapshot, reason }) => ({ subject: label, data: { snapshot, reason } }),
});

/**
 * Takes over what a scheme reads into its sources, for the city and once: a later version that reads alike needs no other
 * decision. Changes no figure. What was taken over before stays as it was.
 */
export const adoptReadingsCommand = act({
  name: 'scheme.adopt',
  title: { zh: '确认评价口径', en: 'Adopt readings of a scheme' },
  right: 'closePeriod',
  role: 'actor',
  input: z.object({
    id: z.string().min(1).max(60),
    version: z.int().min(1),
    names: z.array(z.string().min(1).max(200)).min(1).max(500).describe('of `Scheme.readings`'),
    reason: z.string().trim().min(1).max(500).describe('for every county to read'),
  }),
  output: z.object({
    id: z.string(),
    version: z.int(),
    adopted: z.array(z.string()).describe('those that were not adopted before'),
  }),
  problems: ['SCHEME-MISSING', 'SCHEME-SUPERSEDED', 'SCHEME-READING'],
  run: async (trx, deps, actor, input) => {
    const adopted = await adoptReadings(trx, deps, actingOf(actor), input);
    return { id: input.id, version: input.version, adopted: [...adopted] };
  },
  audit: ({ reason }, { id, version, adopted }) =>
    adopted.length === 0 ? null : { subject: `${id} ${version}`, data: { names: adopted, reason } },
});
