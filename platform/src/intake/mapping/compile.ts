import { STEP_KINDS, type FieldName, type StepKind } from '../../cases/fields.ts';
import type { ClosingType, SourceGroup, Stage } from '../../cases/types.ts';
import type { SubjectKind } from '../../catalogues/types.ts';
import { columnsOf, groupsOf, type ColumnsRead } from './columns.ts';
import { compileTime, type CompiledTime } from './compile-time.ts';
import type { FieldSpec, FlagSpec, MappingDocument, TimeSpec } from './document.ts';
import type { DateReader } from './dates.ts';
import { mappedFields } from './mapped-fields.ts';
import { withoutApostrophe } from '../read/formula.ts';
import { compilePattern } from './pattern.ts';
import { compileWordList, compileWords, normalizeWord, type Words } from './words.ts';
import type { Cells } from '../read/row.ts';

/** Reads one field of a row: its text ('' = empty, hence to be cleared), or undefined where the row has no such column. */
export type CellReader = (cells: Cells) => string | undefined;

/** A field whose text is looked up in a table of words. */
export interface CompiledWords<T> {
  readonly read: CellReader;
  readonly words: Words<T>;
}
export interface CompiledStatus {
  readonly stage: Stage;
  readonly at: CompiledTime | null;
  readonly undated: boolean;
  readonly drop: readonly StepKind[];
}
export interface ClassTarget {
  readonly class: string;
  readonly condition?: string | undefined;
}
export interface SourceTarget {
  readonly code: string;
  readonly group: SourceGroup;
}

/** A mapping made ready for many rows: every column a function, every table a Map, every date format a reader. */
export interface CompiledMapping {
  readonly document: MappingDocument;
  readonly externalId: CellReader;
  readonly caseNo: CellReader | null;
  readonly revision: { readonly read: CellReader; readonly time: DateReader | null } | undefined;
  readonly county: CompiledWords<true> | null;
  readonly skips: readonly CompiledWords<true>[];
  readonly source: CompiledWords<SourceTarget>;
  readonly class: CompiledWords<ClassTarget>;
  readonly kind: CompiledWords<SubjectKind> | null;
  readonly condition: CellReader | null;
  readonly x: CellReader | null;
  readonly y: CellReader | null;
  readonly cell: CellReader | null;
  readonly street: CompiledWords<string> | null;
  readonly community: CompiledWords<string> | null;
  readonly address: CellReader | null;
  readonly description: CellReader | null;
  readonly result: CellReader | null;
  readonly unit: CellReader | null;
  readonly times: ReadonlyMap<StepKind, CompiledTime>;
  readonly status: CompiledWords<CompiledStatus> | null;
  readonly closingType: CompiledWords<ClosingType> | null;
  readonly selfHandled: CompiledWords<boolean> | null;
  readonly rework: CellReader | null;
  readonly extension: CellReader | null;
  readonly claimedDue: CompiledTime | null;
  readonly claimedOverdue: CompiledWords<boolean> | null;
  readonly personName: CellReader | null;
  readonly personPhone: CellReader | null;
  /** Fields of a case it says something of. */
  readonly fields: readonly FieldName[];
  /** Column names the mapping reads or knowingly ignores. */
  readonly knownColumns: ReadonlySet<string>;
  /** Columns the mapping reads, each place of it once. */
  readonly columnsRead: readonly ColumnsRead[];
  /** Columns without which no row can be read: the external id's and the report time's. */
  readonly requiredColumns: readonly (readonly string[])[];
  /** Columns of the report time. */
  readonly reportedColumns: readonly string[];
}

