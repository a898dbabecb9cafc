import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { TENANTS } from '../graphql/harness.ts';
import { ask, bodyOf, differences, type Answers } from './answers.ts';
import { changeCounty, removeCounty, stateOf, tenantTables } from './change-county.ts';
import { everyOperation, NoExample, type Operation } from './operations.ts';
import { bearer, NOW, openWorld, type World } from './world.ts';

/**
 * Two counties of one city. Whatever reed has, changes or does: willow receives the same bytes from everything the gateway
 * offers. Three worlds that differ in reed alone are asked the same questions.
 */
const NO_ENTRY = '(no entry point lets a reader name another tenant here)';

let asItIs: World;
let changed: World;
let without: World;
let operations: Operation[];
let expected: Answers;

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  [asItIs, changed, without] = [await openWorld(), await openWorld(), await openWorld()];
  operations = await everyOperation(asItIs);
  expected = await ask(asItIs, operations);
});
afterAll(async () => {
  for (const world of [asItIs, changed, without]) await world?.close();
  vi.useRealTimers();
});

describe('the questions', () => {
  test('are everything the running gateway offers, and one without an example fails by its name', async () => {
    const routes = [...asItIs.routes, { method: 'POST', url: '/map/v2/secrets' }];
    await expect(everyOperation({ app: asItIs.app, routes })).rejects.toThrow(new NoExample(['POST /map/v2/secrets']));
    expect(operations.length).toBeGreaterThan(200);
  });

  test('are answered: willow finds its own rows through every kind of entry point', () => {
    const found = [...expected].filter(([question, bytes]) => question.endsWith('willow') && /^20\d/.test(bytes));
    const withRows = found.filter(([, bytes]) => bodyOf(bytes).includes('willow')).map(([question]) => question);
    for (const entryPoint of [
      'GET /map',
      'GET /intake',
      'GET /intake/v1/batches/:id/rows/:n',
      'document BatchReport',
      'field case ',
      'field stat',
      'document CasePage',
    ]) {
      expect(
        withRows.some((question) => question.includes(entryPoint)),
        entryPoint,
      ).toBe(true);
    }
  });
});

describe('what willow receives', { timeout: 240_000 }, () => {
  test('stays the same to the byte when reed changes in every tenant table and asks at every entry point', async () => {
    const reed = { authorization: await bearer('reed-officer') };
    for (const { request } of operations) {
      await changed.app.inject({ ...request, headers: { ...request.headers, ...reed } });
    }
    const before = await stateOf(changed.database, TENANTS.reed);
    await changeCounty(changed.database, TENANTS.reed);
    const after = await stateOf(changed.database, TENANTS.reed);
    const unchanged = (await tenantTables(changed.database)).filter((table) => before.get(table) === after.get(table));
    expect(unchanged).toEqual([]);
    expect(differences(expected, await ask(changed, operations))).toEqual([]);
  });

  test('stays the same to the byte when there is no reed at all', async () => {
    await removeCounty(without.database, TENANTS.reed);
    const left = await stateOf(without.database, TENANTS.reed);
    expect([...left.values()].filter((state) => !state.startsWith('0 '))).toEqual([]);
    expect(differences(expected, await ask(without, operations))).toEqual([]);
  });
});

describe('shown to turn red', { timeout: 240_000 }, () => {
  test('one policy that forgets its tenant is noticed, table by table', async () => {
    const foreign = operations.filter(
      ({ name, aimedAt, reads }) => reads && aimedAt.slug === 'reed' && !name.startsWith('HEAD'),
    );
    const readers = ['willow-officer'];
    let minutesLater = 10;
    const sound = await ask(asItIs, foreign, { readers, minutesLater });
    expect(differences(sound, await ask(changed, foreign, { readers, minutesLater }))).toEqual([]);
    const saboteur = await changed.database.superuser();
    const lines: string[] = [];
    try {
      const { rows: policies } = await saboteur.query<{ table: string; qual: string }>(
        `select format('%I.%I', schemaname, tablename) as table, qual from pg_policies
          where policyname = 'gw_county_select' order by schemaname, tablename`,
      );
      for (const { table, qual } of policies) {
        await saboteur.query(`alter policy gw_county_select on ${table} using (true)`);
        minutesLater += 10;
        const noticed = differences(sound, await ask(changed, foreign, { readers, minutesLater }));
        await saboteur.query(`alter policy gw_county_select on ${table} using ${qual}`);
        const names = new Set(
          noticed.map((question) => question.replace(/^.*?: | aimed at .*$| \(\w+ variable\)/g, '')),
        );
        lines.push(`${table}: ${[...names].sort().join(', ') || NO_ENTRY}`);
      }
    } finally {
      await saboteur.end();
    }
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('what-a-hole-would-show.golden.txt');
    // GraphQL names the asker's own tenant in every select, so there only what is asked by a key of the city shows a hole.
    expect(lines.filter((line) => !line.endsWith(NO_ENTRY)).length).toBeGreaterThan(3);
  });

  test('an entry point that shows every reader how many uploads there are in all is noticed at each', async () => {
    const spoiled = await openWorld((app, database) => {
      app.addHook('onSend', async (_request, reply) => {
        const { rows } = await database.pool('direct').query<{ count: string }>('select count(*) from biz.batch');
        void reply.header('x-uploads', rows[0]?.count);
      });
    });
    try {
      const reads = operations.filter((operation) => operation.reads && operation.name.startsWith('GET'));
      const before = await ask(spoiled, reads, { readers: ['willow-officer'] });
      await changeCounty(spoiled.database, TENANTS.reed);
      const after = await ask(spoiled, reads, { readers: ['willow-officer'], minutesLater: 10 });
      expect(differences(before, after)).toEqual([...before.keys()]);
      expect(before.size).toBeGreaterThan(20);
    } finally {
      await spoiled.close();
    }
  });
});
