import type { LimitUnit } from '../calendars/limit-units.ts';
import type { Trx } from '../database/database.ts';
import type { CatalogueId, CatalogueRows, ClassRow, Confidence, SubjectKind } from './types.ts';

/** The catalogues of the database, for `makeCatalogues`. Any role may read them; about 1,700 rows. */
export async function readCatalogues(trx: Trx): Promise<CatalogueRows> {
  const [classes, rules, crosswalk] = await Promise.all([
    trx.selectFrom('lookup.class').selectAll().orderBy('id').execute(),
    trx.selectFrom('lookup.case_rule').selectAll().orderBy('id').execute(),
    trx.selectFrom('lookup.crosswalk').selectAll().orderBy('from_class_id').orderBy('to_class_id').execute(),
  ]);
  return {
    classes: classes.map((row) => ({
      id: row.id,
      catalogue: row.catalogue_id as CatalogueId,
      kind: row.kind as SubjectKind,
      categoryCode: row.category_code,
      categoryName: row.category_name,
      classCode: row.class_code,
      code: row.category_code + row.class_code,
      name: row.class_name,
      provenance: row.provenance as ClassRow['provenance'],
      note: row.note,
    })),
    rules: rules.map((row) => ({
      id: row.id,
      classId: row.class_id,
      kind: row.kind as SubjectKind,
      categoryName: row.category_name,
      className: row.class_name,
      condition: row.condition,
      limitValue: row.limit_value,
      limitUnit: row.limit_unit as LimitUnit,
      closingCondition: row.closing_condition,
      responsibleUnitKind: row.responsible_unit_kind,
      source: row.source,
    })),
    crosswalk: crosswalk.map((row) => ({
      fromClassId: row.from_class_id,
      toClassId: row.to_class_id,
      confidence: row.confidence as Confidence,
    })),
  };
}
