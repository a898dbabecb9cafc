import { sql } from 'kysely';
import type { Trx } from '../../database/database.ts';

/** First key of the advisory lock; the second is the tenant. */
const FOLD_LOCK = 734_002;

/** One fold or refresh of a tenant at a time, until the transaction ends: an earlier count never overwrites a later one. */
export async function lockFold(trx: Trx, tenantId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${FOLD_LOCK}::int, ${tenantId}::int)`.execute(trx);
}
