import type { Actor } from '@liangji/platform';
import type { TestDatabase } from '@liangji/platform/testing';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, gatewayOver, TENANTS, twoCounties } from './harness.ts';

const { riverton, willow, reed } = TENANTS;
/** Departments of willow and of reed. */
const [PARKS, REEDS] = [21, 31];

let database: TestDatabase;
let app: FastifyInstance;

/** The city supervises willow, whose desk commands; reed supervises and commands itself. Times relative to now: lamps are. */
beforeAll(async () => {
  database = await twoCounties();
  const sql = (text: string, values: unknown[] = []) => database.pool('direct').query(text, values);
  await sql(`update biz."case" set stage = 'closed', state = 'closed'`);
  for (const [tenant, unit] of [
    [willow, PARKS],
    [reed, REEDS],
  ] as const) {
    await sql(
      `insert into biz.body (tenant_id, city_id, unit_id, home_id, code, kind, name, from_day)
       values ($1, 1, $2, $1, $3, 'department', $3, '2026-01-01')`,
      [tenant, unit, `unit-${unit}`],
    );
  }
  await sql(
    `insert into biz.tenant_mode (tenant_id, city_id, from_at, document)
     select tenant_id, 1, '2026-01-01', '{"rights": {}}' from biz.tenant where tenant_id <> city_id`,
  );
  let n = 0;
  const lies = (
    no: string,
    [tenant, holder, state, stage]: readonly [number, number, string, string],
    [supervision, command]: readonly [number | null, number | null],
    due: string | null,
    address = '',
  ) => {
    const lead = holder === tenant ? null : holder;
    return sql(
      `insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, lead_unit_id, lead_home_id, case_no, stage,
         state, kind, source_code, source_group, reported_at, created_at, updated_at, supervision_unit_id, command_unit_id,
         step_due_at, warn_at, address)
       values ($1, 1, $2, $1, $3, $4, $5, $6, $7, $8, 'event', '01', 'patrol', now(), now(), now(), $9, $10,
         now() + $11::interval, now() + $11::interval - interval '30 minutes', $12)`,
      [
        ...[tenant, `00000000-0000-7000-9000-00000000000${++n}`, holder, lead, lead && tenant, no, stage, state],
        ...[supervision, command, due, address],
      ],
    );
  };
  const disposing = ['disposing', 'dispatched'] as const;
  await lies('willow-near', [willow, willow, 'dispatching', 'filed'], [riverton, willow], '10 minutes', '人民路 8 号');
  await lies('willow-over', [willow, PARKS, ...disposing], [riverton, willow], '-1 hour', '打 13800001234 找人民路');
  await lies('reed-never', [reed, REEDS, ...disposing], [reed, reed], null);
  await lies('willow-upload', [willow, willow, 'dispatching', 'filed'], [null, null], '-2 hours');
  await lies('willow-closed', [willow, willow, 'closed', 'closed'], [riverton, willow], '-3 hours');
  app = await gatewayOver(database, { actorOf: async (request) => someone(String(request.headers['x-actor'])) });
});
afterAll(async () => {
  await app?.close();
  await database?.drop();
});

const BODIES: Readonly<Record<string, readonly [tenant: number, body: number, pool: 'city' | 'county' | 'unit']>> = {
  riverton: [riverton, riverton, 'city'],
  willow: [willow, willow, 'county'],
  reed: [reed, reed, 'county'],
  parks: [willow, PARKS, 'unit'],
};

/** `<post> of <body>`. */
function someone(name: string): Actor {
  const [post = '', of = ''] = name.split(' of ');
  const [tenantId, unitId, pool] = BODIES[of]!;
  const body = { id: unitId, kind: pool === 'unit' ? 'department' : 'centre', name: of };
  return {
    ...{ kind: pool, pool, tenantId, cityId: 1, personId: null, sourceId: null, name, login: of, body },
    post: { id: '00000000-0000-7000-8000-000000000001', post, unitName: of, body, to: null },
    tenant: {
      ...{ slug: of, kind: pool === 'city' ? 'city' : 'county', name: of, nameEn: of },
      ...{ cityName: 'riverton', cityNameEn: 'Riverton', timeZone: 'Asia/Shanghai' },
    },
  };
}

