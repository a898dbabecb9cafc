import { STEP_KINDS } from '../../cases/fields.ts';
import type { FieldSpec, MappingDocument, TimeSpec } from './document.ts';

/** Columns that one place of a mapping reads. */
export interface ColumnsRead {
  /** Any one of them is enough. */
  readonly anyOf: readonly string[];
  /** Whether a file without it would say something else of its cases: where they belong, where they stand, that they are closed. */
  readonly isNeeded: boolean;
}

type Spec =
  FieldSpec | TimeSpec | { readonly column?: string | string[] | undefined; readonly join?: string | undefined };

/** Every column that a mapping reads, each once, in the order of the mapping. */
export function columnsRead(mapping: MappingDocument): ColumnsRead[] {
  const { times, status, claim, person, place, limit, class: word, skip } = mapping;
  const needed: (Spec | undefined)[] = [mapping.county, times.closed, status];
  const others: (Spec | undefined)[] = [
    ...[mapping.externalId, mapping.caseNo, mapping.revision, mapping.source, word],
    ...[typeof word.kind === 'string' ? undefined : word.kind, limit.condition, place?.x, place?.y],
    ...[mapping.cell, mapping.street, mapping.community, mapping.address, mapping.description, mapping.result],
    ...[mapping.unit, ...skip],
    ...STEP_KINDS.filter((step) => step !== 'closed').map((step) => times[step]),
    ...Object.values(status?.values ?? {}).map((target) => (typeof target === 'string' ? undefined : target.at)),
    ...[mapping.closingType, mapping.selfHandled, mapping.rework, mapping.extension],
    ...[claim.due, claim.overdue, person.name, person.phone],
  ];
  const found = new Map<string, ColumnsRead>();
  for (const [specs, isNeeded] of [
    [needed, true],
    [others, false],
  ] as const) {
    for (const anyOf of specs.flatMap(groupsOf)) {
      const key = anyOf.join('\n');
      if (!found.has(key)) found.set(key, { anyOf, isNeeded });
    }
  }
  return [...found.values()];
}

/** Of several columns the first filled one counts, unless they are joined: then every one does. */
function groupsOf(spec: Spec | undefined): string[][] {
  if (spec === undefined) return [];
  if (typeof spec === 'string') return [[spec]];
  const { column } = spec;
  if (column === undefined) return [];
  if (typeof column === 'string') return [[column]];
  return 'join' in spec && spec.join !== undefined ? column.map((name) => [name]) : [column];
}
