import { ENDED } from '../../cases/stage.ts';
import type { Trx } from '../../database/database.ts';
import { become } from '../../database/transaction.ts';
import type { Applying } from './applying.ts';
import type { TenantScope } from '../scope.ts';
import { servedBy } from './served-by.ts';

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

/**
 * Open cases that a unit of the tenant holds or leads, those of all counties for a unit of a city, and those of the tenant
 * itself that name it in an upload. The operator becomes one tenant after the other, and at the end the first again.
 */
export async function countCasesOfUnit(trx: Trx, run: Applying, id: number, name: string): Promise<number> {
  const { scope, actor } = run;
  let cases = 0;
  for (const tenantId of await servedBy(trx, scope)) {
    await become(trx, { tenantId, cityId: scope.cityId, actor });
    const { count } = await trx
      .selectFrom('biz.case')
      .select((select) => select.fn.countAll<string>().as('count'))
      .where('tenant_id', '=', tenantId)
      .where((where) =>
        where.or([
          ...[where('holder_unit_id', '=', id), where('lead_unit_id', '=', id)],
          ...(tenantId === scope.tenantId ? [where('unit_name', '=', name)] : []),
        ]),
      )
      .where('stage', 'not in', ENDED)
      .executeTakeFirstOrThrow();
    cases += Number(count);
  }
  await become(trx, { ...scope, actor });
  return cases;
}
