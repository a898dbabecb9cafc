import type { CasePicture } from '../../cases/fields.ts';
import { pictureOf } from '../../cases/picture.ts';
import type { Trx } from '../../database/database.ts';

/**
 * Pictures of cases, locked for this transaction. Cases held by another tenant do not come back: locking asks the update
 * policy, and that lets only the holder through.
 */
export async function readPictures(
  trx: Trx,
  tenantId: number,
  caseIds: readonly string[],
): Promise<Map<string, CasePicture>> {
  const rows = await trx
    .selectFrom('biz.case')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', caseIds.toSorted())
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.id, pictureOf(row)]));
}
