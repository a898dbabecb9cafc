import type { Acting, Database } from '../database/database.ts';
import { asIdentity } from '../database/transaction.ts';

/**
 * Everybody a sweeper visits, to become each of them, at its desk: no statement ever spans tenants. The people and uploads of one
 * that is suspended rest; its cases do not, because the city and its bodies work them.
 */
export async function listTenants(database: Database, actor: string): Promise<(Acting & { isActive: boolean })[]> {
  const rows = await asIdentity(database, (trx) =>
    trx
      .selectFrom('control.tenant')
      .select(['id', 'city_id', 'desk_unit_id', 'state'])
      .orderBy('city_id')
      .orderBy('id')
      .execute(),
  );
  return rows.map((row) => ({
    ...{ tenantId: row.id, cityId: row.city_id, unitId: row.desk_unit_id, actor },
    isActive: row.state === 'active',
  }));
}
