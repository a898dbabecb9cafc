import type { Actor } from '@liangji/platform';
import type { TestDatabase } from '@liangji/platform/testing';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, gatewayOver, TENANTS, twoCounties } from './harness.ts';

const { riverton, willow, reed } = TENANTS;
/** Departments of willow and of reed, and a utility of the city that both let work for them. */
const [PARKS, ROADS, REEDS, POWER] = [21, 22, 31, 11];

const id = (n: number): string => `00000000-0000-7000-9000-00000000000${n}`;
const CASE = {
  atParks: id(1),
  atRoads: id(2),
  atReeds: id(3),
  reedAtPower: id(4),
  willowAtPower: id(5),
  atDesk: id(6),
};

let database: TestDatabase;
let app: FastifyInstance;

beforeAll(async () => {
  database = await twoCounties();
  const sql = (text: string, values: unknown[] = []) => database.pool('direct').query(text, values);
  await sql(`update biz."case" set stage = 'closed', state = 'closed'`);
  await sql(`update biz.assignment set state = 'answered', asks = null, asks_unit_id = null`);
  const body = (tenant: number, unit: number, home: number, name: string): Promise<unknown> =>
    sql(
      `insert into biz.body (tenant_id, city_id, unit_id, home_id, code, kind, name, from_day)
       values ($1, 1, $2, $3, $4, $5, $4, '2026-01-01')`,
      [tenant, unit, home, name, home === riverton ? 'utility' : 'department'],
    );
  await body(willow, PARKS, willow, 'parks');
  await body(willow, ROADS, willow, 'roads');
  await body(reed, REEDS, reed, 'reed parks');
  for (const tenant of [riverton, willow, reed]) await body(tenant, POWER, riverton, 'power');

  const lies = async (tenant: number, caseId: string, no: string, lead: number | null): Promise<void> => {
    await sql(
      `insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, lead_unit_id, lead_home_id, case_no, stage,
         state, kind, source_code, source_group, reported_at, created_at, updated_at)
       values ($1, 1, $2, $1, $8, $3, $4, $5, $6, $7, 'event', '01', 'patrol', now(), now(), now())`,
      [
        tenant,
        caseId,
        lead,
        homeOf(tenant, lead),
        no,
        ...(lead ? ['dispatched', 'disposing'] : ['filed', 'dispatching']),
        lead ?? tenant,
      ],
    );
  };
  await lies(willow, CASE.atParks, 'willow-parks', PARKS);
  await lies(willow, CASE.atRoads, 'willow-roads', ROADS);
  await lies(reed, CASE.atReeds, 'reed-parks', REEDS);
  await lies(reed, CASE.reedAtPower, 'reed-power', POWER);
  await lies(willow, CASE.willowAtPower, 'willow-power', POWER);
  await lies(willow, CASE.atDesk, 'willow-desk', null);

  let tasks = 0;
  const asked = (tenant: number, caseId: string, kind: string, unit: number, also: number | null): Promise<unknown> =>
    sql(
      `insert into biz.assignment (tenant_id, city_id, id, case_id, kind, asker_unit_id, unit_id, also_unit_id, brief, asked_at,
         state, answer)
       values ($1, 1, $2, $3, $4, $1, $5, $6, '{}', now(), 'open', '{"words": "half of it"}')`,
      [tenant, `00000000-0000-7000-9000-0000000000a${++tasks}`, caseId, kind, unit, also],
    );
  await asked(willow, CASE.atParks, 'lead', PARKS, null);
  await asked(willow, CASE.atParks, 'assist', POWER, PARKS);
  await asked(willow, CASE.atRoads, 'lead', ROADS, null);
  await asked(reed, CASE.atReeds, 'lead', REEDS, null);
  await asked(reed, CASE.reedAtPower, 'lead', POWER, null);
  await asked(willow, CASE.willowAtPower, 'lead', POWER, null);

  let events = 0;
  const happened = (tenant: number, caseId: string, kind: string, lead: number | null): Promise<unknown> =>
    sql(
      `insert into biz.case_event (tenant_id, city_id, id, case_id, by_unit_id, kind, occurred_at, recorded_at, data,
         lead_unit_id, lead_home_id)
       values ($1, 1, $2, $3, $1, $4, now(), now(), '{}', $5, $6)`,
      [tenant, `00000000-0000-7000-9000-0000000000b${++events}`, caseId, kind, lead, homeOf(tenant, lead)],
    );
  await happened(willow, CASE.atParks, 'registered', null);
  await happened(willow, CASE.atParks, 'dispatched', ROADS);
  await happened(willow, CASE.atParks, 'dispatched', PARKS);
  await happened(willow, CASE.atParks, 'taken', PARKS);
  app = await gatewayOver(database, { actorOf: async (request) => someoneAt(String(request.headers['x-actor'])) });
});
afterAll(async () => {
  await app?.close();
  await database?.drop();
});

const homeOf = (tenant: number, lead: number | null): number | null =>
  lead === null ? null : lead === POWER ? riverton : tenant;

const BODIES = {
  parks: [willow, PARKS, 'department'],
  roads: [willow, ROADS, 'department'],
  reeds: [reed, REEDS, 'department'],
  power: [riverton, POWER, 'utility'],
} as const;

