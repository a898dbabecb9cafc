import { STEP_KINDS, type FieldName, type StepKind } from '../../cases/fields.ts';
import type { Stage } from '../../cases/types.ts';
import type { FieldSpec, FlagSpec, MappingDocument, TimeSpec } from './document.ts';
import { mappedFields } from './mapped-fields.ts';
import { dateReader, type DateReader } from './dates.ts';
import { civilToInstant } from './zone.ts';
import { withoutApostrophe } from '../read/formula.ts';
import type { Cells } from '../read/row.ts';

/** Reads one field of a row: its text ('' = empty, hence to be cleared), or undefined where the row has no such column. */
export type CellReader = (cells: Cells) => string | undefined;

export interface CompiledTime {
  readonly read: CellReader;
  readonly toInstant: DateReader;
}
export interface CompiledFlag {
  readonly read: CellReader;
  readonly yes: ReadonlySet<string>;
  readonly no: ReadonlySet<string>;
}
export interface CompiledStatus {
  readonly stage: Stage;
  readonly at: CompiledTime | null;
  readonly drop: readonly StepKind[];
}

/** A mapping made ready for many rows: every column a function, every table a Map, every date format a reader. */
export interface CompiledMapping {
  readonly document: MappingDocument;
  readonly externalId: CellReader;
  readonly caseNo: CellReader | null;
  readonly revision: { read: CellReader; time: DateReader | null } | null;
  readonly county: CellReader | null;
  readonly source: CellReader;
  readonly classWord: CellReader;
  readonly kindWord: CellReader | null;
  readonly condition: CellReader | null;
  readonly x: CellReader | null;
  readonly y: CellReader | null;
  readonly address: CellReader | null;
  readonly description: CellReader | null;
  readonly unit: CellReader | null;
  readonly times: ReadonlyMap<StepKind, CompiledTime>;
  readonly status: CellReader | null;
  readonly statuses: ReadonlyMap<string, CompiledStatus>;
  readonly closingType: CellReader | null;
  readonly selfHandled: CompiledFlag | null;
  readonly rework: CellReader | null;
  readonly extension: CellReader | null;
  readonly claimedDue: CompiledTime | null;
  readonly claimedOverdue: CompiledFlag | null;
  readonly personName: CellReader | null;
  readonly personPhone: CellReader | null;
  /** Fields of a case it says something of. */
  readonly fields: readonly FieldName[];
  /** Column names the mapping reads or knowingly ignores. */
  readonly knownColumns: ReadonlySet<string>;
  /** Columns without which no row can be read: the external id's and the report time's. */
  readonly requiredColumns: readonly (readonly string[])[];
}

type ColumnSpec = { column: string | string[]; join?: string };

