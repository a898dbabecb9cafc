import { asIdentity, type Database, type Trx } from '@liangji/platform';
import { sql } from 'kysely';

/** A person at an identity provider. */
export interface Person {
  readonly issuer: string;
  readonly subject: string;
}

/** Keeps when the person gave the password, by the provider's clock. */
export function noteSignIn(trx: Trx, { issuer, subject }: Person, at: Date): Promise<unknown> {
  return trx
    .insertInto('control.sign_in')
    .values({ issuer, subject, last_at: at })
    .onConflict((row) =>
      row.columns(['issuer', 'subject']).doUpdateSet({ last_at: sql`greatest(sign_in.last_at, excluded.last_at)` }),
    )
    .execute();
}

/** From now on every password given so far opens no session any more. */
export function refuseEarlierSignIns(trx: Trx, { issuer, subject }: Person): Promise<unknown> {
  return trx
    .updateTable('control.sign_in')
    .set((row) => ({ refused_up_to: row.ref('last_at') }))
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .execute();
}

/** Did the person sign out everywhere after giving the password at `at`? */
export async function isRefused(database: Database, { issuer, subject }: Person, at: Date): Promise<boolean> {
  const row = await asIdentity(database, (trx) =>
    trx
      .selectFrom('control.sign_in')
      .select('subject')
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .where('refused_up_to', '>=', at)
      .executeTakeFirst(),
  );
  return row !== undefined;
}
