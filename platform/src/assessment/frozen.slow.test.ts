import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local, picture, prepareRiverton, record, standingDeps } from '../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { REED, RIVERTON, WILLOW } from '../../test/people.ts';
import { asOwner, inTenant, type ActingRole } from '../database/transaction.ts';
import { closePeriod } from './close-period.ts';
import { openPeriod } from './period/periods.ts';
import { replayPeriod } from './replay.ts';
import { publishScheme } from './scheme/schemes.ts';
import { shippedSchemes } from './scheme/shipped-schemes.ts';
import { verifyPeriods } from './verify-periods.ts';

let database: TestDatabase;
const region = shippedSchemes().find((each) => (each as { id: string }).id === 'liangji-region-1');
const closed = (day: string, at: string) =>
  picture({
    ...{ reportedAt: local(`${day} 08:00`), filedAt: local(`${day} 08:00`), dispatchedAt: local(`${day} 08:00`) },
    ...{ limitValue: '4', limitUnit: 'working_hour', cellId: 1, classId: 1 },
    ...{ disposedAt: local(`${day} ${at}`), closedAt: local(`${day} ${at}`) },
  });

/** October with one case in each county: willow's in time, reed's late. Closed on 3 November. */
beforeAll(async () => {
  database = await freshDatabase('riverton', prepareRiverton);
  const deps = standingDeps(local('2026-10-20 09:00'));
  await publishScheme(database, deps, RIVERTON, region);
  await openPeriod(database, deps, RIVERTON, {
    ...{ label: '2026-10', series: 'month', fromDay: '2026-10-01', toDay: '2026-11-01' },
    ...{ schemeId: 'liangji-region-1', schemeVersion: 1 },
  });
  await record(database, deps, WILLOW, randomUUID(), closed('2026-10-12', '10:00'));
  await record(database, deps, REED, randomUUID(), closed('2026-10-12', '17:00'));
  deps.moveTo(local('2026-11-03 09:00'));
  await closePeriod(database, deps, RIVERTON, '2026-10');
});
afterAll(() => database.drop());

/** Runs `forge` as the owner, looks, and puts everything back. */
async function afterForging<T>(forge: string, look: () => Promise<T>): Promise<T> {
  const tables = ['result', 'result_list', 'scheme_input', 'period_snapshot'];
  await asOwner(database, async (trx) => {
    for (const table of tables) {
      await sql.raw(`create table biz.kept_${table} as select * from biz.${table}`).execute(trx);
    }
    await sql.raw(forge).execute(trx);
  });
  try {
    return await look();
  } finally {
    await asOwner(database, async (trx) => {
      await sql.raw('delete from biz.result_list').execute(trx);
      for (const table of tables.filter((each) => each !== 'result_list')) {
        await sql.raw(`delete from biz.${table}`).execute(trx);
      }
      for (const table of tables) {
        await sql.raw(`insert into biz.${table} select * from biz.kept_${table}`).execute(trx);
        await sql.raw(`drop table biz.kept_${table}`).execute(trx);
      }
    });
  }
}

