import type { Trx } from '../database/database.ts';
import { present } from '../kernel/present.ts';
import type { TenantScope } from './scope.ts';
import type { TenantManifest } from './manifest.ts';
import { takeNumbers } from './numbers.ts';

/** Adds the units that are missing, recognised by name. Returns the id of every key of the manifest. */
export async function applyUnits(
  trx: Trx,
  { tenantId, cityId }: TenantScope,
  manifest: TenantManifest,
): Promise<{ unitIds: ReadonlyMap<string, number>; written: number }> {
  const stored = await trx.selectFrom('biz.unit').select(['id', 'name']).where('tenant_id', '=', tenantId).execute();
  const idByName = new Map(stored.map((unit) => [unit.name, unit.id]));
  const missing = manifest.units.filter((unit) => !idByName.has(unit.name));
  const numbers = missing.length > 0 ? await takeNumbers(trx, 'unit', missing.length) : [];
  numbers.forEach((id, index) => idByName.set(missing[index]!.name, id));
  const unitIds = new Map(manifest.units.map((unit) => [unit.key, present(idByName.get(unit.name), unit.name)]));
  const idOf = (key: string) => present(unitIds.get(key), `unit ${key}`);
  if (missing.length > 0) {
    await trx
      .insertInto('biz.unit')
      .values(
        missing.map((unit) => ({
          tenant_id: tenantId,
          city_id: cityId,
          id: idOf(unit.key),
          kind: unit.kind,
          parent_id: unit.parent === undefined ? null : idOf(unit.parent),
          name: unit.name,
          from_day: unit.from,
        })),
      )
      .execute();
  }
  return { unitIds, written: missing.length };
}
