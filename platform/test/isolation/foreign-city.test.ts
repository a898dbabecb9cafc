import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../cluster.ts';
import { makeWillowAndReed, WILLOW } from '../people.ts';
import { withTenantClient, type ActingRole } from '../../src/database/transaction.ts';

// A row under a foreign city would be shown to that city: whoever writes for a county cannot put one there.

const FOREIGN = 999;
let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('willow', makeWillowAndReed);
});
afterAll(() => database.drop());

/** Policies are asked before anything else about a row, so a row of two columns says whether they let it through. */
const codeOf = (role: ActingRole, table: string, cityId: number, more = '', value = ''): Promise<unknown> =>
  withTenantClient(database, role, WILLOW, (client) =>
    client.query(`insert into ${table} (tenant_id, city_id${more}) values ($1, $2${value})`, [WILLOW.tenantId, cityId]),
  ).then(
    () => 'written',
    (error: { code?: string }) => error.code,
  );

const [REFUSED, NULL] = ['42501', '23502'];

test.each<[ActingRole, string]>([
  ...(['biz.case_fact', 'biz.case_source', 'biz.case_turn', 'biz.finding'] as const).map(
    (table): [ActingRole, string] => ['ingest', table],
  ),
  ['rollup', 'biz.case_fact'],
  ['rollup', 'biz.case_turn'],
  ['clerk', 'biz."case"'],
])('%s cannot write %s under another city', async (role, table) => {
  expect(await codeOf(role, table, FOREIGN)).toBe(REFUSED);
  expect(await codeOf(role, table, WILLOW.cityId)).toBe(NULL);
});

test.each<ActingRole>(['county', 'ingest'])('%s cannot write a case that it holds under another city', async (role) => {
  const held = [', holder_id', `, ${WILLOW.tenantId}`] as const;
  expect(await codeOf(role, 'biz."case"', FOREIGN, ...held)).toBe(REFUSED);
  expect(await codeOf(role, 'biz."case"', WILLOW.cityId, ...held)).toBe(NULL);
});

test('a table of few rows has the key', async () => {
  const photograph = (cityId: number) =>
    withTenantClient(database, 'county', WILLOW, (client) =>
      client.query(
        `insert into biz.media (tenant_id, city_id, by_unit_id, sha256, original_sha256, byte_count, type, actor, received_at)
         values ($1, $2, $3, repeat('a', 64), repeat('a', 64), 1, 'image/png', 'zhao', '2026-10-01')`,
        [WILLOW.tenantId, cityId, WILLOW.unitId],
      ),
    );
  await expect(photograph(FOREIGN)).rejects.toMatchObject({ code: '23503', constraint: 'media_tenant' });
  await photograph(WILLOW.cityId);
});

test('nobody but our roles may come in, and none of them may make a temporary table', async () => {
  const acl = await database.pool('direct').query<{ grantee: number; right: string }>(
    `select a.grantee::int as grantee, a.privilege_type as right from pg_database d, aclexplode(d.datacl) a
        where d.datname = current_database() and a.grantee <> d.datdba`,
  );
  expect(acl.rows.filter(({ grantee }) => grantee === 0)).toEqual([]);
  expect(new Set(acl.rows.map(({ right }) => right))).toEqual(new Set(['CONNECT']));
  for (const role of ['identity', 'city', 'county', 'unit', 'ingest', 'clerk', 'rollup', 'operator', 'jobs'] as const) {
    await expect(database.pool(role).query('create temporary table sly (a int)'), role).rejects.toMatchObject({
      code: REFUSED,
    });
  }
});

test('what a role may cost is set, and the space beside the tables it cannot lift', async () => {
  for (const role of ['identity', 'city', 'county', 'unit', 'ingest', 'clerk', 'rollup', 'operator', 'jobs'] as const) {
    const { rows } = await database.pool(role).query<Record<string, string>>(
      `select current_setting('statement_timeout') as statement, current_setting('temp_file_limit') as files,
          current_setting('idle_in_transaction_session_timeout') as idle`,
    );
    expect(Object.values(rows[0]!), role).not.toContain('0');
    expect(rows[0]?.['files'], role).not.toBe('-1');
    await expect(database.pool(role).query(`set temp_file_limit to -1`), role).rejects.toMatchObject({ code: REFUSED });
  }
});
