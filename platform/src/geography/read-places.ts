import { bySpan, isInForce, type AsOf } from '../calendars/spans.ts';
import type { Trx } from '../database/database.ts';
import type { Outline } from './outline.ts';
import { makePlaceIndex } from './place-index.ts';
import type { PlaceIndex } from './place-index.ts';

/**
 * The places of a tenant at an instant: its areas, and the grid cells in force on the civil day of it in `zone`. Making an
 * index takes about 20 ms for a few thousand cells: keep the result, keyed by tenant and `config_version`.
 */
export async function readPlaces(trx: Trx, tenantId: number, zone: string): Promise<AsOf<PlaceIndex>> {
  const [areas, cells] = await Promise.all([
    trx
      .selectFrom('biz.area')
      .select(['id', 'level', 'outline', 'code', 'name', 'parent_id as parentId'])
      .where('tenant_id', '=', tenantId)
      .orderBy('id')
      .execute(),
    trx
      .selectFrom('biz.grid_cell')
      .select(['id', 'code', 'outline', 'from_day as fromDay', 'to_day as toDay'])
      .where('tenant_id', '=', tenantId)
      .orderBy('id')
      .execute(),
  ]);
  const places = <T extends { readonly outline: unknown }>(rows: readonly T[]) =>
    rows.map((row) => ({ ...row, outline: row.outline as Outline }));
  const ofLevel = (level: string) => places(areas.filter((area) => area.level === level));
  const undated = {
    outlines: ofLevel('county').map(({ outline }) => outline),
    streets: ofLevel('street'),
    communities: ofLevel('community'),
  };
  return bySpan(cells, zone, (day) =>
    makePlaceIndex({ ...undated, cells: places(cells.filter((cell) => isInForce(cell, day))) }),
  );
}
