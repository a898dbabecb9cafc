import type { Trx } from '../../database/database.ts';
import { fieldsRead, type FieldRead } from './columns.ts';
import { wordsOf } from './compile.ts';
import type { MappingDocument } from './document.ts';
import { readUnits, type NamedUnit } from './read-units.ts';
import { unitMeant } from './unit-words.ts';

/** What a word of the sender's means. */
export interface WordMeant {
  /** Field it stands in. */
  readonly field: string;
  /** As the document writes it; empty for every other word. */
  readonly word: string;
  /** Name or code of ours; null for rows that are left aside. */
  readonly means: string | null;
  /** Of the class or unit that the code stands for. */
  readonly name: string | null;
  /** What else the word says: a filing condition, or a group of sources. */
  readonly also: string | null;
}

/** A mapping for people: which column is read into which field, and which word means what. */
export interface ExplainedMapping {
  readonly fields: readonly FieldRead[];
  readonly words: readonly WordMeant[];
}

/** For whoever reads the tenant's bodies: its county, its city, its own systems. */
export async function explainMapping(trx: Trx, tenantId: number, mapping: MappingDocument): Promise<ExplainedMapping> {
  const [classes, units] = [await readClassNames(trx, mapping.catalogue), await readUnits(trx, tenantId)];
  return {
    fields: fieldsRead(mapping),
    words: [
      ...sourceWords(mapping),
      ...classWords(mapping, classes),
      ...unitAndAreaWords(mapping, units),
      ...stateWords(mapping),
      ...(mapping.county?.is ?? []).map((word) => meant('county', word, word)),
      ...mapping.skip.flatMap(({ is }) => is.map((word) => meant('skip', word, null))),
      ...mapping.empty.map((word) => meant('empty', word, null)),
    ],
  };
}

const meant = (
  field: string,
  word: string,
  means: string | null,
  { name = null, also = null }: { readonly name?: string | null; readonly also?: string | null } = {},
): WordMeant => ({ field, word, means, name, also });

function sourceWords({ source }: MappingDocument): WordMeant[] {
  const words = Object.entries(source.values).map(([word, { code, group }]) =>
    meant('source', word, code, { also: group }),
  );
  const { otherwise } = source;
  return otherwise === undefined ? words : [...words, meant('source', '', otherwise.code, { also: otherwise.group })];
}

function classWords(mapping: MappingDocument, names: ReadonlyMap<string, string>): WordMeant[] {
  const { kind, values } = mapping.class;
  const words = Object.entries(values).map(([word, target]) => {
    const { class: key, condition = null } = typeof target === 'string' ? { class: target } : target;
    return meant('class', word, key, { name: names.get(key) ?? null, also: condition });
  });
  const kinds = typeof kind === 'object' ? Object.entries(kind.values) : [];
  return [...words, ...kinds.map(([word, means]) => meant('kind', word, means))];
}

function unitAndAreaWords({ unit, street, community }: MappingDocument, units: readonly NamedUnit[]): WordMeant[] {
  return [
    ...Object.entries(wordsOf(unit)).map(([word, code]) =>
      meant('unit', word, code, { name: unitMeant(units, code)?.name ?? null }),
    ),
    ...Object.entries(wordsOf(street)).map(([word, means]) => meant('street', word, means)),
    ...Object.entries(wordsOf(community)).map(([word, means]) => meant('community', word, means)),
  ];
}

function stateWords({ status, closingType, selfHandled, claim }: MappingDocument): WordMeant[] {
  const flags = [['selfHandled', selfHandled] as const, ['claimedOverdue', claim.overdue] as const];
  return [
    ...Object.entries(status?.values ?? {}).map(([word, target]) =>
      meant('status', word, typeof target === 'string' ? target : target.stage),
    ),
    ...Object.entries(closingType?.values ?? {}).map(([word, means]) => meant('closingType', word, means)),
    ...flags.flatMap(([field, flag]) =>
      (['true', 'false'] as const).flatMap((means) => (flag?.[means] ?? []).map((word) => meant(field, word, means))),
    ),
  ];
}

/** Names of the classes of a catalogue by their key in a mapping, `event:0110`. */
async function readClassNames(trx: Trx, catalogueId: string): Promise<Map<string, string>> {
  const rows = await trx
    .selectFrom('lookup.class')
    .select(['kind', 'category_code', 'class_code', 'class_name'])
    .where('catalogue_id', '=', catalogueId)
    .execute();
  return new Map(rows.map((row) => [`${row.kind}:${row.category_code}${row.class_code}`, row.class_name]));
}
