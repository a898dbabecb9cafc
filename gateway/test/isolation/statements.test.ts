import { breachesHeard } from '@liangji/infra/citus';
import { withTenantClient } from '@liangji/platform';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ask } from './answers.ts';
import { heardFolder } from './environment.ts';
import { hearStatements, type Statement } from './hear-statements.ts';
import { namelessIn } from './names-its-tenant.ts';
import { everyOperation } from './operations.ts';
import { NOW, openWorld, type World } from './world.ts';

/** Rule 11 of the road to Citus: without the tenant in it, a statement of a county runs on every shard. */
let world: World;
let heard: Statement[];

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  world = await openWorld();
  heard = hearStatements(world.database);
});
afterAll(async () => {
  await world?.close();
  vi.useRealTimers();
});

const WILLOW = { tenantId: 2, cityId: 1, unitId: 2, actor: 'willow' };

describe('every statement that the gateway sends for a county about its own rows', () => {
  test('names the tenant for every table in it, beside row-level security', { timeout: 120_000 }, async () => {
    const own = (await everyOperation(world)).filter(({ aimedAt }) => aimedAt.slug === 'willow');
    await ask(world, own, { readers: ['willow-acceptor', 'willow-dispatcher', 'willow-officer', 'willow-upload'] });
    const different = new Map(sentByRoles(heard).map((one) => [`${one.role} ${one.text}`, one]));
    const touching = [...different.values()].filter(({ text }) => /\b(biz|api)"?\./.test(text));
    expect(touching.length).toBeGreaterThan(100);
    expect(touching.some(({ text }) => text.includes('insert into biz."case"'))).toBe(true);
    expect(touching.some(({ role, text }) => role === 'unit' && text.includes('biz"."post"'))).toBe(true); // who is it
    const nameless: [string[], string][] = [];
    for (const one of touching) {
      const tables = await namelessIn(world.database, one);
      if (tables.length > 0) nameless.push([tables, one.text.slice(0, 400)]);
    }
    expect(nameless).toEqual([]);
  });

  test('also where a list is asked for the whole city', async () => {
    const before = heard.length;
    const lists = (await everyOperation(world)).filter(
      ({ name }) => name.startsWith('field ') && name.endsWith(' by cityId'),
    );
    await ask(world, lists, { readers: ['willow-officer'] });
    const touching = sentByRoles(heard.slice(before)).filter(({ text }) => /\b(biz|api)"?\./.test(text));
    expect(touching.length).toBeGreaterThan(4);
    for (const one of touching) expect([one.text, await namelessIn(world.database, one)]).toEqual([one.text, []]);
  });
});

describe('every statement that the gateway sends for the city about one county', () => {
  test('names the county that the document names, for every table in it', async () => {
    const before = heard.length;
    const aboutWillow = (await everyOperation(world)).filter(
      ({ name, aimedAt, request }) =>
        name.startsWith('document ') && aimedAt.slug === 'willow' && 'tenantId' in variablesOf(request.payload),
    );
    await ask(world, aboutWillow, { readers: ['riverton-officer'] });
    const asked = new Map(
      heard
        .slice(before)
        .filter(({ role }) => role === 'city')
        .map((one) => [one.text, one]),
    );
    const touching = [...asked.values()].filter(({ text }) => /\bapi"?\./.test(text));
    expect(touching.length).toBeGreaterThan(15);
    const nameless: [string[], string][] = [];
    for (const one of touching) {
      const tables = await namelessIn(world.database, { ...one, acting: WILLOW });
      if (tables.length > 0) nameless.push([tables, one.text.slice(0, 400)]);
    }
    expect(nameless).toEqual([]);
  });
});

test('no statement heard so far breaks a rule of the road to Citus', async () => {
  const client = await world.database.superuser();
  try {
    expect(await breachesHeard(client, sentByRoles(heard), heardFolder)).toEqual([]);
  } finally {
    await client.end();
  }
});

/** Without those of the owner, as whom this test itself asks for plans. */
const sentByRoles = (all: readonly Statement[]): Statement[] => all.filter(({ role }) => role !== 'direct');

const variablesOf = (payload: unknown): object => (payload as { variables?: object } | undefined)?.variables ?? {};

describe('turns red for a statement', () => {
  const CASES: [string, string, unknown[], string[]][] = [
    ['that trusts row-level security alone', 'select id from biz."case"', [], ['biz.case as case']],
    [
      'that says whose in a function only',
      'select id from api."case" where tenant_id = app.tenant_id()',
      [],
      ['biz.case as case'],
    ],
    ['that names another county', 'select id from biz."case" where tenant_id = $1', [3], ['biz.case as case']],
    ['that names the city', 'select id from biz."case" where city_id = $1', [1], ['biz.case as case']],
    [
      'that names the tenant or else',
      'select id from biz.batch where tenant_id = $1 or state = $2',
      [2, 'queued'],
      ['biz.batch as batch'],
    ],
    [
      'whose join forgets it',
      'select 1 from biz.batch b join biz.finding f on f.batch_id = b.id where b.tenant_id = $1',
      [2],
      ['biz.finding as f'],
    ],
    [
      'that says it of an outer join alone',
      `select b.id from biz.batch b
        left join biz.finding f on b.tenant_id = $1 and f.tenant_id = $1 and f.batch_id = b.id`,
      [2],
      ['biz.batch as b'],
    ],
    [
      'whose sub-query forgets it',
      `select id from biz."case" c where tenant_id = $1
        and exists (select from biz.case_source s where s.case_id = c.id and s.external_id = $2)`,
      [2, 'x'],
      ['biz.case_source as s'],
    ],
    [
      'with a list of keys, its own though they are',
      `select c.id from (select (ids.value->>0)::int4 as id0 from json_array_elements($1::json) as ids) as i,
        lateral (select id from biz."case" where tenant_id = i.id0) as c`,
      ['[[2], [2]]'],
      ['biz.case as case'],
    ],
    [
      'whose sub-query only says: the same as that of another table',
      `select id, (select count(*) from biz.case_event e where e.tenant_id = c.tenant_id and e.case_id = c.id)
        from biz."case" c where c.tenant_id = $1`,
      [2],
      ['biz.case_event as e'],
    ],
    [
      'that adds a row of another county',
      `insert into biz.case_number (tenant_id, city_id, series, day, last_value) values ($1, 1, 'upload', '2026-10-01', 1)`,
      [3],
      ['insert into biz.case_number'],
    ],
    [
      'that adds several, one of them of another county',
      `insert into biz.case_number (tenant_id, city_id, series, day, last_value)
        values ($1, 1, 'upload', $2, 1), ($3, 1, 'upload', $2, 1)`,
      [2, '2026-10-01', 3],
      ['insert into biz.case_number'],
    ],
    [
      'that changes rows of anybody',
      `update biz.batch set state = 'queued' where id = $1`,
      ['00000000-0000-7000-8000-000000000003'],
      ['biz.batch as batch'],
    ],
    [
      'that takes rows of anybody away',
      'delete from biz.stat_dirty where day < now()',
      [],
      ['biz.stat_dirty as stat_dirty'],
    ],
  ];

  test.each(CASES)('%s', async (_what, text, values, tables) => {
    expect(await namelessIn(world.database, { role: 'county', text, values, acting: WILLOW })).toEqual(tables);
  });

  test('of each role that acts for a county: all of them are heard, with whom they act for', async () => {
    for (const role of ['county', 'unit', 'ingest', 'rollup'] as const) {
      const before = heard.length;
      await withTenantClient(world.database, role, WILLOW, (client) => client.query('select id from biz."case"'));
      const found = heard.slice(before).filter(({ text }) => text.includes('biz'));
      expect(found).toMatchObject([{ role, acting: { tenantId: 2, cityId: 1 } }]);
      expect(await namelessIn(world.database, found[0]!)).toEqual(['biz.case as case']);
    }
  });
});
