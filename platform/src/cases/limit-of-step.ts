import type { LimitStep } from '../calendars/limit-steps.ts';
import type { LimitUnit } from '../calendars/limit-units.ts';
import type { Limit } from '../calendars/limit.ts';
import type { Trx } from '../database/database.ts';
import type { ModeDocument } from '../tenants/mode-document.ts';

/** What decides the limit of a step. */
export interface LimitedCase {
  readonly classId: number | null;
  /** lookup.case_rule id of the filing condition. */
  readonly ruleId: number | null;
  /** Its cell, which lies in a 一类 or 二类区域; null where it has none. */
  readonly cellId: number | null;
  /** Civil day on which the clock starts, `YYYY-MM-DD`. */
  readonly day: string;
}

/** A limit, and who gives it: the tenant or its city by a rule, the filing condition that prints it, or the mode of the case. */
export interface StepLimit extends Limit {
  readonly from: 'tenant' | 'city' | 'condition' | 'mode';
}

/**
 * The limit of a step whose clock starts on a day, null where nothing gives one; later changes of rules do not touch it. Of the
 * tenant's rows in force the most specific: by condition, then class, then area class; of equal ones the tenant's own before its
 * city's, then the latest. A disposal without a row for its condition or class has the printed limit of its condition.
 * Else what the mode of the case says. Any role that may read biz.limit_rule and
 * biz.grid_cell.
 */
export async function limitOfStep(
  trx: Trx,
  tenantId: number,
  cityId: number,
  step: LimitStep,
  { classId, ruleId, cellId, day }: LimitedCase,
  mode: Pick<ModeDocument, 'limits'> | null,
): Promise<StepLimit | null> {
  const areaClass = trx
    .selectFrom('biz.grid_cell as g')
    .select('g.area_class')
    .where('g.tenant_id', '=', tenantId)
    .where('g.id', '=', cellId);
  const rows = await trx
    .selectFrom('biz.limit_rule')
    .select(['rule_id', 'class_id', 'area_class', 'limit_value', 'limit_unit', 'from_day', 'origin_id'])
    .where('tenant_id', '=', tenantId)
    .where('city_id', '=', cityId)
    .where('step', '=', step)
    .where('from_day', '<=', day)
    .where((is) => is.or([is('to_day', 'is', null), is('to_day', '>', day)]))
    .where((is) => is.or([is('class_id', 'is', null), is('class_id', '=', classId)]))
    .where((is) => is.or([is('rule_id', 'is', null), is('rule_id', '=', ruleId)]))
    .where((is) => is.or([is('area_class', 'is', null), is('area_class', '=', areaClass)]))
    .orderBy('from_day', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const isOwn = ({ origin_id: origin }: (typeof rows)[number]) => origin === null || origin === tenantId;
  const rankOf = (row: (typeof rows)[number]) =>
    (row.rule_id === null ? 0 : 8) +
    (row.class_id === null ? 0 : 4) +
    (row.area_class === null ? 0 : 2) +
    (isOwn(row) ? 1 : 0);
  const [row] = rows.toSorted((a, b) => rankOf(b) - rankOf(a));
  const own = row && {
    ...{ value: row.limit_value, unit: row.limit_unit as LimitUnit },
    from: isOwn(row) ? ('tenant' as const) : ('city' as const),
  };
  const isSpecific = row !== undefined && (row.rule_id !== null || row.class_id !== null);
  const printed = step !== 'disposal' || ruleId === null || isSpecific ? null : await printedLimit(trx, ruleId);
  if (printed !== null) return { ...printed, from: 'condition' };
  if (own !== undefined) return own;
  const ofMode = mode?.limits.find((one) => one.step === step);
  return ofMode === undefined ? null : { value: ofMode.value, unit: ofMode.unit, from: 'mode' };
}

async function printedLimit(trx: Trx, ruleId: number): Promise<Limit | null> {
  const rule = await trx
    .selectFrom('lookup.case_rule')
    .select(['limit_value', 'limit_unit'])
    .where('id', '=', ruleId)
    .executeTakeFirst();
  return rule === undefined ? null : { value: rule.limit_value, unit: rule.limit_unit as LimitUnit };
}
