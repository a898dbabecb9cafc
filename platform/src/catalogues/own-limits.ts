import type { LimitUnit } from '../calendars/limit-units.ts';
import type { Trx } from '../database/database.ts';
import type { CatalogueRows } from './types.ts';

interface OwnLimit {
  readonly value: string;
  readonly unit: LimitUnit;
}

/** Disposal limits of a tenant in force on a day: by filing condition, and by class for every condition of it. */
export interface OwnLimits {
  readonly ofRule: ReadonlyMap<number, OwnLimit>;
  readonly ofClass: ReadonlyMap<number, OwnLimit>;
}

/** Reads the effective rows of a tenant, its city's included. Limits by area class are for native work, not read here. */
export async function readOwnLimits(trx: Trx, tenantId: number, day: string): Promise<OwnLimits> {
  const rows = await trx
    .selectFrom('biz.limit_rule')
    .select(['class_id', 'rule_id', 'limit_value', 'limit_unit'])
    .where('tenant_id', '=', tenantId)
    .where('step', '=', 'disposal')
    .where('area_class', 'is', null)
    .where('from_day', '<=', day)
    .where((where) => where.or([where('to_day', 'is', null), where('to_day', '>', day)]))
    .orderBy('from_day')
    .orderBy('id')
    .execute();
  const limit = (row: (typeof rows)[number]) => ({ value: row.limit_value, unit: row.limit_unit as LimitUnit });
  return {
    ofRule: new Map(rows.flatMap((row) => (row.rule_id === null ? [] : [[row.rule_id, limit(row)]]))),
    ofClass: new Map(
      rows.flatMap((row) => (row.rule_id !== null || row.class_id === null ? [] : [[row.class_id, limit(row)]])),
    ),
  };
}

/** The catalogues as a tenant applies them: its own limits in the place of the printed ones. */
export function withOwnLimits(catalogues: CatalogueRows, { ofRule, ofClass }: OwnLimits): CatalogueRows {
  if (ofRule.size + ofClass.size === 0) return catalogues;
  const rules = catalogues.rules.map((rule) => {
    const own = ofRule.get(rule.id) ?? (rule.classId === null ? undefined : ofClass.get(rule.classId));
    return own === undefined ? rule : { ...rule, limitValue: own.value, limitUnit: own.unit };
  });
  return { ...catalogues, rules };
}
