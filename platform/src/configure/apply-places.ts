import type { Trx } from '../database/database.ts';
import { jsonb } from '../database/json.ts';
import type { TenantScope } from './scope.ts';
import type { TenantManifest } from './manifest.ts';

/** Adds areas and grid cells that are missing, and replaces an outline of an area that changed. Returns rows written. */
export async function applyPlaces(trx: Trx, scope: TenantScope, manifest: TenantManifest): Promise<number> {
  return (await applyAreas(trx, scope, manifest)) + (await applyCells(trx, scope, manifest));
}

async function applyAreas(trx: Trx, { tenantId, cityId }: TenantScope, manifest: TenantManifest): Promise<number> {
  const stored = await trx
    .selectFrom('biz.area')
    .select(['id', 'level', 'name', 'outline', 'is_schematic'])
    .where('tenant_id', '=', tenantId)
    .execute();
  let nextId = Math.max(0, ...stored.map((area) => area.id)) + 1;
  let written = 0;
  for (const area of manifest.areas) {
    const known = stored.find((row) => row.level === area.level && row.name === area.name);
    if (known === undefined) {
      await trx
        .insertInto('biz.area')
        .values({
          tenant_id: tenantId,
          city_id: cityId,
          id: nextId++,
          level: area.level,
          code: area.code,
          name: area.name,
          outline: jsonb(area.outline),
          is_schematic: area.schematic,
        })
        .execute();
      written++;
    } else if (area.schematic && !known.is_schematic) {
      continue; // a drawing never takes the place of an imported boundary
    } else if (!sameOutline(known.outline, area.outline) || known.is_schematic !== area.schematic) {
      await trx
        .updateTable('biz.area')
        .set({ outline: jsonb(area.outline), is_schematic: area.schematic })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', known.id)
        .execute();
      written++;
    }
  }
  return written;
}

/** A cell is recognised by its code and never overwritten: a redrawn grid comes with new codes (grid-and-geocoding §3). */
async function applyCells(trx: Trx, { tenantId, cityId }: TenantScope, manifest: TenantManifest): Promise<number> {
  const stored = await trx
    .selectFrom('biz.grid_cell')
    .select(['id', 'code'])
    .where('tenant_id', '=', tenantId)
    .execute();
  const known = new Set(stored.map((cell) => cell.code));
  const missing = manifest.cells.filter((cell) => !known.has(cell.code));
  if (missing.length === 0) return 0;
  const firstId = Math.max(0, ...stored.map((cell) => cell.id)) + 1;
  await trx
    .insertInto('biz.grid_cell')
    .values(
      missing.map((cell, index) => ({
        tenant_id: tenantId,
        city_id: cityId,
        id: firstId + index,
        code: cell.code,
        area_class: cell.areaClass,
        outline: jsonb(cell.outline),
        from_day: cell.from,
      })),
    )
    .execute();
  return missing.length;
}

/** jsonb reorders keys, so the two members are compared by themselves. */
function sameOutline(stored: unknown, wanted: { type: string; coordinates: unknown }): boolean {
  const { type, coordinates } = stored as { type: string; coordinates: unknown };
  return type === wanted.type && JSON.stringify(coordinates) === JSON.stringify(wanted.coordinates);
}
