import { message } from '../../kernel/message.ts';
import { must, zodMessages } from '../../kernel/zod-messages.ts';
import { z } from 'zod';
import { STEP_KINDS, type StepKind } from '../../cases/fields.ts';
import { STAGES } from '../../cases/types.ts';
import { Problem } from '../../kernel/problem.ts';
import { severityFault } from '../findings/severities.ts';
import { isDateFormat } from './dates.ts';
import { isZone } from './zone.ts';

/**
 * The mapping document: how one source system's export is to be read. Declarative and versioned; no code.
 * The guide for people who write one is `platform/docs/mapping.md`; keep the two together.
 */

const text = z.string().min(1);
const columns = z.union([text, z.array(text).min(1)], { error: 'mapping.columns' });

/** A column by name, or {column(s), join, value, default}. */
const fieldShape = {
  /** One column, or several: the first filled one counts, unless `join` glues all of them. */
  column: columns.optional(),
  join: z.string().optional(),
  /** A constant for every row; takes the place of `column`. */
  value: z.string().optional(),
  /** Used where the cell is empty or the column is absent. */
  default: z.string().optional(),
};
const hasOneOrigin = (f: { column?: unknown; value?: unknown }) => (f.column === undefined) !== (f.value === undefined);
const fieldObject = z.strictObject(fieldShape).refine(hasOneOrigin, 'mapping.column-or-value');
const field = z.union([text, fieldObject], { error: 'mapping.field' });

/** The responsible unit: a field, and the words it uses for units beside their names. */
const unitObject = z
  .strictObject({
    ...fieldShape,
    /** Word → code of a unit of ours, or name of a body of the city. */
    values: z.record(z.string(), text).optional(),
  })
  .refine(hasOneOrigin, 'mapping.column-or-value');
const unit = z.union([text, unitObject], { error: 'mapping.field' });

const dateFormat = text.check(must(isDateFormat, (format) => message('mapping.date-format', { format })));
const time = z.union(
  [
    text,
    z
      .strictObject({ column: columns, dates: z.array(dateFormat).min(1).optional() })
      .describe('column with date formats of its own'),
  ],
  { error: 'mapping.time' },
);

const flag = z.strictObject({ column: columns, true: z.array(z.string()).min(1), false: z.array(z.string()) });

const classKey = z.string().regex(/^(component|event):\S+$/, 'mapping.class-key');
const classTarget = z.union([
  classKey,
  z.strictObject({
    class: classKey,
    /** Filing condition (立案条件) as worded in case-rules.csv: it names the rule, hence the limit. */
    condition: text.optional(),
  }),
]);

const sourceTarget = z.strictObject({ code: text, group: z.enum(['patrol', 'public']) });

const step = z.enum(STEP_KINDS);

const statusTarget = z.union([
  z.enum(STAGES),
  z.strictObject({
    stage: z.enum(STAGES),
    /** Where the time of that stage's step is when its own column is empty (often "last status change"). */
    at: time.optional(),
    /** Step times this status word makes meaningless; they are not read. */
    drop: z.array(step).optional(),
  }),
]);

const stepTimes = Object.fromEntries(STEP_KINDS.map((kind) => [kind, time.optional()])) as Readonly<
  Record<StepKind, z.ZodOptional<typeof time>>
>;

