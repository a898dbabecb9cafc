import { sql } from 'kysely';
import type { Acting, Trx } from '../database/database.ts';
import { jsonb } from '../database/json.ts';
import type { JsonObject } from '../database/tables.ts';
import { hashOfInput } from '../kernel/canonical.ts';
import type { Deps } from '../kernel/deps.ts';
import { present } from '../kernel/present.ts';
import { Problem } from '../kernel/problem.ts';

/** A call with a key: one key of one sender, a login as it acts for a body, stands for one command with one input. */
export interface Keyed {
  readonly key: string;
  readonly name: string;
  readonly input: unknown;
}

/** Makes a second call with the key wait until the first has ended. */
export async function lockKey(trx: Trx, { tenantId, unitId, actor }: Acting, { key }: Keyed): Promise<void> {
  const sender = `${tenantId} ${unitId} ${actor}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${sender} ${key}`}, 5))`.execute(trx);
}

/** What was answered under the key, null where nothing is kept. KEY-COMMAND-REUSED where it named another command or input. */
export async function answerOf(
  trx: Trx,
  { tenantId, unitId, actor }: Acting,
  keyed: Keyed,
): Promise<{ readonly answer: unknown } | null> {
  const row = await trx
    .selectFrom('biz.command')
    .select(['name', 'input_hash', 'answer'])
    .where('tenant_id', '=', tenantId)
    .where('by_unit_id', '=', present(unitId, 'the body that acts'))
    .where('actor', '=', actor)
    .where('key', '=', keyed.key)
    .executeTakeFirst();
  if (row === undefined) return null;
  if (row.name !== keyed.name || row.input_hash !== hashOfInput(keyed.input)) {
    throw new Problem('KEY-COMMAND-REUSED', { key: keyed.key });
  }
  return row.answer === null ? null : { answer: row.answer };
}

/**
 * Makes the key stand for the command and its input before anything is done, and gives what was answered under it before.
 * A command that ends without an answer, or with its process, keeps the key: the same input goes on, no other one begins.
 */
export async function claim(
  trx: Trx,
  deps: Deps,
  acting: Acting,
  keyed: Keyed,
): Promise<{ readonly answer: unknown } | null> {
  await insert(trx, deps, acting, keyed, null);
  return answerOf(trx, acting, keyed);
}

/** Keeps the answer under a claimed key; where two equal calls ran at once, the first one's. */
export async function settle(trx: Trx, acting: Acting, { key }: Keyed, answer: unknown): Promise<void> {
  const { tenantId, unitId, actor } = acting;
  await trx
    .updateTable('biz.command')
    .set({ answer: jsonb(answer as JsonObject) })
    .where('tenant_id', '=', tenantId)
    .where('by_unit_id', '=', present(unitId, 'the body that acts'))
    .where('actor', '=', actor)
    .where('key', '=', key)
    .where('answer', 'is', null)
    .execute();
}

/** Keeps an answer under its key, in the transaction of the act. */
export async function remember(trx: Trx, deps: Deps, acting: Acting, keyed: Keyed, answer: unknown): Promise<void> {
  await insert(trx, deps, acting, keyed, answer as JsonObject);
}

async function insert(
  trx: Trx,
  { clock }: Deps,
  acting: Acting,
  keyed: Keyed,
  answer: JsonObject | null,
): Promise<void> {
  await trx
    .insertInto('biz.command')
    .values({
      tenant_id: acting.tenantId,
      city_id: acting.cityId,
      by_unit_id: present(acting.unitId, 'the body that acts'),
      actor: acting.actor,
      key: keyed.key,
      name: keyed.name,
      input_hash: hashOfInput(keyed.input),
      answer: answer === null ? null : jsonb(answer),
      at: clock.now(),
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'by_unit_id', 'actor', 'key']).doNothing())
    .execute();
}

const KEPT_MS = 7 * 24 * 3_600_000;

/** Forgets the answers of a tenant that are older than a week. Role rollup; returns how many. */
export async function forgetAnswers(trx: Trx, { clock }: Deps, { tenantId }: Acting): Promise<number> {
  const gone = await trx
    .deleteFrom('biz.command')
    .where('tenant_id', '=', tenantId)
    .where('at', '<', new Date(clock.now().getTime() - KEPT_MS))
    .returning('key')
    .execute();
  return gone.length;
}
