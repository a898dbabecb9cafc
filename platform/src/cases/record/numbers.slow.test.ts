import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local, picture, prepareRiverton, record, standingDeps } from '../../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { REED, WILLOW } from '../../../test/people.ts';
import type { Acting } from '../../database/database.ts';
import { readMigrations, statementsOf } from '../../database/migrate.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import { takeNumbers, type Series } from './numbers.ts';

let database: TestDatabase;
const deps = standingDeps(local('2026-11-20 09:00'));
beforeAll(async () => {
  database = await freshDatabase('riverton', prepareRiverton);
});
afterAll(() => database.drop());

const take = (acting: Acting, series: Series, ...days: string[]) =>
  inTenant(database, 'ingest', acting, (trx) => takeNumbers(trx, acting, series, days));

describe('case numbers', () => {
  it('begin with the prefix of the tenant and count by day of the report, in the order of the cases', async () => {
    expect(await take(WILLOW, 'native', '2026-10-02', '2026-10-01', '2026-10-02')).toEqual([
      '999902-20261002-00001',
      '999902-20261001-00001',
      '999902-20261002-00002',
    ]);
    expect(await take(WILLOW, 'native', '2026-10-02')).toEqual(['999902-20261002-00003']);
  });

  it('of uploads count apart, with a letter of their own', async () => {
    expect(await take(WILLOW, 'upload', '2026-10-02', '2026-10-02')).toEqual([
      '999902-20261002-U00001',
      '999902-20261002-U00002',
    ]);
    expect(await take(WILLOW, 'native', '2026-10-02')).toEqual(['999902-20261002-00004']);
  });

  it('of two counties of a city differ', async () => {
    expect(await take(REED, 'native', '2026-10-02')).toEqual(['999903-20261002-00001']);
  });

  it('are given once, whoever asks at the same time', async () => {
    const taken = await Promise.all(
      Array.from({ length: 6 }, () => take(REED, 'native', '2026-10-05', '2026-10-06', '2026-10-05')),
    );
    expect(new Set(taken.flat()).size).toBe(18);
    expect(taken.flat()).toContain('999903-20261005-00012');
  });

  it('of another county cannot be taken', async () => {
    const asReed = inTenant(database, 'ingest', REED, (trx) => takeNumbers(trx, WILLOW, 'native', ['2026-10-02']));
    await expect(asReed).rejects.toThrow(/no result|row-level security/);
    expect(await take(WILLOW, 'native', '2026-10-02')).toEqual(['999902-20261002-00005']);
  });

  it('are of the civil day of the report, and stand in its event', async () => {
    const id = randomUUID();
    await record(database, deps, WILLOW, id, picture({ reportedAt: local('2026-10-09 00:30') })); // still the 8th in UTC
    const { row, event } = await asOwner(database, async (trx) => ({
      row: await trx.selectFrom('biz.case').select('case_no').where('id', '=', id).executeTakeFirstOrThrow(),
      event: await trx.selectFrom('biz.case_event').select('data').where('case_id', '=', id).executeTakeFirstOrThrow(),
    }));
    expect(row.case_no).toBe('999902-20261009-00001');
    expect(event.data).toMatchObject({ caseNo: '999902-20261009-00001' });
  });
});

describe('a home from before numbers had a prefix', () => {
  it('keeps the numbers of its cases; tenants get their code, zones one of their own', async () => {
    const file = (await readMigrations()).find(({ name }) => name === '0016_numbers')!;
    const id = randomUUID();
    await record(database, deps, REED, id, picture({}));
    const [prefixes, number] = await asOwner(database, async (trx) => {
      await sql`update biz."case" set case_no = '20261101-00007' where id = ${id}`.execute(trx);
      await sql`update biz.tenant set code = '519902' where tenant_id = 2`.execute(trx);
      await sql`alter table biz.tenant drop column number_prefix`.execute(trx);
      await sql`alter table biz.case_number drop column series, drop constraint if exists case_number_pkey`.execute(
        trx,
      );
      await sql`delete from biz.case_number`.execute(trx);
      await sql`insert into biz.case_number values (3, 1, '2026-11-01', 7)`.execute(trx);
      await sql`alter table biz.case_number add constraint case_number_pkey primary key (tenant_id, day)`.execute(trx);
      for (const statement of statementsOf(file)) await sql.raw(statement).execute(trx);
      return [
        await trx.selectFrom('biz.tenant').select(['tenant_id', 'number_prefix']).orderBy('tenant_id').execute(),
        await trx.selectFrom('biz.case').select('case_no').where('id', '=', id).executeTakeFirstOrThrow(),
      ];
    });
    expect(prefixes.map((row) => row.number_prefix)).toEqual(['Z1', '519902', 'Z3']);
    expect(number.case_no).toBe('20261101-00007');
    expect(await take(REED, 'upload', '2026-11-01')).toEqual(['Z3-20261101-U00001']);
  });
});