const asked = async (actor: string, query: string): Promise<any> => {
  const { data, errors } = await ask(app, actor, query);
  expect(errors).toBeUndefined();
  return data;
};
const supervised = async (actor: string, more = ''): Promise<string[]> => {
  const { supervised: page } = await asked(actor, `{ supervised(cityId: 1${more}, first: 9) { nodes { caseNo } } }`);
  return page.nodes.map(({ caseNo }: { caseNo: string }) => caseNo);
};

describe('what somebody supervises', () => {
  test('are the open cases of all counties for the city, whoever holds them, the overdue first', async () => {
    expect(await supervised('inspector of riverton')).toEqual(['willow-over', 'willow-near', 'reed-never']);
  });

  test('are those that its desk commands for a county, and never those of another county', async () => {
    expect(await supervised('leader of willow', `, commandUnitId: ${willow}`)).toEqual(['willow-over', 'willow-near']);
    expect(await supervised('leader of reed')).toEqual(['reed-never']);
    expect(await supervised('leader of reed', `, commandUnitId: ${willow}`)).toEqual([]);
  });

  test('is nothing for a department: it commands nobody, and of the city’s list it is answered what it works', async () => {
    expect(await supervised('department of parks', `, commandUnitId: ${PARKS}`)).toEqual([]);
    expect(await supervised('department of parks')).toEqual(['willow-over']);
  });

  test('is counted for the posts that give orders, and for no others', async () => {
    const count = async (actor: string): Promise<unknown> => {
      const { desk } = await asked(actor, '{ desk { counts { view of total over warn } } }');
      return desk.counts.filter(({ view }: { view: string }) => view === 'supervised');
    };
    const of = (total: number, over: number, warn: number) => [{ view: 'supervised', of: 'case', total, over, warn }];
    expect(await count('inspector of riverton')).toEqual(of(3, 1, 1));
    expect(await count('leader of willow')).toEqual(of(2, 1, 1));
    expect(await count('dispatcher of willow')).toEqual(of(2, 1, 1));
    expect(await count('dispatcher of riverton')).toEqual([]);
    expect(await count('acceptor of riverton')).toEqual([]);
    expect(await count('department of parks')).toEqual([]);
  });

  test('is answered for the desk, and nothing where the modes leave orders to another post', async () => {
    const supervision = async (actor: string): Promise<unknown> =>
      (await asked(actor, '{ desk { supervision { commandUnitId } } }')).desk.supervision;
    const leaveTo = (tenant: number, posts: string) =>
      database
        .pool('direct')
        .query('update biz.tenant_mode set document = $2 where tenant_id = $1', [tenant, `{"rights": ${posts}}`]);
    expect(await supervision('inspector of riverton')).toEqual({ commandUnitId: null });
    expect(await supervision('inspector of willow')).toEqual({ commandUnitId: willow });
    expect(await supervision('department of parks')).toBeNull();
    await leaveTo(willow, '{"supervise": ["leader"]}');
    expect(await supervision('inspector of willow')).toBeNull();
    expect(await supervision('leader of willow')).toEqual({ commandUnitId: willow });
    expect(await supervision('inspector of reed')).toEqual({ commandUnitId: reed });
    await leaveTo(willow, '{}');
  });

  test.each([
    ['case_supervised', ''],
    ['case_commanded', `and command_unit_id = ${willow}`],
  ])('is read in order from the index %s, without sorting', async (index, condition) => {
    const client = await database.pool('direct').connect();
    try {
      await client.query('begin');
      await client.query('set local enable_seqscan = off');
      await client.query('set local enable_bitmapscan = off');
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(
        `explain select id from api."case" where city_id = 1 ${condition} and supervision_unit_id is not null
           and state not in ('closed', 'refused', 'void', 'moved', 'merged') order by queue_at, id limit 100`,
      );
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).toContain(`using ${index} `);
      expect(plan).not.toContain('Sort');
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});
