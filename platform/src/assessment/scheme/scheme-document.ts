import { z } from 'zod';

/**
 * A scheme as it is stored and published: formulas are data (evaluation.md §7). Everything a city may set otherwise is
 * here and nowhere in code. Each part carries where it comes from, so that a screen can say `inferred`.
 */

const name = z.string().regex(/^[a-z][a-z0-9_]*$/);
const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
/** Exact decimal as text: 0.4 is not a binary fraction. */
const decimal = z.string().regex(/^-?\d{1,9}(\.\d{1,9})?$/);
/** read = seen in a source, inferred = reasoned by us, recalled = unverified. */
const mark = z.enum(['read', 'inferred', 'recalled']);
const provenance = { mark: mark.optional(), note: text.optional() };
const print = z.enum(['count', 'percent', 'points']);
const step = z.strictObject({ from: decimal, points: decimal });
const steps = z.array(step).min(1);
const basis = z.enum(['reported', 'filed', 'disposal_due', 'closed']);

const definition = z.discriminatedUnion('kind', [
  /** An expression over counters, inputs and other definitions. */
  z.strictObject({ kind: z.literal('formula'), title: text, formula: z.string().max(500), print, ...provenance }),
  /** Points of a rate: rate × 100, or (1 − rate) × 100 where lower is better. */
  z.strictObject({
    kind: z.literal('rate_points'),
    title: text,
    of: name,
    direction: z.enum(['higher', 'lower']),
    ...provenance,
  }),
  /** Points by the step a value falls on: the last step whose `from` it reaches. */
  z.strictObject({ kind: z.literal('bins'), title: text, of: name, steps, ...provenance }),
  /** Mean over the unit grid cells of the points each cell's count earns; steps by area class. */
  z.strictObject({
    kind: z.literal('cell_bins'),
    title: text,
    of: name,
    steps: z.strictObject({ 1: steps, 2: steps }),
    ...provenance,
  }),
  /** Sum of weighted parts; weights add up to 1. */
  z.strictObject({
    kind: z.literal('weighted'),
    title: text,
    parts: z.array(z.strictObject({ of: name, weight: decimal, ...provenance })).min(1),
    ...provenance,
  }),
]);

export const schemeDocument = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  version: z.int().min(1),
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
  /** Decimals printed, half up, once. */
  rounding: z.strictObject({ percent: z.int().min(0).max(6), points: z.int().min(0).max(6) }),
  /** Values a person enters or another system gives; without a default a missing one means no data. */
  inputs: z.record(name, z.strictObject({ title: text, print, default: decimal.optional(), ...provenance })),
  definitions: z.record(name, definition),
  /** Only members of one group are compared; each group names the definition that is its score. */
  groups: z.array(z.strictObject({ key: z.string().min(1), title: text, score: name })).min(1),
  /** From the highest; empty = no grades. `colour` is the word printed on the map. */
  grades: z.array(
    z.strictObject({ grade: z.string().min(1), from: decimal, colour: z.string().min(1), ...provenance }),
  ),
});

export type SchemeDocument = z.infer<typeof schemeDocument>;
export type Definition = z.infer<typeof definition>;
export type Basis = z.infer<typeof basis>;
export type Mark = z.infer<typeof mark>;
export type Step = Readonly<z.infer<typeof step>>;
/** A text in both languages of the screens. */
export type Words = Readonly<z.infer<typeof text>>;
