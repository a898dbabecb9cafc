import { STEP_KINDS, type StepKind } from '../../cases/fields.ts';
import type { FieldSpec, MappingDocument, TimeSpec } from './document.ts';

type Spec = FieldSpec | TimeSpec | { readonly column?: string | readonly string[] | undefined } | undefined;

/**
 * The sender's own columns behind a field that a finding names, in the mapping's order; empty where the mapping has none
 * for it. A name that is no field of ours is a column already.
 */
export function columnsOfField(mapping: MappingDocument, field: string): string[] {
  const specs = SPECS.get(field);
  if (specs !== undefined) return [...new Set(specs(mapping).flatMap(columnsOf))];
  return isStep(field) ? columnsOf(mapping.times[field]) : [field];
}

const isStep = (field: string): field is StepKind => (STEP_KINDS as readonly string[]).includes(field);

const SPECS = new Map(
  Object.entries<(mapping: MappingDocument) => Spec[]>({
    externalId: (m) => [m.externalId],
    caseNo: (m) => [m.caseNo ?? m.externalId],
    revision: (m) => [m.revision],
    county: (m) => [m.county],
    skip: (m) => m.skip,
    source: (m) => [m.source],
    class: (m) => [m.class],
    kind: (m) => [typeof m.class.kind === 'string' ? undefined : m.class.kind],
    condition: (m) => [m.limit.condition],
    place: (m) => [m.place?.x, m.place?.y],
    x: (m) => [m.place?.x],
    y: (m) => [m.place?.y],
    cell: (m) => [m.cell],
    street: (m) => [m.street],
    community: (m) => [m.community],
    address: (m) => [m.address],
    description: (m) => [m.description],
    result: (m) => [m.result],
    unit: (m) => [m.unit],
    void: (m) => [m.times.voided],
    status: (m) => [m.status],
    closingType: (m) => [m.closingType],
    selfHandled: (m) => [m.selfHandled],
    rework: (m) => [m.rework],
    extension: (m) => [m.extension],
    person: (m) => [m.person.name, m.person.phone],
    claimedDue: (m) => [m.claim.due],
    claimedOverdue: (m) => [m.claim.overdue],
  }),
);

/** Where the text of a field comes from. */
export interface FieldRead {
  readonly field: string;
  /** Of the sender; empty where the field is a constant. */
  readonly columns: string[];
  /** The constant. */
  readonly value: string | null;
  /** Used where the cell is empty. */
  readonly otherwise: string | null;
}

/** Names of findings that stand for several fields, or for one that is listed under its own. */
const NOT_LISTED = ['place', 'void'];

/** Every field that the mapping reads, in the order of its guide. */
export function fieldsRead(mapping: MappingDocument): FieldRead[] {
  const fields: [string, Spec[]][] = [...SPECS].map(([field, specs]) => [field, specs(mapping)]);
  const times = STEP_KINDS.map((step): [string, Spec[]] => [step, [mapping.times[step]]]);
  return [...fields, ...times].flatMap(([field, specs]) => {
    if (NOT_LISTED.includes(field) || (field === 'caseNo' && mapping.caseNo === undefined)) return [];
    const columns = [...new Set(specs.flatMap(columnsOf))];
    const value = textIn(specs, 'value');
    const read = { field, columns, value, otherwise: textIn(specs, 'default') };
    return columns.length === 0 && value === null ? [] : [read];
  });
}

/** A text that one of the specs gives under a name. */
function textIn(specs: readonly Spec[], name: 'value' | 'default'): string | null {
  for (const spec of specs) {
    const text = typeof spec === 'object' ? (spec as Readonly<Record<string, unknown>>)[name] : undefined;
    if (typeof text === 'string') return text;
  }
  return null;
}

/** The sender's columns that something is read from, in the order of the mapping. */
export function columnsOf(spec: Spec): string[] {
  const column = typeof spec === 'string' ? spec : spec?.column;
  if (column === undefined) return [];
  return typeof column === 'string' ? [column] : [...column];
}

/** Columns that one place of a mapping reads. */
export interface ColumnsRead {
  /** Any one of them is enough. */
  readonly anyOf: readonly string[];
  /** Whether a file without it would say something else of its cases. */
  readonly isNeeded: boolean;
}

/** Of several columns the first filled one counts, unless they are joined: then every one does. */
export function groupsOf(spec: FieldSpec): string[][] {
  const columns = columnsOf(spec);
  if (columns.length === 0) return [];
  const isJoined = typeof spec === 'object' && 'join' in spec && spec.join !== undefined;
  return isJoined ? columns.map((name) => [name]) : [columns];
}
