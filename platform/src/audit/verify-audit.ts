import type { Acting, Database } from '../database/database.ts';
import { inTenant } from '../database/transaction.ts';
import { CHAIN_START, sealHash, selectSealable } from './seal-hash.ts';

export interface AuditVerdict {
  readonly sealed: number;
  /** Rows the sealer has not chained yet; more than a minute's worth is suspicious. */
  readonly unsealed: number;
  /** First link that does not fit: its row was changed or taken out, or a link before it was. */
  readonly brokenAt: { readonly chainNo: number; readonly auditId: string } | null;
}

/** Walks the whole chain of a tenant and recomputes every hash. */
export async function verifyAudit(database: Database, acting: Acting): Promise<AuditVerdict> {
  return inTenant(database, 'rollup', acting, async (trx) => {
    const rows = await selectSealable(trx)
      .leftJoin('biz.audit_seal as s', (join) =>
        join
          .onRef('s.tenant_id', '=', 'a.tenant_id')
          .onRef('s.audit_id', '=', 'a.id')
          .on('s.tenant_id', '=', acting.tenantId),
      )
      .select(['s.chain_no', 's.prev_hash', 's.hash'])
      .where('a.tenant_id', '=', acting.tenantId)
      .orderBy('s.chain_no')
      .execute();
    const sealed = rows.filter((row) => row.chain_no !== null);
    let prevHash = CHAIN_START;
    let brokenAt: AuditVerdict['brokenAt'] = null;
    for (const [index, row] of sealed.entries()) {
      const fits = row.chain_no === index + 1 && row.prev_hash === prevHash && row.hash === sealHash(prevHash, row);
      if (!fits) {
        brokenAt = { chainNo: Number(row.chain_no), auditId: row.id };
        break;
      }
      prevHash = String(row.hash);
    }
    return { sealed: sealed.length, unsealed: rows.length - sealed.length, brokenAt };
  });
}
