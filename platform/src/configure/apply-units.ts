import { sql } from 'kysely';
import type { Trx } from '../database/database.ts';
import { present } from '../kernel/present.ts';
import { applyBodies, type Body } from './apply-bodies.ts';
import type { TenantScope } from './scope.ts';
import { deskOf, type TenantManifest } from './manifest.ts';
import { takeNumbers } from './numbers.ts';

type ManifestUnit = TenantManifest['units'][number];

/**
 * Adds the units that are missing and brings codes and names of the others to the manifest's. A unit is recognised by its
 * key, else by its name: units of homes older than codes have none of ours. Returns the id of every key of the manifest.
 */
export async function applyUnits(
  trx: Trx,
  scope: TenantScope,
  manifest: TenantManifest,
): Promise<{ unitIds: ReadonlyMap<string, number>; written: number }> {
  const { tenantId, cityId } = scope;
  const stored = await trx
    .selectFrom('biz.unit')
    .select(['id', 'code', 'name'])
    .where('tenant_id', '=', tenantId)
    .execute();
  const keys = new Set(manifest.units.map(({ key }) => key));
  const find = (unit: ManifestUnit) =>
    stored.find(({ code }) => code === unit.key) ??
    stored.find(({ code, name }) => name === unit.name && !keys.has(code));
  const missing = manifest.units.filter((unit) => find(unit) === undefined);
  const numbers = missing.length > 0 ? await takeNumbers(trx, 'unit', missing.length) : [];
  const unitIds = new Map(
    manifest.units.map((unit) => [
      unit.key,
      find(unit)?.id ?? present(numbers[missing.indexOf(unit)], `a number for ${unit.key}`),
    ]),
  );
  const idOf = (key: string) => present(unitIds.get(key), `unit ${key}`);
  const bodyKeys = bodiesOf(manifest.units);
  const bodies = manifest.units
    .filter(({ key }) => bodyKeys.get(key) === key)
    .map((unit): Body => ({ unitId: idOf(unit.key), kind: unit.kind, name: unit.name, fromDay: unit.from }));
  const desk = present(deskOf(manifest.units), 'the desk');
  const written = await applyBodies(trx, scope, bodies, idOf(desk.key));
  if (missing.length > 0) {
    await trx
      .insertInto('biz.unit')
      .values(
        missing.map((unit) => ({
          tenant_id: tenantId,
          city_id: cityId,
          id: idOf(unit.key),
          code: unit.key,
          kind: unit.kind,
          parent_id: unit.parent === undefined ? null : idOf(unit.parent),
          body_id: idOf(present(bodyKeys.get(unit.key), `the body of ${unit.key}`)),
          name: unit.name,
          from_day: unit.from,
        })),
      )
      .execute();
  }
  const changed = manifest.units.filter((unit) => {
    const known = find(unit);
    return known !== undefined && (known.code !== unit.key || known.name !== unit.name);
  });
  for (const unit of changed) await correct(trx, tenantId, idOf(unit.key), unit);
  return { unitIds, written: written + missing.length + changed.length };
}

/** A renamed unit stays the same unit; what it was called before stands in its history. */
async function correct(trx: Trx, tenantId: number, id: number, unit: ManifestUnit): Promise<void> {
  await trx
    .updateTable('biz.unit')
    .set({
      code: unit.key,
      name: unit.name,
      name_history: sql`case when name = ${unit.name} then name_history
        else name_history || jsonb_build_array(jsonb_build_object('name', name)) end`,
    })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
}

/** Key of every unit → key of its body: a unit directly under a desk or under nobody, but never a squad under a desk. */
function bodiesOf(units: readonly ManifestUnit[]): Map<string, string> {
  const byKey = new Map(units.map((unit) => [unit.key, unit]));
  const bodyOf = (unit: ManifestUnit): string => {
    const parent = unit.parent === undefined ? undefined : byKey.get(unit.parent);
    if (parent === undefined) return unit.key;
    const isBody = ['centre', 'sub_centre'].includes(parent.kind) && unit.kind !== 'squad';
    return isBody ? unit.key : bodyOf(parent);
  };
  return new Map(units.map((unit) => [unit.key, bodyOf(unit)]));
}
