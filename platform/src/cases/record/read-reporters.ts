import type { Trx } from '../../database/database.ts';
import type { Reporter } from './case-write.ts';

/** Reporters stored with cases, by the id of the case. */
export async function readReporters(
  trx: Trx,
  tenantId: number,
  caseIds: readonly string[],
): Promise<Map<string, Reporter>> {
  if (caseIds.length === 0) return new Map();
  const rows = await trx
    .selectFrom('biz.case_person')
    .select(['case_id', 'name', 'phone'])
    .where('tenant_id', '=', tenantId)
    .where('case_id', 'in', caseIds)
    .where('role', '=', 'reporter')
    .execute();
  return new Map(rows.map(({ case_id, name, phone }) => [case_id, { name, phone }]));
}
