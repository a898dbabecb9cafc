import { sql } from 'kysely';
import type { Trx } from '../database/database.ts';
import { listen, type Listener } from '../database/listen.ts';

const CHANNEL = 'liangji_presence';

/** Sends a text to every gateway when this transaction commits. Every role of the database may hear it: seal it. */
export async function notifyPresence(trx: Trx, text: string): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${text})`.execute(trx);
}

/** Calls `onText` with every such text. What was missed comes anew by itself: whoever is present says so again. */
export function listenForPresence(
  url: string,
  onText: (text: string) => void,
  onError: (error: unknown) => void,
): Listener {
  return listen(url, CHANNEL, (text) => (text === null ? undefined : onText(text)), onError);
}
