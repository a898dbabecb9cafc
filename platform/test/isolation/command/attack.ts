import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withTenantClient } from '../../../src/database/transaction.ts';
import { ROLES } from '../../../src/database/roles.ts';
import { freshDatabase, type TestDatabase } from '../../cluster.ts';
import { sqlStateOf } from '../sql-state.ts';
import { settleTown, type Actor } from './town.ts';

/** What an attack meets: no right, a key, a check, nobody to act as; or no row. */
export type Answer = 'no right' | 'a key' | 'a check' | 'no body' | 'no row';

export interface Attack {
  readonly title: string;
  readonly by: Actor;
  /** One statement; it succeeds when it reads or writes a row. */
  readonly sql: string;
  readonly meets: Answer;
  /** Statements that break what stands in its way: then it succeeds. */
  readonly without: readonly string[];
}

const ANSWERS: Readonly<Record<string, Answer>> = {
  ...{ '42501': 'no right', '23503': 'a key', '23514': 'a check' },
  '22P02': 'no body', // app.unit_id() of a transaction without one
};

/** Every attack fails as the real login role, and succeeds once what stops it is broken. */
export function attacksFail(on: string, attacks: readonly Attack[]): void {
  describe(on, () => {
    let database: TestDatabase;
    let superuser: Client;
    beforeAll(async () => {
      database = await freshDatabase('town', settleTown);
      superuser = await database.superuser();
    });
    afterAll(async () => {
      await superuser?.end();
      await database?.drop();
    });

    describe.each(attacks.map((attack) => [attack.title, attack] as const))('%s', (_title, attack) => {
      it(`meets ${attack.meets}`, async () => {
        expect(await asLoginRole(database, attack)).toBe(attack.meets);
      });

      it('succeeds without what stops it', async () => {
        expect(await broken(superuser, attack)).toBe('a row');
      });
    });
  });
}

const UNDONE = Symbol('undone');

async function asLoginRole(database: TestDatabase, { by, sql }: Attack): Promise<Answer | 'a row'> {
  let answer: Answer | 'a row' | undefined;
  try {
    await withTenantClient(database, by.role, by.acting, async (client) => {
      answer = ((await client.query(sql)).rowCount ?? 0) > 0 ? 'a row' : 'no row';
      throw UNDONE;
    });
  } catch (error) {
    if (error !== UNDONE) answer = answerOf(error);
  }
  return answer!;
}

/** In one transaction of a superuser, which becomes the role: policies hold for it as for a login. */
async function broken(superuser: Client, { by, sql, without }: Attack): Promise<Answer | 'a row'> {
  await superuser.query('begin');
  try {
    for (const statement of without) await superuser.query(statement);
    await superuser.query(`set local role ${ROLES[by.role]}`);
    const { tenantId, cityId, unitId, actor } = by.acting;
    await superuser.query('select app.become($1, $2, $3, $4)', [tenantId, cityId, unitId, actor]);
    return ((await superuser.query(sql)).rowCount ?? 0) > 0 ? 'a row' : 'no row';
  } catch (error) {
    return answerOf(error);
  } finally {
    await superuser.query('rollback');
  }
}

function answerOf(error: unknown): Answer {
  const answer = ANSWERS[sqlStateOf(error) ?? ''];
  if (answer === undefined) throw error;
  return answer;
}
