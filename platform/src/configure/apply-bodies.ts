import type { Trx } from '../database/database.ts';
import type { TenantScope } from './scope.ts';

/** A unit that works cases under its own name. */
export interface Body {
  readonly unitId: number;
  readonly kind: string;
  readonly name: string;
  readonly fromDay: string;
}

/**
 * Brings the effective rows of `biz.body` to these bodies of the tenant: those of a county serve its own cases, those of a
 * city the cases of all its counties; a county that is new takes over the bodies of its city. `deskId` is whom jobs act as.
 */
export async function applyBodies(
  trx: Trx,
  { tenantId, cityId }: TenantScope,
  bodies: readonly Body[],
  deskId: number,
): Promise<number> {
  const isCity = tenantId === cityId;
  const counties = isCity
    ? await trx.selectFrom('biz.tenant').select('tenant_id').where('city_id', '=', cityId).execute()
    : [];
  const served = isCity ? counties.map((county) => county.tenant_id) : [tenantId];
  const ofCity = isCity ? [] : await readBodies(trx, cityId);
  let written = 0;
  for (const tenant of served) {
    for (const body of bodies) written += await upsert(trx, tenant, cityId, tenantId, body);
    for (const body of ofCity) written += await upsert(trx, tenant, cityId, cityId, body);
  }
  const desk = await trx
    .updateTable('control.tenant')
    .set({ desk_unit_id: deskId })
    .where('id', '=', tenantId)
    .where('desk_unit_id', 'is distinct from', deskId)
    .returning('id')
    .execute();
  return written + desk.length;
}

async function readBodies(trx: Trx, tenantId: number): Promise<Body[]> {
  const rows = await trx
    .selectFrom('biz.body')
    .select(['unit_id', 'kind', 'name', 'from_day'])
    .where('tenant_id', '=', tenantId)
    .orderBy('unit_id')
    .execute();
  return rows.map((row) => ({ unitId: row.unit_id, kind: row.kind, name: row.name, fromDay: row.from_day }));
}

async function upsert(trx: Trx, tenantId: number, cityId: number, homeId: number, body: Body): Promise<number> {
  const rows = await trx
    .insertInto('biz.body')
    .values({
      tenant_id: tenantId,
      city_id: cityId,
      unit_id: body.unitId,
      home_id: homeId,
      kind: body.kind,
      name: body.name,
      from_day: body.fromDay,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'unit_id'])
        .doUpdateSet({ name: body.name })
        .where('biz.body.name', 'is distinct from', body.name),
    )
    .returning('unit_id')
    .execute();
  return rows.length;
}
