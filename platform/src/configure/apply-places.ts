import type { Trx } from '../database/database.ts';
import { jsonb } from '../database/json.ts';
import { Problem } from '../kernel/problem.ts';
import type { Applying } from './applying.ts';
import { differences } from './change.ts';
import type { TenantManifest } from './manifest.ts';

/** Adds areas and grid cells that are missing, corrects areas, and ends cells. */
export async function applyPlaces(trx: Trx, run: Applying, manifest: TenantManifest): Promise<void> {
  await applyAreas(trx, run, manifest);
  await applyCells(trx, run, manifest);
}

async function applyAreas(trx: Trx, run: Applying, { areas }: TenantManifest): Promise<void> {
  const { tenantId, cityId } = run.scope;
  const stored = await trx
    .selectFrom('biz.area')
    .select(['id', 'level', 'name', 'code', 'parent_id', 'outline', 'is_schematic'])
    .where('tenant_id', '=', tenantId)
    .execute();
  let nextId = Math.max(0, ...stored.map((area) => area.id)) + 1;
  const ids = new Map(stored.map(({ name, id }) => [name, id]));
  for (const area of [...areas].sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level))) {
    const { level, name, code } = area;
    const known = stored.find((row) => row.level === level && row.name === name);
    const parentId = area.parent === undefined ? null : (ids.get(area.parent) ?? null);
    const drawn = { code, parent_id: parentId, outline: jsonb(area.outline), is_schematic: area.schematic };
    if (known === undefined) {
      ids.set(name, nextId);
      await trx
        .insertInto('biz.area')
        .values({ tenant_id: tenantId, city_id: cityId, id: nextId++, level, name, ...drawn })
        .execute();
      run.changes.push({ act: 'add', part: 'area', key: name, name });
      continue;
    }
    // A drawing never takes the place of an imported boundary.
    const keepsOutline = area.schematic && !known.is_schematic;
    const fields = differences(
      {
        code: known.code,
        parent_id: known.parent_id,
        ...(keepsOutline ? {} : shapeOf(known.outline, known.is_schematic)),
      },
      { code, parent_id: parentId, ...(keepsOutline ? {} : shapeOf(area.outline, area.schematic)) },
    );
    if (fields === undefined) continue;
    const { outline: _, ...visible } = fields;
    const { outline, is_schematic, ...rest } = drawn;
    await trx
      .updateTable('biz.area')
      .set(keepsOutline ? rest : { ...rest, outline, is_schematic })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', known.id)
      .execute();
    run.changes.push({ act: 'change', part: 'area', key: name, name, fields: visible });
  }
}

/** An area comes after the one it lies in. */
const LEVELS = ['county', 'street', 'community'];

/** jsonb orders keys in its own way, so the two members are compared by themselves. */
function shapeOf(outline: unknown, schematic: boolean) {
  const { type, coordinates } = outline as { type: string; coordinates: unknown };
  return { outline: [type, coordinates], schematic };
}

/**
 * A cell is recognised by its code and never overwritten: a redrawn grid comes with new codes (grid-and-geocoding §3), the
 * old cells end. CONF-FIXED for a cell that is drawn otherwise than it was.
 */
async function applyCells(trx: Trx, run: Applying, { cells }: TenantManifest): Promise<void> {
  if (cells.length === 0) return;
  const { tenantId, cityId } = run.scope;
  const stored = await trx
    .selectFrom('biz.grid_cell')
    .select(['id', 'code', 'area_class', 'outline', 'from_day', 'to_day'])
    .where('tenant_id', '=', tenantId)
    .execute();
  const known = new Map(stored.map((cell) => [cell.code, cell]));
  const missing = cells.filter(({ code }) => !known.has(code));
  if (missing.length > 0) {
    const firstId = Math.max(0, ...stored.map((cell) => cell.id)) + 1;
    const rows = missing.map((cell, index) => ({
      tenant_id: tenantId,
      city_id: cityId,
      id: firstId + index,
      code: cell.code,
      area_class: cell.areaClass,
      outline: jsonb(cell.outline),
      from_day: cell.from,
      to_day: cell.to ?? null,
    }));
    // PostgreSQL takes 65,535 parameters a statement.
    for (let at = 0; at < rows.length; at += 5000) {
      await trx
        .insertInto('biz.grid_cell')
        .values(rows.slice(at, at + 5000))
        .execute();
    }
    run.changes.push({ act: 'add', part: 'cell', key: `${missing.length}` });
  }
  let ended = 0;
  for (const { code, areaClass, outline, from, to } of cells) {
    const cell = known.get(code);
    if (cell === undefined) continue;
    const fields = differences(
      { areaClass: cell.area_class, outline: shapeOf(cell.outline, false).outline, from: cell.from_day },
      { areaClass, outline: shapeOf(outline, false).outline, from },
    );
    const [key] = Object.keys(fields ?? {});
    if (key !== undefined) throw new Problem('CONF-FIXED', { slug: code, key, stored: cell.from_day });
    if ((cell.to_day ?? undefined) === to) continue;
    await trx
      .updateTable('biz.grid_cell')
      .set({ to_day: to ?? null })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', cell.id)
      .execute();
    ended++;
  }
  if (ended > 0) run.changes.push({ act: 'end', part: 'cell', key: `${ended}` });
}
