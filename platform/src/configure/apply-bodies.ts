import { sql } from 'kysely';
import type { Trx } from '../database/database.ts';
import type { Applying } from './applying.ts';

/** A unit that works cases under its own name. */
export interface Body {
  readonly unitId: number;
  readonly kind: string;
  readonly name: string;
  readonly fromDay: string;
  readonly toDay: string | null;
}

/**
 * Brings the effective rows of `biz.body` to these bodies of the tenant: those of a county serve its own cases, those of a
 * city the cases of all its counties; a county that is new takes over the bodies of its city. Rows follow from the units, so they are no changes of their own.
 */
export async function applyBodies(
  trx: Trx,
  { scope: { tenantId, cityId } }: Applying,
  bodies: readonly Body[],
): Promise<void> {
  const isCity = tenantId === cityId;
  const counties = isCity
    ? await trx.selectFrom('biz.tenant').select('tenant_id').where('city_id', '=', cityId).execute()
    : [];
  const served = isCity ? counties.map((county) => county.tenant_id) : [tenantId];
  const ofCity = isCity ? [] : await readBodies(trx, cityId);
  for (const tenant of served) {
    for (const body of bodies) await upsert(trx, tenant, cityId, tenantId, body);
    for (const body of ofCity) await upsert(trx, tenant, cityId, cityId, body);
  }
}

async function readBodies(trx: Trx, tenantId: number): Promise<Body[]> {
  const rows = await trx
    .selectFrom('biz.body')
    .select(['unit_id', 'kind', 'name', 'from_day', 'to_day'])
    .where('tenant_id', '=', tenantId)
    .orderBy('unit_id')
    .execute();
  return rows.map((row) => ({
    unitId: row.unit_id,
    kind: row.kind,
    name: row.name,
    fromDay: row.from_day,
    toDay: row.to_day,
  }));
}

async function upsert(trx: Trx, tenantId: number, cityId: number, homeId: number, body: Body): Promise<void> {
  const row = { kind: body.kind, name: body.name, from_day: body.fromDay, to_day: body.toDay };
  await trx
    .insertInto('biz.body')
    .values({ tenant_id: tenantId, city_id: cityId, unit_id: body.unitId, home_id: homeId, ...row })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'unit_id'])
        .doUpdateSet(row)
        .where(
          sql<boolean>`(body.kind, body.name, body.from_day, body.to_day) is distinct from
            (excluded.kind, excluded.name, excluded.from_day, excluded.to_day)`,
        ),
    )
    .execute();
}
