import { sql } from 'kysely';
import type { Database, Trx } from '../database/database.ts';
import { writeOperatorAudit } from '../audit/write-operator-audit.ts';
import { asOperator } from '../database/transaction.ts';
import type { Deps } from '../kernel/deps.ts';
import { present } from '../kernel/present.ts';
import { readCataloguePack } from './read-pack.ts';
import type { CatalogueRows } from './types.ts';

const TITLES = [
  { id: 'cjt214', title: 'CJ/T 214-2007', in_force_from: '2007-01-01' },
  { id: 'gbt30428', title: 'GB/T 30428.2-2013', in_force_from: '2013-01-01' },
  { id: 'gbt47678', title: 'GB/T 47678.5-2026', in_force_from: '2026-07-01' },
] as const;

/**
 * Brings the look-up tables to the committed catalogues. Idempotent: rows are compared and only differing ones written;
 * the version of a catalogue grows when its classes, rules or crosswalk changed. Rows are never deleted (cases name them):
 * a committed file that lost an id is refused with a plain Error. Returns how many rows were written. Part of a release's
 * migration, which nobody acts in; an operator uses `loadCataloguesBy`.
 */
export async function loadCatalogues(
  database: Database,
  pack: CatalogueRows = readCataloguePack(),
): Promise<{ written: number }> {
  const { written } = await asOperator(database, (trx) => writeCatalogues(trx, pack));
  return { written };
}

/** The same by an operator, who stands in the audit when something was written. */
export async function loadCataloguesBy(
  database: Database,
  deps: Deps,
  actor: string,
  pack: CatalogueRows = readCataloguePack(),
): Promise<{ written: number }> {
  return asOperator(database, async (trx) => {
    const { written, catalogues } = await writeCatalogues(trx, pack);
    const data = { written, catalogues };
    if (written > 0)
      await writeOperatorAudit(trx, deps, actor, { action: 'catalogues.load', subject: 'catalogues', data });
    return { written };
  });
}

async function writeCatalogues(trx: Trx, pack: CatalogueRows): Promise<{ written: number; catalogues: string[] }> {
  await sql`lock table lookup.catalogue in share row exclusive mode`.execute(trx);
  await trx
    .insertInto('lookup.catalogue')
    .values(TITLES.map((row) => ({ ...row, version: 1 })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await refuseLostIds(trx, pack);
  const classes = await writeClasses(trx, pack);
  const rules = await writeRules(trx, pack);
  const links = await writeCrosswalk(trx, pack);
  const byId = new Map(pack.classes.map((row) => [row.id, row.catalogue]));
  const catalogueOf = (id: number) => present(byId.get(id), `class ${id}`);
  const changed = new Set<string>([
    ...classes.map((row) => row.catalogue_id),
    ...rules.flatMap((row) => (row.class_id === null ? [] : [catalogueOf(row.class_id)])),
    ...links.flatMap((row) => [catalogueOf(row.from_class_id), catalogueOf(row.to_class_id)]),
  ]);
  if (changed.size > 0) {
    await trx
      .updateTable('lookup.catalogue')
      .set((set) => ({ version: set('version', '+', 1) }))
      .where('id', 'in', [...changed])
      .execute();
  }
  return { written: classes.length + rules.length + links.length, catalogues: [...changed] };
}

async function refuseLostIds(trx: Trx, pack: CatalogueRows): Promise<void> {
  const stored = await Promise.all([
    trx.selectFrom('lookup.class').select('id').execute(),
    trx.selectFrom('lookup.case_rule').select('id').execute(),
  ]);
  for (const [rows, kept] of [
    [stored[0], new Set(pack.classes.map((row) => row.id))],
    [stored[1], new Set(pack.rules.map((row) => row.id))],
  ] as const) {
    const lost = rows.find((row) => !kept.has(row.id));
    if (lost) throw new Error(`the committed catalogues lost id ${lost.id}, which cases may name`);
  }
}

async function writeClasses(trx: Trx, { classes }: CatalogueRows) {
  return trx
    .insertInto('lookup.class')
    .values(
      classes.map((row) => ({
        id: row.id,
        catalogue_id: row.catalogue,
        kind: row.kind,
        category_code: row.categoryCode,
        category_name: row.categoryName,
        class_code: row.classCode,
        class_name: row.name,
        provenance: row.provenance,
        note: row.note,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((set) => ({
          category_code: set.ref('excluded.category_code'),
          category_name: set.ref('excluded.category_name'),
          class_code: set.ref('excluded.class_code'),
          class_name: set.ref('excluded.class_name'),
          provenance: set.ref('excluded.provenance'),
          note: set.ref('excluded.note'),
        }))
        .where(
          sql<boolean>`(class.category_code, class.category_name, class.class_code, class.class_name, class.provenance, class.note)
            is distinct from (excluded.category_code, excluded.category_name, excluded.class_code, excluded.class_name,
              excluded.provenance, excluded.note)`,
        ),
    )
    .returning('catalogue_id')
    .execute();
}

async function writeRules(trx: Trx, { rules }: CatalogueRows) {
  return trx
    .insertInto('lookup.case_rule')
    .values(
      rules.map((row) => ({
        id: row.id,
        class_id: row.classId,
        kind: row.kind,
        category_name: row.categoryName,
        class_name: row.className,
        condition: row.condition,
        limit_value: row.limitValue,
        limit_unit: row.limitUnit,
        closing_condition: row.closingCondition,
        responsible_unit_kind: row.responsibleUnitKind,
        source: row.source,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((set) => ({
          class_id: set.ref('excluded.class_id'),
          category_name: set.ref('excluded.category_name'),
          class_name: set.ref('excluded.class_name'),
          condition: set.ref('excluded.condition'),
          limit_value: set.ref('excluded.limit_value'),
          limit_unit: set.ref('excluded.limit_unit'),
          closing_condition: set.ref('excluded.closing_condition'),
          responsible_unit_kind: set.ref('excluded.responsible_unit_kind'),
          source: set.ref('excluded.source'),
        }))
        .where(
          sql<boolean>`(case_rule.class_id, case_rule.category_name, case_rule.class_name, case_rule.condition,
              case_rule.limit_value, case_rule.limit_unit, case_rule.closing_condition, case_rule.responsible_unit_kind,
              case_rule.source)
            is distinct from (excluded.class_id, excluded.category_name, excluded.class_name, excluded.condition,
              excluded.limit_value, excluded.limit_unit, excluded.closing_condition, excluded.responsible_unit_kind,
              excluded.source)`,
        ),
    )
    .returning('class_id')
    .execute();
}

async function writeCrosswalk(trx: Trx, { crosswalk }: CatalogueRows) {
  return trx
    .insertInto('lookup.crosswalk')
    .values(
      crosswalk.map((row) => ({
        from_class_id: row.fromClassId,
        to_class_id: row.toClassId,
        confidence: row.confidence,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['from_class_id', 'to_class_id'])
        .doUpdateSet((set) => ({ confidence: set.ref('excluded.confidence') }))
        .where(sql<boolean>`crosswalk.confidence is distinct from excluded.confidence`),
    )
    .returning(['from_class_id', 'to_class_id'])
    .execute();
}
