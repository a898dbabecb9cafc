import type { Trx } from '../../database/database.ts';
import type { CasePicture } from '../fields.ts';
import { pictureOf } from '../picture.ts';

export interface LockedCase {
  readonly version: number;
  readonly picture: CasePicture;
}

/**
 * Cases as they are now, locked for this transaction against other writers (not against events that only refer to them), in
 * the order of their ids. Cases held by somebody else do not come back: locking asks the update policy, and that lets only
 * the holder through.
 */
export async function lockCases(
  trx: Trx,
  tenantId: number,
  caseIds: readonly string[],
): Promise<Map<string, LockedCase>> {
  if (caseIds.length === 0) return new Map();
  const rows = await trx
    .selectFrom('biz.case')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', caseIds.toSorted())
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return new Map(rows.map((row) => [row.id, { version: row.version, picture: pictureOf(row) }]));
}
