import { z } from 'zod';
import { civilDay } from '../calendars/zone.ts';
import type { Trx } from '../database/database.ts';
import { readOwnLimits, withOwnLimits } from './own-limits.ts';
import { readCatalogues } from './read-catalogues.ts';

export const classRulesInput = z.strictObject({ tenantId: z.int32().positive(), classId: z.int32().positive() });

export const classRule = z
  .strictObject({
    id: z.int32(),
    condition: z.string(),
    limitValue: z.string().describe('decimal; of the tenant where it has one of its own, else as printed'),
    limitUnit: z.string().describe('urgent_hour, working_hour, urgent_day, working_day, clock_hour or calendar_day'),
    closingCondition: z.string(),
    responsibleUnitKind: z.string().describe('kinds of units, several by `/`'),
  })
  .meta({ id: 'ClassRule' });
export type ClassRule = z.infer<typeof classRule>;

/** Filing conditions of a class with the limits a tenant applies today; none for a tenant one cannot see. */
export async function classRules(
  trx: Trx,
  { tenantId, classId }: z.infer<typeof classRulesInput>,
  now: Date,
): Promise<ClassRule[]> {
  const tenant = await trx
    .selectFrom('biz.tenant')
    .select('time_zone')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  if (tenant === undefined) return [];
  const day = civilDay(now, tenant.time_zone);
  const { rules } = withOwnLimits(await readCatalogues(trx), await readOwnLimits(trx, tenantId), day);
  return rules
    .filter((rule) => rule.classId === classId)
    .map(({ id, condition, limitValue, limitUnit, closingCondition, responsibleUnitKind }) => ({
      ...{ id, condition, limitValue, limitUnit, closingCondition, responsibleUnitKind },
    }));
}
