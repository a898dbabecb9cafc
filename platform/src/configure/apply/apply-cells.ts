import type { Trx } from '../../database/database.ts';
import { jsonb } from '../../database/json.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Applying } from './applying.ts';
import { differences } from '../change.ts';
import { outlineChanges } from './consequences.ts';
import type { TenantManifest } from '../manifest/manifest.ts';
import { shapeOf } from './shape.ts';

/**
 * A cell is recognised by its code and never overwritten: a redrawn grid comes with new codes (grid-and-geocoding §3), the
 * old cells end. CONF-FIXED for a cell that is drawn otherwise than it was.
 */
export async function applyCells(trx: Trx, run: Applying, { cells }: TenantManifest): Promise<void> {
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
    run.changes.push({ act: 'add', part: 'cell', key: `${missing.length}`, consequences: [outlineChanges] });
  }
  let ended = 0;
  for (const { code, areaClass, outline, from, to } of cells) {
    const cell = known.get(code);
    if (cell === undefined) continue;
    const fields = differences(
      { areaClass: cell.area_class, outline: shapeOf(cell.outline), from: cell.from_day },
      { areaClass, outline: shapeOf(outline), from },
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
  if (ended > 0) run.changes.push({ act: 'end', part: 'cell', key: `${ended}`, consequences: [outlineChanges] });
}
