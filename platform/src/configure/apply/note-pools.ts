import type { Trx } from '../../database/database.ts';
import { lastsBeyond } from '../../database/lasts-beyond.ts';
import { poolOf, type ActorPool } from '../../identity/actor.ts';
import type { Applying } from './applying.ts';
import { alsoFollows } from '../change.ts';
import { actAs, holdsInCounties } from './consequences.ts';
import type { TenantManifest } from '../manifest/manifest.ts';
import type { TenantScope } from '../scope.ts';
import { servedBy } from './served-by.ts';

/** A unit and the body it works in. */
export type UnitBody = Awaited<ReturnType<typeof readUnitBodies>>[number];

export function readUnitBodies(trx: Trx, { tenantId }: TenantScope) {
  return trx
    .selectFrom('biz.unit as u')
    .innerJoin('biz.unit as b', (join) => join.onRef('b.tenant_id', '=', 'u.tenant_id').onRef('b.id', '=', 'u.body_id'))
    .select(['u.id', 'u.code', 'u.body_id', 'b.code as body', 'b.kind'])
    .where('u.tenant_id', '=', tenantId)
    .where('b.tenant_id', '=', tenantId)
    .orderBy('u.id')
    .execute();
}

/**
 * Adds to the changes of units how many people and machine clients act otherwise from then on, because their body became a
 * desk or is none any more.
 */
export async function notePools(
  trx: Trx,
  run: Applying,
  { kind }: TenantManifest,
  before: readonly UnitBody[],
): Promise<void> {
  const poolBefore = new Map(before.map((unit) => [unit.id, poolOf({ kind }, unit)]));
  const moved = (await readUnitBodies(trx, run.scope)).filter((unit) => {
    const pool = poolBefore.get(unit.id);
    return pool !== undefined && pool !== poolOf({ kind }, unit);
  });
  if (moved.length === 0) return;
  const changed = new Set(run.changes.flatMap(({ part, key }) => (part === 'unit' ? [key] : [])));
  // A unit that did not change itself follows its body.
  const groups = Map.groupBy(
    moved,
    (unit) => `${changed.has(unit.code) ? unit.code : unit.body} ${poolOf({ kind }, unit)}`,
  );
  for (const [group, units] of groups) {
    const [key, pool] = group.split(' ') as [string, ActorPool];
    const ids = units.map(({ id }) => id);
    const [people, clients] = [await countPeople(trx, run, ids), await countClients(trx, run, ids)];
    if (people + clients === 0) continue;
    for (const act of ['change', 'end'] as const) {
      alsoFollows(run.changes, { act, part: 'unit', key }, actAs(people, clients, pool));
    }
  }
}

/** Adds to the changes of the bodies of a city in how many counties they work. */
export async function noteCounties(trx: Trx, run: Applying): Promise<void> {
  const { tenantId, cityId } = run.scope;
  if (tenantId !== cityId || !run.changes.some(({ part }) => part === 'unit')) return;
  const counties = (await servedBy(trx, run.scope)).length - 1; // a city serves itself too
  if (counties === 0) return;
  const bodies = (await readUnitBodies(trx, run.scope)).filter(({ id, body_id }) => id === body_id);
  for (const { code: key } of bodies) {
    for (const act of ['add', 'change', 'end'] as const) {
      alsoFollows(run.changes, { act, part: 'unit', key }, holdsInCounties(counties));
    }
  }
}

async function countPeople(trx: Trx, { scope, now }: Applying, unitIds: readonly number[]): Promise<number> {
  const rows = await trx
    .selectFrom('biz.post')
    .select('person_id')
    .distinct()
    .where('tenant_id', '=', scope.tenantId)
    .where('unit_id', 'in', unitIds)
    .where(lastsBeyond('to_at', now))
    .execute();
  return rows.length;
}

async function countClients(trx: Trx, { scope, issuer }: Applying, unitIds: readonly number[]): Promise<number> {
  const rows = await trx
    .selectFrom('control.machine_client')
    .select('client_id')
    .where('tenant_id', '=', scope.tenantId)
    .where('issuer', '=', issuer)
    .where('unit_id', 'in', unitIds)
    .where('disabled_at', 'is', null)
    .execute();
  return rows.length;
}
