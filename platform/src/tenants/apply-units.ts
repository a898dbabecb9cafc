import type { Trx } from '../database/database.ts';
import type { TenantScope } from './apply-tenant.ts';
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
  if (missing.length > 0) {
    const numbers = await takeNumbers(trx, 'unit', missing.length);
    missing.forEach((unit, index) => idByName.set(unit.name, numbers[index]!));
  }
  const unitIds = new Map(manifest.units.map((unit) => [unit.key, idByName.get(unit.name)!]));
  if (missing.length > 0) {
    await trx
      .insertInto('biz.unit')
      .values(
        missing.map((unit) => ({
          tenant_id: tenantId,
          city_id: cityId,
          id: unitIds.get(unit.key)!,
          kind: unit.kind,
          parent_id: unit.parent === undefined ? null : unitIds.get(unit.parent)!,
          name: unit.name,
          from_day: unit.from,
        })),
      )
      .execute();
  }
  return { unitIds, written: missing.length };
}
