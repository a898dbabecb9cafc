import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { personAt } from '../../../test/desk-people.ts';
import { CASE, settleTown } from '../../../test/isolation/command/town.ts';
import { makeSquad } from '../../../test/lifecycle/two-commands.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import { actingOf, type Actor } from '../../identity/actor.ts';
import { waitingTasks } from './waiting-tasks.ts';

const WANG = '00000000-0000-7000-8000-000000000d01';
const LI = '00000000-0000-7000-8000-000000000d02';
const POST = { wang: '00000000-0000-7000-8000-000000000e01', li: '00000000-0000-7000-8000-000000000e02' };
const PARKS = personAt('willow', 21, 'worker', 'department');
/** Two workers of one department; 王芳 is of its squad, 李强 of the department itself. */
const worker = (personId: string, post: string): Actor => ({ ...PARKS, personId, post: { ...PARKS.post!, id: post } });
const [FANG, QIANG] = [worker(WANG, POST.wang), worker(LI, POST.li)];
const task = (n: number): string => `00000000-0000-7000-8000-000000000f0${n}`;

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('mine', settleTown);
  await makeSquad(database, 2, 21, 211);
  await asOwner(database, async (trx) => {
    const home = { tenant_id: 2, city_id: 1 };
    for (const [id, name, post, unit] of [
      [WANG, '王芳', POST.wang, 211],
      [LI, '李强', POST.li, 21],
    ] as const) {
      const person = { ...home, id, name };
      await trx.insertInto('biz.person').values(person).execute();
      const held = { ...home, id: post, person_id: id, unit_id: unit, post: 'worker', from_at: '2026-01-01T00:00:00Z' };
      await trx.insertInto('biz.post').values(held).execute();
    }
    for (const [n, inner, person] of [
      [1, null, WANG],
      [2, 211, null],
      [3, 211, LI],
      [4, null, null],
      [5, 21, null],
    ] as const) {
      await sql`insert into biz.assignment (tenant_id, city_id, id, case_id, kind, asker_unit_id, unit_id, brief, asked_at,
          state, inner_unit_id, person_id)
        values (2, 1, ${task(n)}, ${CASE.atParks}, 'assist', 20, 21, '{}', now(), 'accepted', ${inner}, ${person})`.execute(
        trx,
      );
    }
  });
});
afterAll(() => database.drop());

const mine = async (actor: Actor): Promise<string[]> => {
  const limits = { kinds: ['assist'] as const, limit: 50, mine: true };
  const found = await inTenant(database, actor.pool, actingOf(actor), (trx) =>
    waitingTasks(trx, actor, { ...limits, kinds: [...limits.kinds] }),
  );
  return found.map(({ taskId }) => taskId).sort();
};

test('a worker has what was given to him by name and what was given to his squad, not what a colleague has', async () => {
  expect(await mine(FANG)).toEqual([task(1), task(2)]);
  expect(await mine(QIANG)).toEqual([task(3), task(5)]);
});

test('somebody of another department has nothing of it, whatever his name', async () => {
  const roads = personAt('willow', 22, 'worker', 'department');
  expect(await mine({ ...roads, personId: WANG, post: { ...roads.post!, id: POST.wang } })).toEqual([]);
});
