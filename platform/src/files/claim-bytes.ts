import { sql } from 'kysely';
import type { Acting, Database, Trx } from '../database/database.ts';
import { inTenant } from '../database/transaction.ts';
import { removeStored } from './stored-bytes.ts';

/**
 * Stored bytes go by their content, so two uploads may share one file: whoever opens a batch claims the bytes, whoever
 * removes them waits for every claim. Both last until the end of their transaction.
 */
const keyOf = (tenantId: number, sha256: string) => sql`hashtextextended(${`${tenantId}/${sha256}`}::text, 0)`;

/** To be called before the bytes get their lasting name: until this transaction ends, nobody removes them. */
export async function claimBytes(trx: Trx, tenantId: number, sha256: string): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${keyOf(tenantId, sha256)})`.execute(trx);
}

/** Removes stored bytes that no batch and no upload of a photograph of the tenant names; returns whether it did. Waits for claims on them to end. */
export async function removeUnnamed(
  { database, files }: { readonly database: Database; readonly files: string },
  acting: Acting,
  sha256: string,
): Promise<boolean> {
  const { tenantId } = acting;
  return inTenant(database, 'ingest', acting, async (trx) => {
    await sql`select pg_advisory_xact_lock(${keyOf(tenantId, sha256)})`.execute(trx);
    const named = await isNamed(trx, tenantId, sha256);
    if (named) return false;
    await removeStored(files, tenantId, sha256);
    return true;
  });
}

async function isNamed(trx: Trx, tenantId: number, sha256: string): Promise<boolean> {
  const namedBy = (table: 'biz.batch' | 'biz.media') =>
    trx
      .selectFrom(table)
      .select('sha256')
      .where('tenant_id', '=', tenantId)
      .where('sha256', '=', sha256)
      .limit(1)
      .executeTakeFirst();
  return ((await namedBy('biz.batch')) ?? (await namedBy('biz.media'))) !== undefined;
}