export const mappingSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'mapping.name'),
  version: z.number().int().min(1),
  title: z.strictObject({ zh: text, en: text }),
  /** Why it is as it is; for people. */
  notes: z.array(z.string()).default([]),
  format: z.enum(['csv', 'ndjson']),
  encoding: z.enum(['auto', 'utf-8', 'gb18030']).default('auto'),
  csv: z
    .strictObject({ delimiter: z.enum([',', ';', '\t', '|']).default(','), quote: z.enum(['"', "'"]).default('"') })
    .default({ delimiter: ',', quote: '"' }),
  /** IANA zone in which times without a zone are read. */
  timeZone: text.check(must(isZone, (zone) => message('input.zone', { zone }))),
  dates: z.array(dateFormat).min(1),
  /** Cell texts that mean "nothing here", beside the empty cell. */
  empty: z.array(z.string()).default([]),
  catalogue: z.enum(['cjt214', 'gbt30428', 'gbt47678']),
  externalId: field,
  /** Our number of the case, where the sender keeps it beside its own id. */
  caseNo: field.optional(),
  revision: z.strictObject({ column: text, as: z.enum(['number', 'time']) }).optional(),
  /** The county a row says it belongs to. Never decides whose row it is; any other value refuses the row. */
  county: z.strictObject({ column: columns, is: z.array(text).min(1) }).optional(),
  source: z.strictObject({
    column: columns.optional(),
    values: z.record(z.string(), sourceTarget).default({}),
    /** For empty and unknown words. Without it an unknown word is a finding. */
    otherwise: sourceTarget.optional(),
  }),
  class: z.strictObject({
    column: columns,
    join: z.string().optional(),
    kind: z
      .union([
        z.enum(['component', 'event']),
        z.strictObject({ column: columns, values: z.record(z.string(), z.enum(['component', 'event'])) }),
      ])
      .default('event'),
    values: z.record(z.string(), classTarget).default({}),
    /** How to read words that `values` does not list: as the catalogue's code, its name, either, or not at all. */
    otherwise: z.enum(['code', 'name', 'code-or-name', 'unknown']).default('unknown'),
  }),
  limit: z
    .strictObject({
      condition: field.optional(),
      /** Class → filing condition (as worded in case-rules.csv) used when the row names none. */
      defaults: z.record(classKey, text).default({}),
    })
    .default({ defaults: {} }),
  place: z
    .strictObject({
      x: field,
      y: field,
      crs: z.enum(['WGS84', 'GCJ02', 'BD09', 'CGCS2000']),
      placeholders: z.array(z.strictObject({ x: z.number(), y: z.number() })).default([]),
    })
    .optional(),
  address: field.optional(),
  description: field.optional(),
  unit: unit.optional(),
  times: z.strictObject({ ...stepTimes, reported: time }),
  status: z.strictObject({ column: columns, values: z.record(z.string(), statusTarget) }).optional(),
  closingType: z
    .strictObject({
      column: columns,
      values: z.record(z.string(), z.enum(['normal', 'overdue', 'error', 'special', 'forced'])),
    })
    .optional(),
  selfHandled: flag.optional(),
  rework: field.optional(),
  extension: field.optional(),
  claim: z.strictObject({ due: time.optional(), overdue: flag.optional() }).default({}),
  person: z.strictObject({ name: field.optional(), phone: field.optional() }).default({}),
  /** Columns we know and leave aside: they are not reported as unknown. */
  ignore: z.array(text).default([]),
  severities: z
    .record(z.string(), z.enum(['error', 'warning', 'off']))
    .default({})
    .superRefine((severities, check) => {
      for (const code of Object.keys(severities)) {
        const fault = severityFault(code);
        if (fault !== null) check.addIssue({ code: 'custom', message: fault, params: { code }, path: [code] });
      }
    }),
});

export type MappingDocument = z.infer<typeof mappingSchema>;
/** A mapping as a person writes it (defaults left out). */
export type MappingInput = z.input<typeof mappingSchema>;
export type FieldSpec = z.infer<typeof field>;
export type TimeSpec = z.infer<typeof time>;
export type FlagSpec = z.infer<typeof flag>;

/**
 * Checks a mapping document. Throws `ENV-MAPPING` with every fault and its path.
 */
export function parseMapping(document: unknown): MappingDocument {
  const result = mappingSchema.safeParse(document);
  if (result.success) return result.data;
  throw new Problem('ENV-MAPPING', { reason: zodMessages(result.error, '-') });
}
