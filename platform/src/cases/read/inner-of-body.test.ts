import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { personAt } from '../../../test/desk-people.ts';
import { settleTown } from '../../../test/isolation/command/town.ts';
import { makeSquad } from '../../../test/lifecycle/two-commands.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import { actingOf, type Actor } from '../../identity/actor.ts';
import { innerOfBody } from './inner-of-body.ts';

const PARKS = personAt('willow', 21, 'department', 'department');
const ROADS = personAt('willow', 22, 'department', 'department');
const NOW = new Date('2026-11-02T02:00:00Z');
const WANG = '00000000-0000-7000-8000-000000000d01';
const LI = '00000000-0000-7000-8000-000000000d02';
const GONE = '00000000-0000-7000-8000-000000000d03';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('town', settleTown);
  await makeSquad(database, 2, 21, 211);
  await makeSquad(database, 2, 21, 212);
  await asOwner(database, async (trx) => {
    await trx.updateTable('biz.unit').set({ to_day: '2026-10-01' }).where('id', '=', 212).execute();
    const home = { tenant_id: 2, city_id: 1 };
    for (const [id, name] of [
      [WANG, '王芳'],
      [LI, '李强'],
      [GONE, '赵敏'],
    ] as const) {
      await trx
        .insertInto('biz.person')
        .values({ ...home, id, name })
        .execute();
    }
    let posts = 0;
    const holds = (person_id: string, unit_id: number, to_at: string | null = null) =>
      trx
        .insertInto('biz.post')
        .values({
          ...{ ...home, id: `00000000-0000-7000-8000-000000000e0${++posts}`, person_id, unit_id, post: 'worker' },
          ...{ from_at: '2026-01-01T00:00:00Z', to_at },
        })
        .execute();
    await holds(WANG, 211);
    await holds(WANG, 21);
    await holds(LI, 22);
    await holds(GONE, 211, '2026-10-01T00:00:00Z');
  });
});
afterAll(() => database.drop());

const inner = (actor: Actor) => inTenant(database, actor.pool, actingOf(actor), (trx) => innerOfBody(trx, actor, NOW));

test('a body is offered its squads that are there, and its people of today once each', async () => {
  const { units, people } = await inner(PARKS);
  expect(units.map(({ unitId }) => unitId)).toEqual([211]);
  expect(people.map(({ personId, name }) => [personId, name])).toEqual([[WANG, '王芳']]);
});

test('nobody of another body is offered', async () => {
  const { units, people } = await inner(ROADS);
  expect(units).toEqual([]);
  expect(people.map(({ personId }) => personId)).toEqual([LI]);
});