describe('what stands published of October', () => {
  it('is equal when it is computed again, and intact when it is hashed again', async () => {
    const replay = await replayPeriod(database, RIVERTON, '2026-10');
    expect(replay).toMatchObject({ isEqual: true, snapshot: 1 });
    // 0.1 × 100 + 0.2 × (90 + 5 × 100) / 6 + 0.3 × 100 + 0.4 × 100; of reed, late: without the 40
    expect(replay.members.map(({ name, storedScore, altered }) => [name, storedScore, altered])).toEqual([
      ['willow', '99.67', []],
      ['reed', '59.67', []],
    ]);
    expect(await verifyPeriods(database, RIVERTON)).toEqual([
      { label: '2026-10', snapshot: 1, hash: replay.storedHash, isIntact: true, altered: [] },
    ]);
  });

  it.each([
    ['a score', `update biz.result set score = '100.00' where tenant_id = 3`, ['score'], 'reed'],
    ['a grade', `update biz.result set grade = 'A' where tenant_id = 3`, ['grade'], 'reed'],
    ['a rank', `update biz.result set rank = 1 where tenant_id = 3`, ['rank'], 'reed'],
    ['how many were ranked', `update biz.result set rank_of = 9 where tenant_id = 3`, ['rankOf'], 'reed'],
    ['a group', `update biz.result set rank_group = 'zone' where tenant_id = 3`, ['group'], 'reed'],
    [
      'a value in a document',
      `update biz.result set document = jsonb_set(document, '{values,archive_num,printed}', '"9"') where tenant_id = 3`,
      ['document', 'hash'],
      'reed',
    ],
    [
      'score and document alike',
      `update biz.result set score = '100.00',
         document = jsonb_set(document, '{score}', '{"exact": "100", "printed": "100.00"}') where tenant_id = 3`,
      ['document', 'hash', 'score'],
      'reed',
    ],
    ['the hash itself', `update biz.result set hash = repeat('0', 64) where tenant_id = 3`, ['hash'], 'reed'],
  ])('does not pass with %s forged', async (_, forge, fields, name) => {
    const [replay, verdicts] = await afterForging(forge, async () => [
      await replayPeriod(database, RIVERTON, '2026-10'),
      await verifyPeriods(database, RIVERTON),
    ]);
    expect(replay.isEqual).toBe(false);
    const forged = replay.members.find((member) => member.name === name)!;
    expect(forged.isEqual).toBe(false);
    expect(forged.altered).toEqual(expect.arrayContaining(fields));
    expect(replay.members.find((member) => member.name !== name)).toMatchObject({ isEqual: true });
    expect(verdicts[0]!.isIntact).toBe(false);
  });

  it.each([
    ['emptied', `update biz.result_list set case_ids = '{}' where tenant_id = 2 and counter = 'archive_num'`],
    [
      'put in',
      `insert into biz.result_list (tenant_id, city_id, period_id, object_id, counter, case_ids)
       select tenant_id, city_id, period_id, object_id, 'report_num', '{}' from biz.result where tenant_id = 2`,
    ],
    ['taken out', `delete from biz.result_list where tenant_id = 2 and counter = 'archive_num'`],
  ])('does not pass with a list of cases %s', async (_, forge) => {
    const [replay, verdicts] = await afterForging(forge, async () => [
      await replayPeriod(database, RIVERTON, '2026-10'),
      await verifyPeriods(database, RIVERTON),
    ]);
    expect(replay.members.map(({ name, isEqual }) => [name, isEqual])).toEqual([
      ['willow', false],
      ['reed', true],
    ]);
    expect(verdicts[0]).toMatchObject({ isIntact: false, altered: [{ member: 'willow', fields: ['hash'] }] });
  });

  it('does not pass with a whole result of a snapshot that nobody published', async () => {
    const forge = `insert into biz.result select (r).* from (select jsonb_populate_record(x,
      '{"snapshot": 2, "score": "100.00", "rank": 1}') as r from biz.result x where tenant_id = 3) again`;
    const verdicts = await afterForging(forge, () => verifyPeriods(database, RIVERTON));
    expect(verdicts[0]).toMatchObject({ isIntact: false, altered: [{ member: 'reed', fields: ['snapshot'] }] });
  });
});

const ROLES: readonly ActingRole[] = ['city', 'county', 'unit', 'operator', 'ingest', 'clerk', 'rollup'];
const CHANGES = [
  `update biz.result set score = '100.00' where tenant_id in (1, 2, 3)`,
  `update biz.result set rank = 1 where tenant_id in (1, 2, 3) and state = 'scored'`,
  `update biz.result set is_frozen = false where tenant_id in (1, 2, 3)`,
  `update biz.result_list set case_ids = '{}' where tenant_id in (1, 2, 3)`,
  `update biz.period_snapshot set hash = 'x' where tenant_id in (1, 2, 3)`,
  `update biz.period_snapshot set state = 'open', is_frozen = false where tenant_id in (1, 2, 3)`,
  `update biz.period set from_day = '2026-10-31' where tenant_id in (1, 2, 3)`,
  `update biz.scheme set document = '{}' where tenant_id in (1, 2, 3)`,
  `update biz.closing set epoch = 9 where tenant_id in (1, 2, 3)`,
  `update biz.case_event set epoch = 0 where tenant_id in (1, 2, 3)`,
  `delete from biz.result_list where tenant_id in (1, 2, 3)`,
  `delete from biz.result where tenant_id in (1, 2, 3)`,
  `delete from biz.period_snapshot where tenant_id in (1, 2, 3)`,
  `delete from biz.closing where tenant_id in (1, 2, 3)`,
];

describe.each(ROLES)('somebody who logs in as %s', (role) => {
  it.each(CHANGES)('changes nothing by %s', async (change) => {
    for (const acting of [RIVERTON, WILLOW, REED]) {
      const run = inTenant(database, role, acting, async (trx) => (await sql.raw(change).execute(trx)).numAffectedRows);
      const outcome = await run.then(Number, (error: { code?: string }) => error.code);
      expect([0, '42501', 'AUTH-FORBIDDEN']).toContain(outcome);
    }
    expect(await verifyPeriods(database, RIVERTON)).toMatchObject([{ isIntact: true }]);
  });
});
