import type { LimitUnit } from '../calendars/limit-units.ts';
import { isInForce, type Effective } from '../calendars/spans.ts';
import type { Trx } from '../database/database.ts';
import type { CatalogueRows } from './types.ts';

/** A disposal limit of a tenant: of one filing condition, or of every condition of a class. */
export interface OwnLimit extends Effective {
  readonly classId: number | null;
  readonly ruleId: number | null;
  readonly value: string;
  readonly unit: LimitUnit;
}

/**
 * Every limit that a tenant has had or will have, its city's included: of two in force for the same the later of the list
 * counts, and that is its own before its city's, else the one that began later. Limits by area class are for native work, not
 * read here.
 */
export async function readOwnLimits(trx: Trx, tenantId: number): Promise<OwnLimit[]> {
  const rows = await trx
    .selectFrom('biz.limit_rule')
    .select(['class_id', 'rule_id', 'limit_value', 'limit_unit', 'from_day', 'to_day', 'origin_id'])
    .where('tenant_id', '=', tenantId)
    .where('step', '=', 'disposal')
    .where('area_class', 'is', null)
    .orderBy('from_day')
    .orderBy('id')
    .execute();
  const isOwn = ({ origin_id: origin }: (typeof rows)[number]) => origin === null || origin === tenantId;
  return [...rows.filter((row) => !isOwn(row)), ...rows.filter(isOwn)].map((row) => ({
    ...{ classId: row.class_id, ruleId: row.rule_id, value: row.limit_value, unit: row.limit_unit as LimitUnit },
    ...{ fromDay: row.from_day, toDay: row.to_day },
  }));
}

/** The catalogues as a tenant applies them on a day: its own limits in the place of the printed ones. */
export function withOwnLimits(catalogues: CatalogueRows, limits: readonly OwnLimit[], day: string): CatalogueRows {
  const inForce = limits.filter((limit) => isInForce(limit, day));
  if (inForce.length === 0) return catalogues;
  const ofRule = new Map(inForce.flatMap((own) => (own.ruleId === null ? [] : [[own.ruleId, own]])));
  const ofClass = new Map(
    inForce.flatMap((own) => (own.ruleId !== null || own.classId === null ? [] : [[own.classId, own]])),
  );
  const rules = catalogues.rules.map((rule) => {
    const own = ofRule.get(rule.id) ?? (rule.classId === null ? undefined : ofClass.get(rule.classId));
    return own === undefined ? rule : { ...rule, limitValue: own.value, limitUnit: own.unit };
  });
  return { ...catalogues, rules };
}
