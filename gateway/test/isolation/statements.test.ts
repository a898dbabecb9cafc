import { readdirSync, readFileSync } from 'node:fs';
import { withTenantClient } from '@liangji/platform';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parse } from 'postgraphile/graphql';
import { ask } from './answers.ts';
import { hearStatements, type Statement } from './hear-statements.ts';
import { namelessIn, OF_THE_CITY } from './names-its-tenant.ts';
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

const WILLOW = { tenantId: 2, cityId: 1, actor: 'willow' };

describe('every statement that the gateway sends for a county about its own rows', () => {
  test('names the tenant for every table in it, beside row-level security', { timeout: 120_000 }, async () => {
    const own = (await everyOperation(world)).filter(({ aimedAt }) => aimedAt.slug === 'willow');
    await ask(world, own, { readers: ['willow-officer', 'willow-upload'] });
    const different = new Map(heard.map((one) => [`${one.role} ${one.text}`, one]));
    const touching = [...different.values()].filter(({ text }) => /\b(biz|api)"?\./.test(text));
    expect(touching.length).toBeGreaterThan(100);
    expect(touching.some(({ text }) => text.includes('insert into biz."case"'))).toBe(true);
    const nameless: [string[], string][] = [];
    for (const one of touching) {
      const tables = await namelessIn(world.database, one);
      if (tables.length > 0) nameless.push([tables, one.text.slice(0, 400)]);
    }
    expect(nameless).toEqual([]);
  });

  test('asks for a whole city in documents of the city alone', () => {
    const folder = new URL('../../documents/', import.meta.url);
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.graphql'),
    );
    const asking: string[] = [];
    for (const name of names) {
      const [definition] = parse(readFileSync(new URL(name, folder), 'utf8')).definitions;
      if (definition?.kind !== 'OperationDefinition') throw new Error(`${name} begins with no operation`);
      const fields = definition.selectionSet.selections.map((each) => (each.kind === 'Field' ? each.name.value : ''));
      if (fields.some((field) => OF_THE_CITY.includes(snake(field)))) asking.push(definition.name!.value);
    }
    expect(asking.length).toBeGreaterThan(2);
    expect(asking.filter((name) => !name.startsWith('City'))).toEqual([]);
  });
});

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

describe('turns red for a statement', () => {
  const CASES: [string, string, unknown[], string[]][] = [
    ['that trusts row-level security alone', 'select id from biz."case"', [], ['biz.case as case']],
    ['that says whose in a function only', 'select count(*) from api.cases(app.tenant_id())', [], ['biz.case as case']],
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
      'with a list of keys of which one is another county’s',
      `select c.id from (select (ids.value->>0)::int4 as id0 from json_array_elements($1::json) as ids) as i,
        lateral (select id from biz."case" where tenant_id = i.id0) as c`,
      ['[[2], [3]]'],
      ['biz.case as case'],
    ],
    [
      'that adds a row of another county',
      `insert into biz.case_number (tenant_id, city_id, day, last_value) values ($1, 1, '2026-10-01', 1)`,
      [3],
      ['insert into biz.case_number'],
    ],
    [
      'that adds several, one of them of another county',
      `insert into biz.case_number (tenant_id, city_id, day, last_value) values ($1, 1, $2, 1), ($3, 1, $2, 1)`,
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
    for (const role of ['county', 'ingest', 'rollup'] as const) {
      heard.length = 0;
      await withTenantClient(world.database, role, WILLOW, (client) => client.query('select id from biz."case"'));
      const found = heard.filter(({ text }) => text.includes('biz'));
      expect(found).toMatchObject([{ role, acting: { tenantId: 2, cityId: 1 } }]);
      expect(await namelessIn(world.database, found[0]!)).toEqual(['biz.case as case']);
    }
  });
});
