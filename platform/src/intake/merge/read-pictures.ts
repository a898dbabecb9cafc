import type { Selectable } from 'kysely';
import type { CasePicture } from '../../cases/types.ts';
import type { Trx } from '../../database/database.ts';
import type { DB } from '../../database/tables.ts';

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

/** The picture stored in a case row. */
export function pictureOf(row: Selectable<DB['biz.case']>): CasePicture {
  return {
    classId: row.class_id,
    kind: row.kind as CasePicture['kind'],
    sourceCode: row.source_code,
    sourceGroup: row.source_group as CasePicture['sourceGroup'],
    address: row.address,
    description: row.description,
    longitude: row.longitude,
    latitude: row.latitude,
    originalX: row.original_x,
    originalY: row.original_y,
    originalCrs: row.original_crs as CasePicture['originalCrs'],
    cellId: row.cell_id,
    unitName: row.unit_name,
    ruleId: row.rule_id,
    limitValue: row.limit_value,
    limitUnit: row.limit_unit as CasePicture['limitUnit'],
    reportedAt: row.reported_at,
    filedAt: row.filed_at,
    dispatchedAt: row.dispatched_at,
    disposedAt: row.disposed_at,
    closedAt: row.closed_at,
    refusedAt: row.refused_at,
    voidedAt: row.voided_at,
    suspendedAt: row.suspended_at,
    resumedAt: row.resumed_at,
    closingType: row.closing_type as CasePicture['closingType'],
    selfHandled: row.self_handled,
    reworkCount: row.rework_count,
    extensionCount: row.extension_count,
    claimedDueAt: row.claimed_due_at,
    claimedOverdue: row.claimed_overdue,
  };
}
