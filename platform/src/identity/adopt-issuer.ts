import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { asOwner } from '../database/transaction.ts';
import { notifyMembershipChanged } from './membership-changes.ts';

/** How the embedded identity provider calls itself: by the port its copy listens on. */
const EMBEDDED = String.raw`^http://(localhost|127\.0\.0\.1)(:\d+)?/realms/liangji$`;

/**
 * Logins and machine clients of the embedded identity provider name it by its address, which is another one on another port
 * and in another copy: they are brought to the address of this one, so that nobody becomes a stranger. Whoever is there
 * under both keeps the row of this address. Of other realms nothing changes. Returns how many rows were brought.
 */
export async function adoptIssuer(database: Database, issuer: string): Promise<number> {
  return asOwner(database, async (trx) => {
    let brought = 0n;
    for (const [table, key] of KEYS) {
      const [name, column] = [sql.table(table), sql.ref(key)];
      await sql`delete from ${name} old where issuer ~ ${EMBEDDED} and issuer <> ${issuer}
        and exists (select from ${name} new where new.issuer = ${issuer} and new.${column} = old.${column})`.execute(
        trx,
      );
      // Two other copies may have met here already: one row of each is brought.
      await sql`delete from ${name} old where issuer ~ ${EMBEDDED} and issuer <> ${issuer}
        and exists (select from ${name} other where other.issuer ~ ${EMBEDDED} and other.issuer > old.issuer
          and other.${column} = old.${column})`.execute(trx);
      const { numAffectedRows = 0n } = await sql`update ${name} set issuer = ${issuer}
        where issuer ~ ${EMBEDDED} and issuer <> ${issuer}`.execute(trx);
      brought += numAffectedRows;
    }
    if (brought > 0n) await notifyMembershipChanged(trx);
    return Number(brought);
  });
}

/** Tables whose key begins with the issuer. Sessions are left: they hold tokens of the other address. */
const KEYS = [
  ['control.login', 'subject'],
  ['control.machine_client', 'client_id'],
  ['control.sign_in', 'subject'],
] as const;
