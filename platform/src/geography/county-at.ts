import type { Trx } from '../database/database.ts';
import type { Reach } from '../identity/reach.ts';
import type { Position } from './crs.ts';
import { areaOf, contains, type Outline } from './outline.ts';

/** A county or zone whose outline is known. */
export interface County {
  readonly tenantId: number;
  /** Of its area. */
  readonly name: string;
}

/**
 * The county in which a point (WGS-84) lies, of those the asker reaches; a zone lies inside of the outline of a county and answers
 * for its own, so the smallest counts. `known`: tenants with an outline, to tell outside from not known.
 */
export async function countyAt(
  trx: Trx,
  reach: Reach,
  point: Position,
): Promise<{ readonly county: County | null; readonly known: ReadonlySet<number> }> {
  const rows = await trx
    .selectFrom('biz.area')
    .select(['tenant_id', 'name', 'outline'])
    .where(reach.column, '=', reach.id)
    .where('level', '=', 'county')
    .orderBy('tenant_id')
    .execute();
  const counties = rows.map((row) => ({ ...row, outline: row.outline as unknown as Outline }));
  const around = counties.filter(({ outline }) => contains(outline, point));
  const [innermost] = around.toSorted((one, other) => areaOf(one.outline) - areaOf(other.outline));
  return {
    county: innermost === undefined ? null : { tenantId: innermost.tenant_id, name: innermost.name },
    known: new Set(rows.map((row) => row.tenant_id)),
  };
}
