import type { Trx } from '../database/database.ts';
import type { Json } from '../database/tables.ts';
import type { Reach } from '../identity/reach.ts';

export interface OutlinedArea {
  readonly tenantId: number;
  readonly id: number;
  readonly level: string;
  readonly name: string;
  /** True: drawn by us, 示意图. */
  readonly isSchematic: boolean;
  /** GeoJSON geometry, WGS-84 degrees. */
  readonly outline: Json;
}

/** Outlines of the areas somebody may see, biggest level first. */
export async function readAreas(trx: Trx, reach: Reach): Promise<OutlinedArea[]> {
  const rows = await trx
    .selectFrom('biz.area')
    .select(['tenant_id', 'id', 'level', 'name', 'is_schematic', 'outline'])
    .where(reach.column, '=', reach.id)
    .orderBy('level')
    .orderBy('tenant_id')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    id: row.id,
    level: row.level,
    name: row.name,
    isSchematic: row.is_schematic,
    outline: row.outline,
  }));
}
