import { z } from 'zod';
import { message } from '../../kernel/message.ts';
import { must } from '../../kernel/zod-messages.ts';

/**
 * A scheme as it is stored and published: formulas are data (evaluation.md §7). Everything a city may set otherwise is
 * here and nowhere in code. Each part carries where it comes from, so that a screen can say `inferred`.
 */

const ref = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9_]*$/);
/** A name of one's own; what every JavaScript object has, such as `constructor`, would be found where nothing was entered. */
const name = ref.check(
  must(
    (value) => !(value in {}),
    (value) => message('scheme.name', { name: value }),
  ),
);
/** What PostgreSQL cannot store, or no screen shows. */
const words = z
  .string()
  .min(1)
  .max(500)
  .check(
    must(
      (value) => value.isWellFormed() && !CONTROL.test(value),
      () => message('scheme.words'),
    ),
  );
const text = z.strictObject({ zh: words, en: words });
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
/** Exact decimal as text: 0.4 is not a binary fraction. */
const decimal = z.string().regex(/^-?\d{1,9}(\.\d{1,9})?$/);
/** read = seen in a source, inferred = reasoned by us, recalled = unverified. */
const mark = z.enum(['read', 'inferred', 'recalled']);
const provenance = { mark: mark.optional(), note: text.optional() };
const print = z.enum(['count', 'percent', 'points']);
/** Half up (四舍五入), half to the even digit, or cut off: bulletins use all three, now and then two in one table. */
const mode = z.enum(['half_up', 'half_even', 'down']);
const decimals = z.int().min(0).max(6);
/** How this value alone is printed, where it is not as the scheme prints all. */
const printing = { decimals: decimals.optional(), mode: mode.optional() };
const step = z.strictObject({ from: decimal, points: decimal });
const steps = z.array(step).min(1).max(100);
/** What a part without data is worth: the whole has none (without it), the rest is weighed alone, or so many points. */
const withoutData = z.union([z.literal('leave_out'), z.strictObject({ points: decimal })]);
const basis = z.enum(['reported', 'filed', 'disposal_due', 'closed']);

const definition = z.discriminatedUnion('kind', [
  /** An expression over counters, inputs and other definitions. */
  z.strictObject({
    kind: z.literal('formula'),
    title: text,
    formula: z.string().max(500),
    print,
    ...printing,
    ...provenance,
  }),
  /** Points of a rate: rate × 100, or (1 − rate) × 100 where lower is better; between 0 and 100. */
  z.strictObject({
    kind: z.literal('rate_points'),
    title: text,
    of: ref,
    direction: z.enum(['higher', 'lower']),
    ...printing,
    ...provenance,
  }),
  /** Points by the step a value falls on: the last step whose `from` it reaches. */
  z.strictObject({ kind: z.literal('bins'), title: text, of: ref, steps, ...printing, ...provenance }),
  /** Mean over the unit grid cells of the points each cell's count earns; steps by area class. */
  z.strictObject({
    kind: z.literal('cell_bins'),
    title: text,
    of: ref,
    steps: z.strictObject({ 1: steps, 2: steps }),
    ...printing,
    ...provenance,
  }),
  /** Sum of weighted parts; weights add up to 1. */
  z.strictObject({
    kind: z.literal('weighted'),
    title: text,
    parts: z
      .array(z.strictObject({ of: ref, weight: decimal, without_data: withoutData.optional(), ...provenance }))
      .min(1)
      .max(100),
    ...printing,
    ...provenance,
  }),
]);

const grades = z.array(z.strictObject({ grade: words, from: decimal, colour: words, ...provenance })).max(50);

/** More names than any bulletin prints would only be there to be worked through. */
const MOST_NAMES = 200;
const few = must<Record<string, unknown>>(
  (named) => Object.keys(named).length <= MOST_NAMES,
  () => message('scheme.too-many', { most: MOST_NAMES }),
);

export const schemeDocument = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  version: z.int().min(1).max(999_999_999),
  title: text,
  source: text,
  /** Which cases belong to a period, by the civil day of one of their instants; `except` per counter. */
  belonging: z.strictObject({ date: basis, except: z.record(name, basis), ...provenance }),
  /** Reading of 应结案数 (evaluation.md §3): see counters.ts. */
  need_archive: z.strictObject({
    reading: z.enum(['disposed_or_overdue', 'disposed', 'due']),
    ...provenance,
  }),
  /** What 按期 is judged by: disposal ended by its deadline, or the closing time itself. */
  in_time: z.strictObject({ judged_by: z.enum(['disposal_deadline', 'closing_time']), ...provenance }),
  /** Suspended cases in 应结案数. */
  suspended: z.strictObject({ cases: z.enum(['left_out', 'kept']), ...provenance }),
  /** Whether cases due before the period and still open stay in 应结案数. */
  backlog: z.strictObject({ kept: z.boolean(), ...provenance }),
  /** Decimals printed, half up unless `mode` is another, once. */
  rounding: z.strictObject({ percent: decimals, points: decimals, mode: mode.optional() }),
  /** Values a person enters or another system gives; without a default a missing one means no data. */
  inputs: z.record(name, z.strictObject({ title: text, print, default: decimal.optional(), ...provenance })).check(few),
  definitions: z.record(name, definition).check(few),
  /**
   * Only members of one group are compared; each group names the definition that is its score, and may have grades of its
   * own.
   */
  groups: z
    .array(z.strictObject({ key: words, title: text, score: ref, grades: grades.optional() }))
    .min(1)
    .max(50),
  /** Of equal scores: the next rank is left out (1, 2, 2, 4: competition, without it), or not (1, 2, 2, 3: dense). */
  ranks: z.enum(['competition', 'dense']).optional(),
  /** From the highest; empty = no grades. `colour` is the word printed on the map. */
  grades,
});

export type SchemeDocument = z.infer<typeof schemeDocument>;
export type Definition = z.infer<typeof definition>;
export type Basis = z.infer<typeof basis>;
export type RoundingMode = z.infer<typeof mode>;
export type Mark = z.infer<typeof mark>;
export type Step = Readonly<z.infer<typeof step>>;
/** A text in both languages of the screens. */
export type Words = Readonly<z.infer<typeof text>>;
