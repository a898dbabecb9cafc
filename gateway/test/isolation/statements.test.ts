import { withTenantClient } from '@liangji/platform';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ask } from './answers.ts';
import { everyOperation } from './operations.ts';
import { firstArguments, hearStatements, namesItsTenant, type Statement } from './statements.ts';
import { NOW, openWorld, type World } from './world.ts';

/** Rule 11 of the road to Citus: without the tenant in it, a statement of a county runs on every shard. */
let world: World;
let heard: Statement[];
let functions: ReadonlyMap<string, string>;

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  world = await openWorld();
  functions = await firstArguments(world.database);
  heard = hearStatements(world.database);
});
afterAll(async () => {
  await world?.close();
  vi.useRealTimers();
});

const nameless = (statements: readonly Statement[]): string[] => [
  ...new Set(statements.filter((one) => !namesItsTenant(one, functions)).map(({ text }) => text)),
];

describe('every statement that the gateway sends for a county', () => {
  test('names the tenant beside row-level security', async () => {
    await ask(world, await everyOperation(world), { readers: ['willow-officer', 'willow-upload'] });
    const touching = new Set(heard.map(({ text }) => text).filter((text) => /\b(biz|api)"?\./.test(text)));
    expect(touching.size).toBeGreaterThan(80);
    expect([...touching].some((text) => text.includes('insert into biz."case"'))).toBe(true);
    expect(nameless(heard)).toEqual([]);
  });

  test('turns red for one that trusts row-level security alone', async () => {
    const willow = { tenantId: 2, cityId: 1, actor: 'willow' };
    heard.length = 0;
    await withTenantClient(world.database, 'county', willow, async (client) => {
      await client.query('select id from biz."case"');
      await client.query({ text: 'select id from "biz"."batch" where "state" = $1', values: ['queued'] });
      await client.query('select count(*) from api.cases(app.tenant_id())');
    });
    expect(nameless(heard).length).toBe(3);
  });
});
