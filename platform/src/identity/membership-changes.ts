import { sql } from 'kysely';
import type { Trx } from '../database/database.ts';
import { listen, type Listener } from '../database/listen.ts';

const CHANNEL = 'membership';

/**
 * Notifies every gateway, when this transaction commits, that posts, logins, machine clients or tenants changed. Whoever
 * writes these calls it.
 */
export async function notifyMembershipChanged(trx: Trx): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, '')`.execute(trx);
}

/** Calls `onChange` for every such change, and where one may have been missed; see `listen`. */
export function listenForMembershipChanges(
  url: string,
  onChange: () => void,
  onError: (error: unknown) => void,
): Listener {
  return listen(url, CHANNEL, onChange, onError);
}
