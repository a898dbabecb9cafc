import { z, type ZodType } from 'zod';
import { Photos, type Photo } from '../media/media-types.ts';
import { isLimitValue, type Limit } from '../../calendars/limit.ts';
import { LIMIT_UNITS } from '../../calendars/limit-units.ts';
import { reasonInWords, reasonsOf } from '../reasons.ts';
import type { ActName } from './acts.ts';
import { isAlwaysNeeded, rowsOf } from './lifecycle.ts';
import { ORDERS } from './orders.ts';
import type { Extra, Need } from './transition.ts';

/** What an act is given: one value for each of its needs. */
export interface Given {
  readonly address?: string | undefined;
  /** WGS-84 degrees. */
  readonly longitude?: number | undefined;
  readonly latitude?: number | undefined;
  readonly classId?: number | undefined;
  readonly ruleId?: number | undefined;
  /** Code of the list of the act, or words. */
  readonly reason?: string | undefined;
  readonly words?: string | undefined;
  readonly photos?: readonly Photo[] | undefined;
  readonly unitId?: number | undefined;
  /** Null: nobody inside works the task any more. */
  readonly innerUnitId?: number | null | undefined;
  readonly personId?: string | undefined;
  /** ISO instant. */
  readonly until?: string | undefined;
  readonly finding?: string | undefined;
  readonly order?: string | undefined;
  readonly level?: string | undefined;
  readonly satisfaction?: string | undefined;
  readonly limit?: Limit | undefined;
  readonly assists?: readonly Assist[] | undefined;
}

/** A body that helps from the beginning. */
export interface Assist {
  readonly unitId: number;
  readonly words: string;
  readonly limit?: Limit | undefined;
}

const text = z.string().trim().min(1).max(2_000);

/** What is found on the spot: before filing whether it is there, before closing and by a 抽查 whether it is mended (workflow.md §0). */
const FINDINGS: Readonly<Partial<Record<ActName, readonly [string, ...string[]]>>> = {
  answer_verify: ['exists', 'absent', 'unverifiable'],
  answer_check: ['passed', 'failed'],
  answer_order: ['passed', 'failed'],
};

/** Fields of the input for each need; those of a photograph share one list. */
const FIELDS_OF: Readonly<Record<Need, Readonly<Record<string, ZodType>>>> = {
  place: {
    address: text,
    longitude: z.number().min(-180).max(180).optional().describe('WGS-84 degrees'),
    latitude: z.number().min(-90).max(90).optional(),
  },
  class: { classId: z.int32().describe('小类, from cases.search_classes') },
  condition: { ruleId: z.int32().describe('立案条件, from cases.class_rules: the limit comes from it') },
  reason: {},
  words: { words: text },
  photo_before: { photos: Photos.min(1).describe('at least one of usage before or verify') },
  photo_after: { photos: Photos.min(1).describe('at least one of usage after or check') },
  unit: { unitId: z.int32().describe('a body that serves the tenant, from cases.search_bodies') },
  inner: {
    innerUnitId: z
      .int32()
      .nullable()
      .optional()
      .describe('squad of the own body; null alone: taken back from whoever had it'),
    personId: z.uuid().optional(),
  },
  until: { until: z.iso.datetime({ offset: true }).describe('within a year from now') },
  finding: {},
  order: { order: z.enum(ORDERS).describe('督办, 抽查, 再交办, 补充材料') },
  level: { level: z.enum(['ordinary', 'important', 'leader']) },
  satisfaction: { satisfaction: z.enum(['satisfied', 'fair', 'dissatisfied']) },
};

/** What may be given to any act beside what it needs. */
const BESIDE = { words: text.optional(), photos: Photos.optional() };

const limit = z
  .strictObject({
    value: z.string().refine(isLimitValue, 'up to four digits, then up to four decimals'),
    unit: z.enum(LIMIT_UNITS),
  })
  .describe('from the asking on; not beyond the deadline of the disposal. Without one that deadline holds');

const isOnce = (assists: readonly Assist[]): boolean =>
  new Set(assists.map(({ unitId }) => unitId)).size === assists.length;

const FIELDS_OF_EXTRA: Readonly<Record<Extra, Readonly<Record<string, ZodType>>>> = {
  limit: { limit: limit.optional() },
  assists: {
    assists: z
      .array(z.strictObject({ unitId: z.int32(), words: text, limit: limit.optional() }))
      .max(10)
      .refine(isOnce, 'a body is asked once')
      .optional()
      .describe('协办: bodies that help the one responsible'),
  },
};

/** A reason out of the list of an act, by its code; own words are taken for one, as before there were lists. */
function reasonOf(act: ActName): ZodType {
  const codes = reasonsOf(act);
  const list = codes.map(reasonInWords).map(({ code, zh, en }) => `${code} ${zh} ${en}`);
  return text
    .describe(`${list.join('; ')} (then words says which). Own words in its place are kept, masked, and count as other`)
    .meta({ examples: [...codes] });
}

/** What was found: of an order only a 抽查 has to say it. */
function findingOf(act: ActName, findings: readonly [string, ...string[]]): ZodType {
  const finding = z.enum(findings);
  return isAlwaysNeeded(act, 'finding')
    ? finding
    : finding.optional().describe('of a 抽查, which has to say it, and of nothing else');
}

/** The part of an act's input that its rows ask for. */
export function givenSchema(act: ActName): Readonly<Record<string, ZodType>> {
  const rows = rowsOf(act);
  const findings = FINDINGS[act];
  return Object.assign(
    {},
    BESIDE,
    ...rows.flatMap(({ needs = [] }) => needs).map((need) => FIELDS_OF[need]),
    ...rows.flatMap(({ takes = [] }) => takes).map((extra) => FIELDS_OF_EXTRA[extra]),
    reasonsOf(act).length === 0 ? {} : { reason: reasonOf(act) },
    findings === undefined ? {} : { finding: findingOf(act, findings) },
  ) as Record<string, ZodType>;
}
