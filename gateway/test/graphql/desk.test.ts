import type { TestDatabase } from '@liangji/platform/testing';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, gatewayOver, TENANTS, twoCounties } from './harness.ts';

const { willow, reed, riverton } = TENANTS;

let database: TestDatabase;
let app: FastifyInstance;

/** Three open cases and a closed one lie at willow's desk, and one task; times relative to now, because lamps are. */
beforeAll(async () => {
  database = await twoCounties();
  const id = (n: number): string => `00000000-0000-7000-9000-00000000000${n}`;
  const add = (
    n: number,
    state: string,
    stage: string,
    due: string | null,
    warn: string | null,
    tenant: number = willow,
  ) =>
    database.pool('direct').query(
      `insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, case_no, stage, state, kind, source_code,
        source_group, reported_at, created_at, updated_at, step_due_at, warn_at)
       values ($1, 1, $2, $1, $1, $3, $4, $5, 'event', '01', 'patrol', now(), now(), now(), now() + $6::interval,
         now() + $7::interval)`,
      [tenant, id(n), `desk-${n}`, stage, state, due, warn],
    );
  await database.pool('direct').query(`update biz."case" set stage = 'closed', state = 'closed'`);
  await database.pool('direct').query(`update biz.assignment set state = 'answered', asks = null, asks_unit_id = null`);
  await add(1, 'collecting', 'reported', '-1 hour', '-2 hours');
  await add(2, 'filing', 'reported', '1 hour', '-1 hour');
  await add(3, 'filing', 'reported', null, null);
  await add(4, 'closed', 'closed', '-1 hour', '-2 hours');
  await add(5, 'filing', 'reported', '2 hours', '1 hour', reed);
  await database.pool('direct').query(
    `insert into biz.body (tenant_id, city_id, unit_id, home_id, code, kind, name, from_day)
     values (2, 1, 1, 1, 'city', 'centre', 'the city''s desk', '2026-01-01')`,
  );
  await database.pool('direct').query(
    `insert into biz.assignment (tenant_id, city_id, id, case_id, kind, asker_unit_id, unit_id, brief, asked_at, due_at, state)
     values ($1, 1, $2, $2, 'reply', 1, $1, '{"words": "look again"}', now(), now() - interval '1 hour', 'open'),
       ($1, 1, $3, $2, 'reply', 1, $1, '{"words": "done"}', now(), now(), 'answered')`,
    [willow, id(1), id(2)],
  );
  app = await gatewayOver(database);
});
afterAll(async () => {
  await app?.close();
  await database?.drop();
});

const data = async (actor: string, query: string): Promise<Record<string, any>> =>
  (await ask(app, actor, query)).data as Record<string, any>;

describe('the queue of a desk', () => {
  const QUEUE = (unit: number, more = 'first: 10'): string =>
    `{ queue(cityId: 1, holderUnitId: ${unit}, ${more}) { nodes { caseNo state stepDueAt } pageInfo { endCursor hasNextPage } } }`;
  const numbers = ({ queue }: { queue?: { nodes: { caseNo: string }[] } }) => queue!.nodes.map(({ caseNo }) => caseNo);

  test('holds what is open, the soonest due step first, what has no deadline last', async () => {
    expect(numbers(await data('willow', QUEUE(willow)))).toEqual(['desk-1', 'desk-2', 'desk-3']);
  });

  test('is read page by page, over the rows without a deadline too', async () => {
    const seen: string[] = [];
    let after = '';
    for (;;) {
      const answer = await data('willow', QUEUE(willow, `first: 1${after}`));
      const { nodes, pageInfo } = answer['queue'] as {
        nodes: { caseNo: string }[];
        pageInfo: { endCursor: string; hasNextPage: boolean };
      };
      seen.push(...nodes.map(({ caseNo }) => caseNo));
      if (!pageInfo.hasNextPage) break;
      after = `, after: "${pageInfo.endCursor}"`;
    }
    expect(seen).toEqual(['desk-1', 'desk-2', 'desk-3']);
  });

  test('of another county stays hidden from a county, and the city sees both', async () => {
    expect(numbers(await data('willow', QUEUE(reed)))).toEqual([]);
    expect(numbers(await data('riverton', QUEUE(reed)))).toEqual(['desk-5']);
  });

  test('can be narrowed to the states of a post', async () => {
    expect(numbers(await data('willow', QUEUE(willow, 'states: ["filing"], first: 10')))).toEqual(['desk-2', 'desk-3']);
  });
});

describe('tasks', () => {
  test('are those asked of the body and not answered; whoever asked sees them as asked', async () => {
    const { tasks } = await data(
      'willow',
      '{ tasks(cityId: 1, unitId: 2, kinds: ["reply"], first: 9) { nodes { brief } } }',
    );
    expect(tasks).toEqual({ nodes: [{ brief: { words: 'look again' } }] });
    const { asked } = await data(
      'riverton',
      `{ asked(cityId: 1, askerUnitId: ${riverton}, first: 9) { nodes { unitId } } }`,
    );
    expect(asked).toEqual({ nodes: [{ unitId: willow }] });
    expect((await data('reed', '{ tasks(cityId: 1, unitId: 2, first: 9) { nodes { id } } }'))['tasks']).toEqual({
      nodes: [],
    });
  });
});

test('a desk counts what waits, what is over and what is near it', async () => {
  const counts = (desk: object): object[] => (desk as { counts: object[] }).counts;
  const asked = '{ desk { counts { view of total over warn } } }';
  expect([...counts((await data('willow', asked))['desk'])].sort(by)).toEqual([
    { view: 'cases', of: 'collecting', total: 1, over: 1, warn: 0 },
    { view: 'cases', of: 'filing', total: 2, over: 0, warn: 1 },
    { view: 'tasks', of: 'reply', total: 1, over: 1, warn: 0 },
  ]);
  expect(counts((await data('reed', asked))['desk'])).toEqual([
    { view: 'cases', of: 'filing', total: 1, over: 0, warn: 0 },
  ]);
});

const by = (a: object, b: object): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

test('the page of a case at a desk shows its tasks, and nothing to another county', async () => {
  const query = `{ deskCase(tenantId: 2, id: "00000000-0000-7000-9000-000000000001") {
    caseNo state version assignments { kind asker { name } unit { name } } } }`;
  const { deskCase } = await data('willow', query);
  expect(deskCase).toMatchObject({ caseNo: 'desk-1', state: 'collecting', version: 1 });
  expect((deskCase as { assignments: unknown[] }).assignments).toHaveLength(2);
  expect((await data('reed', query))['deskCase']).toBeNull();
});
