import { sql } from 'kysely';
import type { Trx } from '../../database/database.ts';
import { lastsBeyond } from '../../database/lasts-beyond.ts';
import { jsonb } from '../../database/json.ts';
import type { Json } from '../../database/tables.ts';
import type { Applying } from './applying.ts';
import { servedBy } from './served-by.ts';

/** A unit that works cases under its own name, as the rows of `biz.body` have it. */
export interface Body {
  readonly unit_id: number;
  readonly code: string;
  readonly kind: string;
  readonly name: string;
  /** Former names: `{name, until}`. */
  readonly name_history: unknown;
  readonly from_day: string;
  readonly to_day: string | null;
}

/**
 * Brings the effective rows of `biz.body` to these bodies of the tenant: those of a county serve its own cases, those of a
 * city the cases of all its counties; a county that is new takes over the bodies of its city. Rows of units that are no
 * bodies any more end on `today`. Rows follow from the units, so they are no changes of their own; the tenants whose rows
 * changed are noted in `run.reached`.
 */
export async function applyBodies(
  trx: Trx,
  run: Applying,
  bodies: readonly Body[],
  { noBodies, today }: { readonly noBodies: readonly number[]; readonly today: string },
): Promise<void> {
  const { tenantId, cityId } = run.scope;
  const ofCity = tenantId === cityId ? [] : await readBodies(trx, cityId);
  for (const tenant of await servedBy(trx, run.scope)) {
    for (const body of bodies) await upsert(trx, run, tenant, tenantId, body);
    for (const body of ofCity) await upsert(trx, run, tenant, cityId, body);
    if (noBodies.length > 0) await close(trx, run, tenant, noBodies, today);
  }
}

function readBodies(trx: Trx, tenantId: number): Promise<Body[]> {
  return trx
    .selectFrom('biz.body')
    .select(['unit_id', 'code', 'kind', 'name', 'name_history', 'from_day', 'to_day'])
    .where('tenant_id', '=', tenantId)
    .orderBy('unit_id')
    .execute();
}

async function upsert(trx: Trx, run: Applying, tenantId: number, homeId: number, body: Body): Promise<void> {
  const { unit_id, name_history, ...rest } = body;
  const row = { ...rest, name_history: jsonb(name_history as Json) };
  const written = await trx
    .insertInto('biz.body')
    .values({ tenant_id: tenantId, city_id: run.scope.cityId, unit_id, home_id: homeId, ...row })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'unit_id'])
        .doUpdateSet(row)
        .where(
          sql<boolean>`(body.code, body.kind, body.name, body.name_history, body.from_day, body.to_day)
            is distinct from (excluded.code, excluded.kind, excluded.name, excluded.name_history, excluded.from_day,
            excluded.to_day)`,
        ),
    )
    .returning('unit_id')
    .execute();
  if (written.length > 0) run.reached.add(tenantId);
}

/** Bodies that are none any more get no more work; what they hold they finish. */
async function close(
  trx: Trx,
  run: Applying,
  tenantId: number,
  unitIds: readonly number[],
  today: string,
): Promise<void> {
  const closed = await trx
    .updateTable('biz.body')
    .set({ to_day: today })
    .where('tenant_id', '=', tenantId)
    .where('unit_id', 'in', unitIds)
    .where(lastsBeyond('to_day', today))
    .returning('unit_id')
    .execute();
  if (closed.length > 0) run.reached.add(tenantId);
}