export function compileMapping(document: MappingDocument): CompiledMapping {
  const empty = new Set(document.empty.map(normalizeWord));
  const known = new Set(document.ignore);
  const toInstant = civilToInstant(document.timeZone);
  const dates = dateReader(document.dates, toInstant);

  const cell = (spec: FieldSpec | ColumnSpec): CellReader => {
    const full = typeof spec === 'string' ? { column: spec } : spec;
    if (full.column === undefined) {
      const constant = 'value' in full ? full.value : undefined;
      return () => constant;
    }
    const names = listOf(full.column);
    for (const name of names) known.add(name).add(name.split('.', 1)[0] ?? name);
    return withDefault(columnReader(names, full.join, empty), 'default' in full ? full.default : undefined);
  };
  const maybe = (spec: FieldSpec | undefined): CellReader | null => (spec === undefined ? null : cell(spec));
  const time = (spec: TimeSpec): CompiledTime =>
    typeof spec === 'string'
      ? { read: cell(spec), toInstant: dates }
      : { read: cell({ column: spec.column }), toInstant: spec.dates ? dateReader(spec.dates, toInstant) : dates };
  const flag = (spec: FlagSpec | undefined): CompiledFlag | null =>
    spec === undefined
      ? null
      : { read: cell({ column: spec.column }), yes: wordSet(spec.true), no: wordSet(spec.false) };

  const times = new Map<StepKind, CompiledTime>();
  for (const step of STEP_KINDS) {
    const spec = document.times[step];
    if (spec !== undefined) times.set(step, time(spec));
  }
  const statuses = new Map<string, CompiledStatus>();
  for (const [word, target] of Object.entries(document.status?.values ?? {})) {
    const full = typeof target === 'string' ? { stage: target } : target;
    const at = 'at' in full && full.at !== undefined ? time(full.at) : null;
    statuses.set(normalizeWord(word), { stage: full.stage, at, drop: ('drop' in full ? full.drop : undefined) ?? [] });
  }
  const kind = document.class.kind;

  return {
    document,
    externalId: cell(document.externalId),
    caseNo: maybe(document.caseNo),
    revision: document.revision
      ? { read: cell(document.revision.column), time: document.revision.as === 'time' ? dates : null }
      : null,
    county: document.county ? cell({ column: document.county.column }) : null,
    source: document.source.column === undefined ? () => '' : cell({ column: document.source.column }),
    classWord: cell({
      column: document.class.column,
      ...(document.class.join !== undefined && { join: document.class.join }),
    }),
    kindWord: typeof kind === 'string' ? null : cell({ column: kind.column }),
    condition: maybe(document.limit.condition),
    x: maybe(document.place?.x),
    y: maybe(document.place?.y),
    address: maybe(document.address),
    description: maybe(document.description),
    unit: maybe(document.unit),
    times,
    status: document.status ? cell({ column: document.status.column }) : null,
    statuses,
    closingType: document.closingType ? cell({ column: document.closingType.column }) : null,
    selfHandled: flag(document.selfHandled),
    rework: maybe(document.rework),
    extension: maybe(document.extension),
    claimedDue: document.claim.due === undefined ? null : time(document.claim.due),
    claimedOverdue: flag(document.claim.overdue),
    personName: maybe(document.person.name),
    personPhone: maybe(document.person.phone),
    fields: mappedFields(document),
    knownColumns: known,
    requiredColumns: [columnsOf(document.externalId), columnsOf(document.times.reported)].filter((c) => c.length > 0),
  };
}

/** How code words are compared: full-width forms made narrow, outer spaces off, case ignored. */
export function normalizeWord(word: string): string {
  return word.normalize('NFKC').trim().toLowerCase();
}

const wordSet = (words: readonly string[]) => new Set(words.map(normalizeWord));
const listOf = (column: string | string[]) => (typeof column === 'string' ? [column] : column);

function columnsOf(spec: FieldSpec | TimeSpec): string[] {
  if (typeof spec === 'string') return [spec];
  return spec.column === undefined ? [] : listOf(spec.column);
}

function columnReader(names: readonly string[], join: string | undefined, empty: ReadonlySet<string>): CellReader {
  const one = (cells: Cells, name: string): string | undefined => {
    const raw = Object.hasOwn(cells, name) ? cells[name] : atPath(cells, name);
    if (raw === undefined) return undefined;
    const text = withoutApostrophe(textOf(raw).trim());
    return empty.size > 0 && empty.has(normalizeWord(text)) ? '' : text;
  };
  const [first] = names;
  if (names.length === 1 && first !== undefined) return (cells) => one(cells, first);
  return (cells) => {
    const texts = names.map((name) => one(cells, name)).filter((t) => t !== undefined);
    if (texts.length === 0) return undefined;
    return join === undefined ? (texts.find((t) => t !== '') ?? '') : texts.filter((t) => t !== '').join(join);
  };
}

function withDefault(read: CellReader, fallback: string | undefined): CellReader {
  if (fallback === undefined) return read;
  return (cells) => read(cells) || fallback;
}

/** "place.x" reaches into nested JSON objects; only used when no column has the whole name. */
function atPath(cells: Cells, name: string): unknown {
  if (!name.includes('.')) return undefined;
  let at: unknown = cells;
  for (const key of name.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

/**
 * A JSON value as the text a mapping works with; null is the empty text. Of a whole number beyond 2^53 the digits that JSON
 * readers lose are U+FFFD: other digits stand there now, and a report that showed them would pass for what was sent.
 */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (typeof value === 'number') return isRounded(value) ? lostDigits(value) : String(value);
  return typeof value === 'object'
    ? JSON.stringify(value, (_key, inner: unknown) =>
        typeof inner === 'number' && isRounded(inner) ? lostDigits(inner) : inner,
      )
    : String(value);
}

const isRounded = (value: number): boolean => Number.isInteger(value) && !Number.isSafeInteger(value);

function lostDigits(value: number): string {
  const digits = BigInt(value).toString();
  const kept = value < 0 ? 16 : 15;
  return digits.slice(0, kept) + '\ufffd'.repeat(digits.length - kept);
}