export function compileMapping(document: MappingDocument): CompiledMapping {
  const empty = new Set(document.empty.map(normalizeWord));
  const known = new Set(document.ignore);
  const { county, source, status, closingType, revision } = document;
  // Without them a file would say something else of its cases: where they belong, where they stand, that they are closed.
  const needed = [county, document.times.closed, status].flatMap((spec) => (spec === undefined ? [] : groupsOf(spec)));
  const reads = new Map(needed.map((anyOf): [string, ColumnsRead] => [keyOf(anyOf), { anyOf, isNeeded: true }]));

  const cell = (spec: FieldSpec): CellReader => {
    for (const name of columnsOf(spec)) known.add(name).add(name.split('.', 1)[0] ?? name);
    for (const anyOf of groupsOf(spec)) {
      if (!reads.has(keyOf(anyOf))) reads.set(keyOf(anyOf), { anyOf, isNeeded: false });
    }
    return fieldReader(spec, empty);
  };
  const maybe = (spec: FieldSpec | undefined): CellReader | null => (spec === undefined ? null : cell(spec));
  const time = (spec: TimeSpec): CompiledTime => compileTime(spec, cell(spec), document);
  const looked = <T>(spec: FieldSpec, words: Words<T>): CompiledWords<T> => ({ read: cell(spec), words });
  const flag = (spec: FlagSpec | undefined): CompiledWords<boolean> | null => {
    if (spec === undefined) return null;
    const yes = spec.true.map((word) => [word, true] as const);
    return looked(spec, compileWords<boolean>([...yes, ...spec.false.map((word) => [word, false] as const)]));
  };
  const named = (spec: MappingDocument['street']): CompiledWords<string> | null =>
    spec === undefined ? null : looked(spec, compileWords(Object.entries(wordsOf(spec))));

  const times = new Map<StepKind, CompiledTime>();
  for (const step of STEP_KINDS) {
    const spec = document.times[step];
    if (spec !== undefined) times.set(step, time(spec));
  }
  const { kind } = document.class;

  return {
    document,
    externalId: cell(document.externalId),
    caseNo: maybe(document.caseNo),
    revision: revision && {
      read: cell(revision),
      time: revision.as === 'time' ? compileTime('', () => '', document).toInstant : null,
    },
    county: county === undefined ? null : looked(county, compileWordList(county.is)),
    skips: document.skip.map((skip) => looked(skip, compileWordList(skip.is))),
    source: looked(
      source.column === undefined && source.value === undefined ? { value: '' } : source,
      compileWords(Object.entries(source.values)),
    ),
    class: looked(
      document.class,
      compileWords(
        Object.entries(document.class.values).map(([word, target]): [string, ClassTarget] => [
          word,
          typeof target === 'string' ? { class: target } : target,
        ]),
      ),
    ),
    kind: typeof kind === 'object' ? looked(kind, compileWords(Object.entries(kind.values))) : null,
    condition: maybe(document.limit.condition),
    x: maybe(document.place?.x),
    y: maybe(document.place?.y),
    cell: maybe(document.cell),
    street: named(document.street),
    community: named(document.community),
    address: maybe(document.address),
    description: maybe(document.description),
    result: maybe(document.result),
    unit: maybe(document.unit),
    times,
    status:
      status === undefined
        ? null
        : looked(
            status,
            compileWords(
              Object.entries(status.values).map(([word, target]): [string, CompiledStatus] => {
                const full = typeof target === 'string' ? { stage: target } : target;
                const { stage, at, undated = false, drop = [] } = full;
                return [word, { stage, at: at === undefined ? null : time(at), undated, drop }];
              }),
            ),
          ),
    closingType:
      closingType === undefined ? null : looked(closingType, compileWords(Object.entries(closingType.values))),
    selfHandled: flag(document.selfHandled),
    rework: maybe(document.rework),
    extension: maybe(document.extension),
    claimedDue: document.claim.due === undefined ? null : time(document.claim.due),
    claimedOverdue: flag(document.claim.overdue),
    personName: maybe(document.person.name),
    personPhone: maybe(document.person.phone),
    fields: mappedFields(document),
    knownColumns: known,
    columnsRead: [...reads.values()],
    requiredColumns: [columnsOf(document.externalId), columnsOf(document.times.reported)].filter((c) => c.length > 0),
    reportedColumns: columnsOf(document.times.reported),
  };
}

const keyOf = (columns: readonly string[]): string => columns.join('\n');

/** Words of a field that names something of ours. */
export const wordsOf = (spec: MappingDocument['unit']): Readonly<Record<string, string>> =>
  (typeof spec === 'object' ? spec.values : undefined) ?? {};

/** A field made ready for many rows; `empty` are the words of the document that mean nothing, as words are compared. */
function fieldReader(spec: FieldSpec, empty: ReadonlySet<string>): CellReader {
  if (typeof spec === 'string') return columnReader([spec], undefined, empty);
  const { value, default: fallback, cut } = spec;
  if (spec.column === undefined) return () => value;
  const ownEmpty = spec.empty === undefined ? empty : new Set([...empty, ...spec.empty.map(normalizeWord)]);
  const read = withCut(columnReader(columnsOf(spec), spec.join, ownEmpty), cut);
  return fallback === undefined ? read : (cells) => read(cells) || fallback;
}

/** A text that the pattern does not fit stays as it is, so that whoever reads it can say what came. */
function withCut(read: CellReader, cut: string | undefined): CellReader {
  if (cut === undefined) return read;
  const pattern = compilePattern(cut);
  return (cells) => {
    const text = read(cells);
    return text === undefined || text === '' ? text : (pattern.cut(text) ?? text);
  };
}

function columnReader(names: readonly string[], join: string | undefined, empty: ReadonlySet<string>): CellReader {
  const one = (cells: Cells, name: string): string | undefined => {
    const raw = Object.hasOwn(cells, name) ? cells[name] : atPath(cells, name);
    if (raw === undefined) return undefined;
    const text = withoutApostrophe(
      (join !== undefined && Array.isArray(raw) ? listText(raw, join) : textOf(raw)).trim(),
    );
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

/** "place.x" reaches into nested JSON objects, "places.0.x" into a list; only used when no column has the whole name. */
function atPath(cells: Cells, name: string): unknown {
  if (!name.includes('.')) return undefined;
  let at: unknown = cells;
  for (const key of name.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

const listText = (list: readonly unknown[], join: string): string =>
  list
    .map((item) => textOf(item).trim())
    .filter((text) => text !== '')
    .join(join);

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
