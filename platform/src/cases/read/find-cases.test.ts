import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { personAt } from '../../../test/desk-people.ts';
import { CASE, settleTown } from '../../../test/isolation/command/town.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import { actingOf, type Actor } from '../../identity/actor.ts';
import { findCases } from './find-cases.ts';

const CITY = personAt('city', 10, 'inspector');
const WILLOW = personAt('willow', 20, 'leader');
const REED = personAt('reed', 30, 'leader');
const PARKS = personAt('willow', 21, 'department', 'department');

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('find', settleTown);
  const set = (id: string, no: string, address: string, description: string | null = null) => sql`
    update biz."case" set case_no = ${no}, address = ${address}, description = ${description} where id = ${id}`;
  await asOwner(database, async (trx) => {
    await set(CASE.atParks, 'W-20261130-00012', '人民路 8 号', '请打 13800001234').execute(trx);
    await set(CASE.fedBack, 'W-20261130-00013', '滨江路 3 号').execute(trx);
    await set(CASE.misled, 'R-20261130-00012', '人民路 2 号').execute(trx);
    await sql`update biz."case" set state = 'closed', stage = 'closed' where id = ${CASE.fedBack}`.execute(trx);
  });
});
afterAll(() => database.drop());

const find = async (actor: Actor, words: string): Promise<string[]> => {
  const found = await inTenant(database, actor.pool, actingOf(actor), (trx) => findCases(trx, actor, { words }));
  return found.map(({ caseId }) => caseId).sort();
};
const sorted = (...ids: string[]) => ids.sort();

test('the city finds by a part of the number or the address in every county', async () => {
  expect(await find(CITY, '-00012')).toEqual(sorted(CASE.atParks, CASE.misled));
  expect(await find(CITY, '人民路')).toEqual(sorted(CASE.atParks, CASE.misled));
});

test('a closed case is found by its whole number, not by a part or a word', async () => {
  expect(await find(CITY, 'W-20261130-00013')).toEqual([CASE.fedBack]);
  expect(await find(CITY, '-00013')).toEqual([]);
  expect(await find(CITY, '滨江路')).toEqual([]);
});

test('a county finds its own alone, a department what it works alone', async () => {
  expect(await find(WILLOW, '人民路')).toEqual([CASE.atParks]);
  expect(await find(REED, '人民路')).toEqual([CASE.misled]);
  expect(await find(REED, 'W-20261130-00012')).toEqual([]);
  expect(await find(PARKS, '人民路')).toEqual([CASE.atParks]);
  expect(await find(PARKS, '2026113')).toEqual([CASE.atParks]);
});

test('no part of a telephone number in a text finds anything', async () => {
  for (const part of ['13800001234', '01234', '380000', '8000012']) expect(await find(CITY, part), part).toEqual([]);
  expect(await find(CITY, '请打')).toEqual([CASE.atParks]);
});
