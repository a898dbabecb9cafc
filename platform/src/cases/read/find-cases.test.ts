import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

const ask = (actor: Actor, words: string) =>
  inTenant(database, actor.pool, actingOf(actor), (trx) => findCases(trx, actor, { words }));
const find = async (actor: Actor, words: string): Promise<string[]> => {
  const { cases } = await ask(actor, words);
  return cases.map(({ caseId }) => caseId).sort();
};
const sorted = (...ids: string[]) => ids.sort();

test('the city finds by a part of the number or the address in every county', async () => {
  expect(await find(CITY, '-00012')).toEqual(sorted(CASE.atParks, CASE.misled));
  expect(await find(CITY, '人民路')).toEqual(sorted(CASE.atParks, CASE.misled));
});

test('a closed case is found as an open one is, by a body that worked it only by its whole number', async () => {
  for (const words of ['W-20261130-00013', '-00013', '滨江路', '滨江']) {
    expect(await find(WILLOW, words), words).toEqual([CASE.fedBack]);
  }
  expect(await find(PARKS, 'W-20261130-00013')).toEqual([CASE.fedBack]);
  expect(await find(PARKS, '滨江路')).toEqual([]);
  expect([(await ask(WILLOW, '滨江')).within, (await ask(PARKS, '滨江')).within]).toEqual(['all', 'open']);
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

test('large and small letters are the same', async () => {
  expect(await find(WILLOW, 'w-20261130-00012')).toEqual([CASE.atParks]);
});

describe('where there are more cases than are searched', () => {
  const OLD = { closed: '00000000-0000-7000-8000-0000000000d1', open: '00000000-0000-7000-8000-0000000000d2' };
  beforeAll(() =>
    asOwner(database, async (trx) => {
      const lies = (id: string, no: string, stage: string, state: string, address: string) => sql`
        insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, case_no, stage, state, kind, source_code,
          source_group, reported_at, created_at, updated_at, supervision_unit_id, command_unit_id, address)
        values (2, 1, ${id}, 2, 20, ${no}, ${stage}, ${state}, 'event', 's', 'patrol', '2026-01-05', now(), now(), 20, 20, ${address})`;
      await lies(OLD.closed, 'W-20260105-00001', 'closed', 'closed', '北街旧档').execute(trx);
      await lies(OLD.open, 'W-20260105-00002', 'filed', 'dispatching', '北街积案').execute(trx);
      await sql`
        insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, case_no, stage, state, kind, source_code,
          source_group, reported_at, created_at, updated_at, address)
        select 2, 1, gen_random_uuid(), 2, 20, 'many ' || n, 'closed', 'closed', 'event', 's', 'patrol',
          timestamptz '2026-11-30' + n * interval '1 second', now(), now(), '南街 ' || n from generate_series(1, 5000) n`.execute(
        trx,
      );
    }),
  );

  test('an open one at a desk is found however old it is, a closed one by its number, and the answer says what was searched', async () => {
    for (const actor of [WILLOW, CITY]) {
      expect(await find(actor, '北街')).toEqual([OLD.open]);
      expect(await find(actor, 'W-20260105-00001')).toEqual([OLD.closed]);
      expect(await ask(actor, '北街')).toMatchObject({ within: 'latest' });
    }
    expect(await ask(REED, '人民路')).toMatchObject({ within: 'all' });
    expect(await find(REED, '北街')).toEqual([]);
  });

  test('the latest come first, fifty of them', async () => {
    const { cases } = await ask(CITY, '南街');
    const { rows } = await asOwner(database, (trx) =>
      sql<{
        no: string;
      }>`select case_no as no from biz."case" where id = any(${cases.map(({ caseId }) => caseId)}::uuid[])`.execute(
        trx,
      ),
    );
    const numbers = Array.from({ length: 50 }, (_, n) => `many ${5000 - n}`);
    expect(rows.map(({ no }) => no).sort()).toEqual(numbers.sort());
  });
});
