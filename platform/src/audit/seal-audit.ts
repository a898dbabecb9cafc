import { sql } from 'kysely';
import type { Acting, Database, Trx } from '../database/database.ts';
import { inTenant } from '../database/transaction.ts';
import { CHAIN_START, sealHash, selectSealable } from './seal-hash.ts';

/** Rows chained in one transaction. */
const TURN_ROWS = 1_000;

/** A row commits at most this long after it was written; older stragglers are found by `verifyAudit`. */
export const LONGEST_ACT_MS = 60 * 60 * 1_000;

interface Head {
  readonly chain_no: number;
  readonly hash: string;
  readonly at: Date;
}

/**
 * Chains what was written since the last sealing, oldest first by the clock of the database: what a row says of its own time
 * (a clock set wrong, a forger) neither stops nor escapes the chain; returns how many rows, at most 1,000. Two sealers at once
 * are harmless: the chain number is the primary key, so the second one fails and tries again a minute later.
 */
export async function sealAudit(database: Database, acting: Acting): Promise<number> {
  return inTenant(database, 'rollup', acting, async (trx) => {
    const { tenantId, cityId } = acting;
    const head = await chainHead(trx, tenantId);
    const rows = await unsealed(trx, tenantId, head);
    if (rows.length === 0) return 0;
    let prevHash = head?.hash ?? CHAIN_START;
    let chainNo = head?.chain_no ?? 0;
    const seals = rows.map((row) => {
      const hash = sealHash(prevHash, row);
      chainNo += 1;
      const seal = { chain_no: chainNo, audit_id: row.id, at: row.writtenAt, prev_hash: prevHash, hash };
      prevHash = hash;
      return { tenant_id: tenantId, city_id: cityId, ...seal };
    });
    await trx.insertInto('biz.audit_seal').values(seals).execute();
    return seals.length;
  });
}

function chainHead(trx: Trx, tenantId: number): Promise<Head | undefined> {
  return trx
    .selectFrom('biz.audit_seal')
    .select(['chain_no', 'hash', 'at'])
    .where('tenant_id', '=', tenantId)
    .orderBy('chain_no', 'desc')
    .limit(1)
    .executeTakeFirst();
}

function unsealed(trx: Trx, tenantId: number, head: Head | undefined) {
  // Before moments of writing were kept, the head may stand in a future that somebody claimed.
  const from = sql<Date>`least(${head?.at ?? new Date(LONGEST_ACT_MS)}::timestamptz, now()) - ${LONGEST_ACT_MS}::int * interval '1 millisecond'`;
  return selectSealable(trx)
    .leftJoin('biz.audit_seal as s', (join) =>
      join.onRef('s.tenant_id', '=', 'a.tenant_id').onRef('s.audit_id', '=', 'a.id').on('s.tenant_id', '=', tenantId),
    )
    .where('a.tenant_id', '=', tenantId)
    .where((where) =>
      where.or([
        where('a.written_at', '>=', from),
        where.and([where('a.written_at', 'is', null), where('a.at', '>=', from)]),
      ]),
    )
    .where('s.audit_id', 'is', null)
    .orderBy(sql`coalesce(a.written_at, a.at)`)
    .orderBy('a.id')
    .limit(TURN_ROWS)
    .execute();
}
