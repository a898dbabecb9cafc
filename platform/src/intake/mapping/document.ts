import { message } from '../../kernel/message.ts';
import { must, zodMessages } from '../../kernel/zod-messages.ts';
import { z } from 'zod';
import { STEP_KINDS, type StepKind } from '../../cases/fields.ts';
import { STAGES } from '../../cases/types.ts';
import { isCrs, type Crs } from '../../geography/crs.ts';
import { Problem } from '../../kernel/problem.ts';
import { severityFault } from '../findings/severities.ts';
import { hasShortYear, isDateFormat } from './dates.ts';
import { isCut } from './pattern.ts';
import { isZone } from './zone.ts';

/**
 * The mapping document: how one source system's export is to be read. Declarative and versioned; no code.
 * The guide for people who write one is `platform/docs/mapping.md`; keep the two together.
 */

const text = z.string().min(1);
const columns = z.union([text, z.array(text).min(1)], { error: 'mapping.columns' });

/** A column by name, or {column(s), join, value, default, empty, cut}: where a text of a row comes from. */
const fieldShape = {
  /** One column, or several: the first filled one counts, unless `join` glues all of them (or the list in one cell). */
  column: columns.optional(),
  join: z.string().optional(),
  /** A constant for every row; takes the place of `column`. */
  value: z.string().optional(),
  /** Used where the cell is empty or the column is absent. */
  default: z.string().optional(),
  /** Cell texts that mean "nothing here", beside those of the document. */
  empty: z.array(z.string()).optional(),
  /** Pattern that keeps the part at `{}`; a text it does not fit stays as it is. */
  cut: text.check(must(isCut, (cut) => message('mapping.cut', { cut }))).optional(),
};
const hasOneOrigin = (f: { column?: unknown; value?: unknown }) => (f.column === undefined) !== (f.value === undefined);
/** A field with more to it than where its text comes from. */
const fieldWith = <T extends z.ZodRawShape>(more: T) =>
  z.strictObject({ ...fieldShape, ...more }).refine(hasOneOrigin, 'mapping.column-or-value');
const field = z.union([text, fieldWith({})], { error: 'mapping.field' });

/** A field that names something of ours, and the words it uses beside our names and codes. */
const named = z.union([text, fieldWith({ values: z.record(z.string(), text).optional() })], { error: 'mapping.field' });

const dateFormat = text.check(must(isDateFormat, (format) => message('mapping.date-format', { format })));
const time = z.union(
  [
    text,
    fieldWith({
      dates: z.array(dateFormat).min(1).optional(),
      /** Which moment a day without a time of day means. With it the time is known by its day only. */
      day: z.union([z.enum(['start', 'end']), z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)]).optional(),
    }).describe('column with date formats of its own'),
  ],
  { error: 'mapping.time' },
);

const flag = fieldWith({ true: z.array(z.string()).min(1), false: z.array(z.string()) });

const kindOfSubject = z.enum(['component', 'event']);
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
    /** The step happened and nobody says when: the moment of receipt stands in for its time, and the case is flagged. */
    undated: z.boolean().optional(),
    /** Step times this status word makes meaningless; they are not read. */
    drop: z.array(step).optional(),
  }),
]);

const stepTimes = Object.fromEntries(STEP_KINDS.map((kind) => [kind, time.optional()])) as Readonly<
  Record<StepKind, z.ZodOptional<typeof time>>
>;

const timeZone = text.check(must(isZone, (zone) => message('input.zone', { zone })));

const documentSchema = z.strictObject({
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
  timeZone,
  dates: z.array(dateFormat).min(1),
  /** First of the hundred years that years of two digits (`yy`) mean. */
  centuryFrom: z.number().int().min(1900).max(2100).optional(),
  /** Zones by the words that stand for them in times (`z`); UTC and GMT are known. */
  zones: z.record(text, timeZone).default({}),
  /** Cell texts that mean "nothing here", beside the empty cell. */
  empty: z.array(z.string()).default([]),
  catalogue: z.enum(['cjt214', 'gbt30428', 'gbt47678']),
  externalId: field,
  /** Our number of the case, where the sender keeps it beside its own id. */
  caseNo: field.optional(),
  revision: fieldWith({ as: z.enum(['number', 'time']) }).optional(),
  /** The county a row says it belongs to. Never decides whose row it is; any other value refuses the row. */
  county: fieldWith({ is: z.array(text).min(1) }).optional(),
  /** Rows that are no cases, by a word in them: they are left aside, counted by word. */
  skip: z.array(fieldWith({ is: z.array(text).min(1) })).default([]),
  source: z.strictObject({
    ...fieldShape,
    values: z.record(z.string(), sourceTarget).default({}),
    /** For empty and unknown words. Without it an unknown word is a finding. */
    otherwise: sourceTarget.optional(),
  }),
  class: fieldWith({
    /** Without one a code is that of an event, a name that of an event, else of a component. */
    kind: z.union([kindOfSubject, fieldWith({ values: z.record(z.string(), kindOfSubject) })]).optional(),
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
      crs: z.custom<Crs>((crs) => typeof crs === 'string' && isCrs(crs), 'mapping.crs'),
      placeholders: z.array(z.strictObject({ x: z.number(), y: z.number() })).default([]),
    })
    .optional(),
  /** Code of the grid cell, for rows whose position says less. */
  cell: field.optional(),
  /** Name or code of an area of ours. It counts before the area the point lies in. */
  street: named.optional(),
  community: named.optional(),
  address: field.optional(),
  description: field.optional(),
  /** What came of it, in the words of those who did the work. */
  result: field.optional(),
  /** The responsible unit: name, former name or code; `values` names a unit of ours by its code, a body of the city by its name too. */
  unit: named.optional(),
  times: z.strictObject({ ...stepTimes, reported: time }),
  status: fieldWith({ values: z.record(z.string(), statusTarget) }).optional(),
  closingType: fieldWith({
    values: z.record(z.string(), z.enum(['normal', 'overdue', 'error', 'special', 'forced'])),
  }).optional(),
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

/** Every time of a document, with its place in it. */
const timesOf = ({ times, claim, status }: z.infer<typeof documentSchema>) => [
  ...Object.entries(times).map(([name, spec]) => ({ path: ['times', name], spec })),
  { path: ['claim', 'due'], spec: claim.due },
  ...Object.entries(status?.values ?? {}).map(([word, target]) => ({
    path: ['status', 'values', word, 'at'],
    spec: typeof target === 'string' ? undefined : target.at,
  })),
];

export const mappingSchema = documentSchema.superRefine((document, check) => {
  if (document.centuryFrom !== undefined) return;
  const must = (dates: readonly string[] | undefined, path: string[]): void => {
    if (dates?.some(hasShortYear)) check.addIssue({ code: 'custom', message: 'mapping.century', path });
  };
  must(document.dates, ['dates']);
  for (const { path, spec } of timesOf(document)) if (typeof spec === 'object') must(spec.dates, [...path, 'dates']);
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
