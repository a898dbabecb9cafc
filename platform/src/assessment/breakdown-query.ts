import { z } from 'zod';
import { query } from '../commands/query.ts';
import type { Trx } from '../database/database.ts';
import { inTwo, message } from '../kernel/message.ts';
import { Problem } from '../kernel/problem.ts';
import { breakDown, countersOf, type BrokenGroup, type Stake } from './breakdown/break-down.ts';
import { countGroups, GROUPINGS, type CountedGroup, type Grouping } from './breakdown/count-groups.ts';
import { nameGroups } from './breakdown/name-groups.ts';
import { readPeriod, shownSnapshot, type Period } from './period/periods.ts';
import { regionResult } from './period/region-result.ts';
import { exactIn } from './result/elsewhere.ts';
import { explainScore } from './result/explain-score.ts';
import type { Pinned, ResultDocument } from './result/result.ts';
import { fromExactText } from './scheme/exact.ts';
import { roundedAs, type Scheme } from './scheme/compile-scheme.ts';
import { sidesOf } from './scheme/sides.ts';
import { readScheme } from './scheme/schemes.ts';
import { titleOf } from './scheme/words.ts';

const words = z.strictObject({ zh: z.string(), en: z.string() });
const figures = {
  numerator: z.int(),
  denominator: z.int(),
  rate: z.string().nullable().describe('null: nothing to divide by'),
  lost: z
    .string()
    .nullable()
    .describe('points of the score lost by these cases; null where the points follow from something else'),
};

/**
 * Which classes, streets, cells or bodies a rate owes its points to. The city asks about each of its counties, a county about
 * itself.
 */
export const breakdownQuery = query({
  name: 'period.breakdown',
  title: { zh: '指标构成', en: 'What a rate is made of' },
  input: z.strictObject({
    label: z.string().min(1).max(64),
    tenantId: z.int32(),
    indicator: z.string().min(1).max(60).describe('definition of the scheme'),
    by: z.enum(Object.keys(GROUPINGS) as [Grouping, ...Grouping[]]),
  }),
  output: z.strictObject({
    title: words.describe('of the rate'),
    isFrozen: z.boolean().describe('true: which cases counted is published; what each is put under is of now'),
    refused: words.nullable().describe('why there is no breakdown; then there are no groups'),
    groups: z.array(z.strictObject({ key: z.string().nullable(), name: words, ...figures })),
    rest: z
      .strictObject({ count: z.int(), ...figures })
      .nullable()
      .describe('all groups that are not named'),
    total: z.strictObject(figures).nullable(),
  }),
  problems: ['PERIOD-UNKNOWN', 'SYS-NOT-FOUND'],
  read: async (trx, { cityId }, { label, tenantId, indicator, by }) => {
    const period = await readPeriod(trx, cityId, label);
    const result = await readResult(trx, tenantId, period);
    const pinned = (result?.pinned ?? {}) as Partial<Pinned>;
    if (result === undefined || pinned.scheme === undefined) throw new Problem('SYS-NOT-FOUND');
    const { scheme } = await readScheme(trx, cityId, pinned.scheme.id, pinned.scheme.version);
    const document = result.document as unknown as ResultDocument;
    const rate = rateOf(scheme, indicator);
    const sides = rate === null ? null : sidesOf(scheme, rate);
    if (rate === null || sides === null) throw new Problem('SYS-NOT-FOUND');
    const counters = countersOf(sides);
    const key = { tenantId, periodId: period.id, snapshot: result.snapshot };
    const counted = await countGroups(trx, key, counters, by);
    const answer = { title: titleOf(scheme, rate), isFrozen: result.is_frozen };
    if (!counters.every((name) => exactIn(document, name) === String(totalOf(counted, name)))) {
      return { ...answer, refused: inTwo(message('breakdown.moved')), groups: [], rest: null, total: null };
    }
    const percent = roundedAs(scheme.document, rate, 'percent');
    const { groups, rest, total } = breakDown(counted, sides, percent, stakeOf(scheme, document, indicator));
    const nameOf = await nameGroups(
      trx,
      tenantId,
      by,
      groups.map((group) => group.key),
    );
    const named = groups.map((group: BrokenGroup) => ({ ...group, name: nameOf(group.key) }));
    return { ...answer, refused: null, groups: named, rest, total };
  },
});

/** The figures that are shown of a member: frozen ones as long as there are some. */
async function readResult(trx: Trx, tenantId: number, period: Period) {
  return trx
    .selectFrom('biz.result')
    .select(['snapshot', 'is_frozen', 'pinned', 'document'])
    .where('tenant_id', '=', tenantId)
    .where('period_id', '=', period.id)
    .where(regionResult(shownSnapshot(period)))
    .executeTakeFirst();
}

/** The rate a definition is, or gives points for. */
function rateOf({ document: { definitions } }: Scheme, name: string): string | null {
  const definition = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
  if (definition?.kind === 'formula') return name;
  return definition?.kind === 'rate_points' || definition?.kind === 'bins' ? definition.of : null;
}

/** What a part of the score lost by its rate alone: points of a rate, that were not cut off at either end. */
function stakeOf(scheme: Scheme, document: ResultDocument, name: string): Stake | null {
  const part = explainScore(scheme, document).score.children.find((each) => each.name === name);
  if (part?.kind !== 'rate_points' || part.direction === null || part.lost === null) return null;
  const exact = exactIn(document, rateOf(scheme, name) ?? '');
  if (exact === null || fromExactText(exact).lt(0) || fromExactText(exact).gt(1)) return null;
  return { direction: part.direction, lost: part.lost, decimals: part.lost.split('.')[1]?.length ?? 0 };
}

const totalOf = (groups: readonly CountedGroup[], name: keyof CountedGroup['counts']): number =>
  groups.reduce((total, { counts }) => total + (counts[name] ?? 0), 0);
