import { createHmac, randomBytes } from 'node:crypto';
import type { Database, Trx } from '../../database/database.ts';
import { asIdentity } from '../../database/transaction.ts';
import { systemDeps, type Deps } from '../../kernel/deps.ts';

const NAME = 'phone';

/**
 * `Deps.phoneDigest` of an installation: HMAC-SHA256 under its key in `control.secret`, which no role reads that reads cases.
 * Made when first needed, then kept for the life of the process. Why a key and why there: docs/decisions/0037.
 */
export function installationDigest(database: Database): Deps['phoneDigest'] {
  let key: Promise<Buffer> | undefined;
  return async (cityId, phone) => {
    key ??= readKey(database);
    const known = await key.catch((error: unknown) => {
      key = undefined;
      throw error;
    });
    return createHmac('sha256', known).update(`${cityId} ${phone}`).digest('base64url');
  };
}

function readKey(database: Database): Promise<Buffer> {
  return asIdentity(database, async (trx) => {
    const known = await select(trx);
    if (known !== undefined) return known;
    const value = randomBytes(32).toString('base64');
    await trx
      .insertInto('control.secret')
      .values({ name: NAME, value, made_at: systemDeps.clock.now() })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute();
    const made = await select(trx);
    if (made === undefined) throw new Error('the key of telephone numbers was not kept');
    return made;
  });
}

async function select(trx: Trx): Promise<Buffer | undefined> {
  const row = await trx.selectFrom('control.secret').select('value').where('name', '=', NAME).executeTakeFirst();
  return row && Buffer.from(row.value, 'base64');
}
