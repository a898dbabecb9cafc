import type { Trx } from '../database/database.ts';
import type { TenantScope } from './scope.ts';

/** Stages in which nobody has anything to do with a case any more. */
const ENDED = ['closed', 'refused', 'void'];

/** Cases of the tenant that are not ended. */
export async function countOpenCases(trx: Trx, { tenantId }: TenantScope): Promise<number> {
  const { count } = await trx
    .selectFrom('biz.case')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('tenant_id', '=', tenantId)
    .where('stage', 'not in', ENDED)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Open cases that a unit holds or leads, or that name it in an upload. */
export async function countCasesOfUnit(trx: Trx, { tenantId }: TenantScope, id: number, name: string): Promise<number> {
  const { count } = await trx
    .selectFrom('biz.case')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('tenant_id', '=', tenantId)
    .where((where) =>
      where.or([where('holder_unit_id', '=', id), where('lead_unit_id', '=', id), where('unit_name', '=', name)]),
    )
    .where('stage', 'not in', ENDED)
    .executeTakeFirstOrThrow();
  return Number(count);
}