/** Somebody who works in a body that is no desk. */
function someoneAt(name: string): Actor {
  const [tenantId, unitId, kind] = BODIES[name as keyof typeof BODIES];
  return {
    ...{
      kind: 'unit',
      pool: 'unit',
      tenantId,
      cityId: 1,
      personId: null,
      sourceId: null,
      post: null,
      name,
      login: name,
    },
    tenant: {
      ...{ slug: name, kind: tenantId === riverton ? 'city' : 'county', name, nameEn: name },
      ...{ cityName: 'riverton', cityNameEn: 'riverton', timeZone: 'Asia/Shanghai' },
    },
    body: { id: unitId, kind, name },
  };
}

const data = async (actor: string, query: string): Promise<Record<string, any>> => {
  const { data: found, errors } = await ask(app, actor, query);
  expect(errors).toBeUndefined();
  return found as Record<string, any>;
};
const queueOf = async (actor: string, unit: number): Promise<string[]> => {
  const { queue } = await data(actor, `{ queue(cityId: 1, holderUnitId: ${unit}, first: 20) { nodes { caseNo } } }`);
  return (queue as { nodes: { caseNo: string }[] }).nodes.map(({ caseNo }) => caseNo).sort();
};
const tasksOf = async (actor: string, unit: number): Promise<string[]> => {
  const { tasks } = await data(actor, `{ tasks(cityId: 1, unitId: ${unit}, first: 20) { nodes { kind caseId } } }`);
  return (tasks as { nodes: { kind: string; caseId: string }[] }).nodes
    .map((one) => `${one.kind} ${one.caseId}`)
    .sort();
};
const pageOf = async (actor: string, tenantId: number, caseId: string): Promise<any> => {
  const query = `{ deskCase(tenantId: ${tenantId}, id: "${caseId}") {
    caseNo events { kind } assignments { kind unitId answer } } }`;
  return (await data(actor, query))['deskCase'];
};

describe('a department', () => {
  test('has the cases it works in its queue, and reads no queue of another body', async () => {
    expect(await queueOf('parks', PARKS)).toEqual(['willow-parks']);
    for (const other of [ROADS, REEDS, POWER, willow, reed]) expect(await queueOf('parks', other)).toEqual([]);
  });

  test('reads its own tasks, and the assists beside its lead; no others', async () => {
    expect(await tasksOf('parks', PARKS)).toEqual([`lead ${CASE.atParks}`]);
    expect(await tasksOf('parks', POWER)).toEqual([`assist ${CASE.atParks}`]);
    for (const other of [ROADS, REEDS]) expect(await tasksOf('parks', other)).toEqual([]);
  });

  test('opens its case with what happened in its time, and with the answers of those that help it', async () => {
    const page = await pageOf('parks', willow, CASE.atParks);
    expect(page.caseNo).toBe('willow-parks');
    expect(page.events.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['dispatched', 'taken']);
    expect(page.assignments).toHaveLength(2);
    expect(page.assignments).toContainEqual({ kind: 'assist', unitId: POWER, answer: { words: 'half of it' } });
  });

  test('opens no case of another department, of the desk, or of another county', async () => {
    for (const [tenantId, caseId] of [
      [willow, CASE.atRoads],
      [willow, CASE.atDesk],
      [willow, CASE.willowAtPower],
      [reed, CASE.atReeds],
      [reed, CASE.reedAtPower],
    ] as const) {
      expect(await pageOf('parks', tenantId, caseId)).toBeNull();
    }
    const ids = [CASE.atParks, CASE.atRoads, CASE.atDesk];
    const { casesByIds } = await data(
      'parks',
      `{ casesByIds(tenantId: ${willow}, ids: ${JSON.stringify(ids)}, first: 9) { caseNo } }`,
    );
    expect(casesByIds).toEqual([{ caseNo: 'willow-parks' }]);
  });

  test('counts what lies at its own desk', async () => {
    const { desk } = await data('parks', '{ desk { counts { view of total } } }');
    expect(desk.counts).toHaveLength(2);
    expect(desk.counts).toContainEqual({ view: 'cases', of: 'disposing', total: 1 });
    expect(desk.counts).toContainEqual({ view: 'tasks', of: 'lead', total: 1 });
  });
});

describe('a body of the city', () => {
  test('has one queue and one list of tasks over all counties', async () => {
    expect(await queueOf('power', POWER)).toEqual(['reed-power', 'willow-power']);
    expect(await tasksOf('power', POWER)).toEqual([
      `assist ${CASE.atParks}`,
      `lead ${CASE.reedAtPower}`,
      `lead ${CASE.willowAtPower}`,
    ]);
    for (const other of [PARKS, ROADS, REEDS, willow, reed, riverton])
      expect(await queueOf('power', other)).toEqual([]);
  });

  test('opens its cases in each county, and not one that it only assists', async () => {
    expect(await pageOf('power', reed, CASE.reedAtPower)).toMatchObject({ caseNo: 'reed-power' });
    expect(await pageOf('power', willow, CASE.willowAtPower)).toMatchObject({ caseNo: 'willow-power' });
    for (const caseId of [CASE.atParks, CASE.atRoads]) expect(await pageOf('power', willow, caseId)).toBeNull();
    expect(await pageOf('power', reed, CASE.atReeds)).toBeNull();
  });
});
