import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCluster, type TestCluster } from '../vitest/cluster.ts';
import { checkSchema } from './check.ts';
import { readCitusEnvironment } from './environment.ts';
import { migratedDatabase } from './migrated.ts';
import { distribute } from './move/distribute.ts';

const given = readCitusEnvironment(['--check'], process.env);
const variables = given.task === 'check' ? given.inherited : {}; // of the programs that migrate

let cluster: TestCluster; // of its own: the move changes roles, which belong to the whole server
let client: Client;
beforeAll(async () => {
  cluster = await startTestCluster();
  client = new Client({ connectionString: await migratedDatabase(cluster.superuserUrl, 'citus', variables) });
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await cluster?.stop();
});

test('schema and migrations of this clone break no rule of the road to Citus', async () => {
  const lines = await checkSchema(client);
  expect(lines.flatMap(({ breaches }) => breaches)).toEqual([]);
  expect(lines.every(({ number, title }) => number !== '' && title !== '')).toBe(true);
});

describe('the move', () => {
  const printed: string[] = [];
  const move = (): Promise<void> => distribute(client, (text) => printed.push(text));
  const list = async (query: string): Promise<string[]> => {
    const { rows } = await client.query<{ line: string }>(query);
    return rows.map(({ line }) => line);
  };
  const KEYS = `select format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as line from pg_constraint
    where contype = 'f' and connamespace in ('biz'::regnamespace, 'lookup'::regnamespace) order by 1`;
  const calls = (what: string): Promise<string[]> =>
    list(`select target as line from citus_calls.call where what = '${what}' order by no`);

  let keysBefore: string[];
  beforeAll(async () => {
    keysBefore = await list(KEYS);
    expect(keysBefore.length).toBeGreaterThan(20);
  });

  test('is refused in one sentence where there is no Citus', async () => {
    await expect(move()).rejects.toThrow('This database has no Citus');
  });

  test('stopped half-way has noted the foreign keys it took', async () => {
    await client.query(readFileSync(new URL('move/stand-in.sql', import.meta.url), 'utf8'));
    await client.query(`insert into citus_calls.failing values ('biz.finding')`);
    await expect(move()).rejects.toThrow('biz.finding fails');
    expect(await list(KEYS)).toEqual([]);
    expect(await list('select name as line from migration.foreign_key_away')).toHaveLength(keysBefore.length);
    await client.query('delete from citus_calls.failing');
  });

  test('goes on where it stopped, handles every table once, the tenants first, and brings every foreign key back', async () => {
    await move();
    expect(await list(KEYS)).toEqual(keysBefore);
    const tables = (schema: string): Promise<string[]> =>
      list(
        `select oid::regclass::text as line from pg_class where relkind = 'r' and relnamespace = '${schema}'::regnamespace`,
      );
    const distributed = await calls('distributed by tenant_id');
    expect(distributed[0]).toBe('biz.tenant');
    expect(distributed.toSorted()).toEqual((await tables('biz')).toSorted());
    expect((await calls('reference')).toSorted()).toEqual((await tables('lookup')).toSorted());
    expect((await calls('emptied')).toSorted()).toEqual((await tables('biz')).toSorted());
    expect(await list('select distinct colocated_with as line from pg_dist_partition order by 1')).toEqual([
      'biz.tenant',
      'none',
      null,
    ]);
    expect(await calls('function')).toEqual(['app.actor()', 'app.city_id()', 'app.tenant_id()', 'app.unit_id()']);
    expect(await list(`select 'x' as line where to_regclass('migration.foreign_key_away') is not null`)).toEqual([]);
  });

  test('makes SET LOCAL reach the workers for everybody who acts, and lets the owner in', async () => {
    const roles = await list(`select rolname as line from pg_roles
      where 'citus.propagate_set_commands=local' = any (rolconfig) order by 1`);
    expect(roles).toEqual(expect.arrayContaining(['gw_city', 'gw_county', 'ingest', 'migrator', 'owner', 'rollup']));
    expect(roles).not.toContain('gw_identity');
    expect(await list(`select rolname as line from pg_roles where rolname = 'owner' and rolcanlogin`)).toEqual([
      'owner',
    ]);
  });

  test('does nothing a second time', async () => {
    const before = await list('select count(*)::text as line from citus_calls.call');
    printed.length = 0;
    await move();
    expect(printed.at(-1)).toBe('every table is distributed already');
    expect(await list('select count(*)::text as line from citus_calls.call')).toEqual(before);
  });
});
