import type { Trx } from '../database/database.ts';
import type { Outline } from './outline.ts';
import { makePlaceIndex } from './place-index.ts';
import type { PlaceIndex } from './place-index.ts';

/**
 * Builds the place index of a tenant from its areas and the grid cells in force on a civil day (`YYYY-MM-DD`).
 * About 20 ms for a few thousand cells: keep the result, keyed by tenant and `config_version`.
 */
export async function readPlaceIndex(trx: Trx, tenantId: number, day: string): Promise<PlaceIndex> {
  const [areas, cells] = await Promise.all([
    trx
      .selectFrom('biz.area')
      .select(['id', 'level', 'outline'])
      .where('tenant_id', '=', tenantId)
      .orderBy('id')
      .execute(),
    trx
      .selectFrom('biz.grid_cell')
      .select(['id', 'outline'])
      .where('tenant_id', '=', tenantId)
      .where('from_day', '<=', day)
      .where((where) => where.or([where('to_day', 'is', null), where('to_day', '>', day)]))
      .orderBy('id')
      .execute(),
  ]);
  const places = (rows: readonly { id: number; outline: unknown }[]) =>
    rows.map(({ id, outline }) => ({ id, outline: outline as Outline }));
  const ofLevel = (level: string) => places(areas.filter((area) => area.level === level));
  return makePlaceIndex({
    outlines: ofLevel('county').map(({ outline }) => outline),
    cells: places(cells),
    streets: ofLevel('street'),
    communities: ofLevel('community'),
  });
}
