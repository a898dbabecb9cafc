import type { Acting, Database } from '../database/database.ts';
import { inTenant } from '../database/transaction.ts';
import { LONGEST_ACT_MS } from './seal-audit.ts';
import { CHAIN_START, sealHash, selectSealable, type SealableRow } from './seal-hash.ts';

/** A row that says another time than it was written at. */
export interface MisdatedRow {
  readonly auditId: string;
  readonly action: string;
  /** What the row says. */
  readonly at: Date;
  /** By the clock of the database; of rows from before it was kept, when it was sealed beside others, or now. */
  readonly writtenAt: Date;
  readonly kind: 'backdated' | 'future' | 'unsealed';
}

export interface AuditVerdict {
  readonly sealed: number;
  /** Rows the sealer has not chained yet; more than a minute's worth is suspicious. */
  readonly unsealed: number;
  /** First link that does not fit: its row was changed or taken out, or a link before it was. */
  readonly brokenAt: { readonly chainNo: number; readonly auditId: string } | null;
  /** Rows dated back or ahead by more than an hour, and rows the sealer passed by: written by nobody's act, or by a wrong clock. */
  readonly misdated: readonly MisdatedRow[];
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
      .select(['a.action', 's.chain_no', 's.prev_hash', 's.hash'])
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
    const lastSealed = sealed.reduce((last, { writtenAt }) => Math.max(last, writtenAt.getTime()), 0);
    const misdated = rows.flatMap((row) => misdatedIn(row, row.chain_no !== null, lastSealed));
    return { sealed: sealed.length, unsealed: rows.length - sealed.length, brokenAt, misdated };
  });
}

type JudgedRow = SealableRow & { readonly action: string };

function misdatedIn({ id, action, at, writtenAt }: JudgedRow, isSealed: boolean, lastSealed: number): MisdatedRow[] {
  const ahead = at.getTime() - writtenAt.getTime();
  const kind =
    ahead > LONGEST_ACT_MS
      ? 'future'
      : ahead < -LONGEST_ACT_MS
        ? 'backdated'
        : !isSealed && writtenAt.getTime() < lastSealed - LONGEST_ACT_MS
          ? 'unsealed'
          : null;
  return kind === null ? [] : [{ auditId: id, action, at, writtenAt, kind }];
}
