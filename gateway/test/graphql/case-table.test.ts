import { inTenant, keepTexts, systemDeps } from '@liangji/platform';
import type { TestDatabase } from '@liangji/platform/testing';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, codeOf, gatewayOver, TENANTS, twoCounties, uuidOf } from './harness.ts';

/** The clock of the gateway stands at noon of the 20th. */
const NOW = new Date('2026-10-20T04:00:00Z');
const deps = { ...systemDeps, clock: { now: () => NOW } };
const AT_NOW = `"${NOW.toISOString()}"`;

let database: TestDatabase;
let app: FastifyInstance;

/** Cases beside the one that each tenant has: tenant, number, report, deadline, end of the disposal, and its description. */
const CASES: readonly (readonly [number, string, string, string | null, string | null, string])[] = [
  [2, 'w1', '2026-10-05', '2026-10-10', null, '滨江路12号路灯不亮'],
  [2, 'w2', '2026-10-06', '2026-10-17', null, '南街井盖破损，联系13812345678'],
  [2, 'w3', '2026-10-07', '2026-10-30', null, '滨江路占道经营'],
  [2, 'w4', '2026-10-08', null, null, '滨江 路灯杆倾斜'],
  [2, 'w5', '2026-10-09', '2026-10-11', '2026-10-12', '北街垃圾'],
  [3, 'r1', '2026-10-06', '2026-10-08', null, '滨江路路灯损坏'],
];

beforeAll(async () => {
  database = await twoCounties();
  for (const [n, [tenantId, caseNo, reported, due, disposed, description]] of CASES.entries()) {
    await database.pool('direct').query(
      `insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, case_no, stage, state, kind, source_code,
          source_group, unit_name, description, reported_at, due_at, disposed_at, created_at, updated_at)
        values ($1, 1, $2, $1, $1, $3, $4, $5, 'event', '01', 'patrol', $6, $7, $8, $9, $10, now(), now())`,
      [
        ...[tenantId, `00000000-0000-7000-9000-00000000000${n}`, caseNo],
        ...(disposed === null ? ['dispatched', 'disposing'] : ['disposed', 'check_sending']),
        ...[`${caseNo} works`, description, `${reported}T00:00:00Z`, due && `${due}T00:00:00Z`],
        disposed && `${disposed}T00:00:00Z`,
      ],
    );
  }
  for (const tenantId of [2, 3]) await writeAll(tenantId);
  app = await gatewayOver(database, { deps });
});
afterAll(async () => {
  await app?.close();
  await database?.drop();
});

/** As an upload of these cases leaves it, and the worker after it. */
async function writeAll(tenantId: number): Promise<void> {
  const direct = database.pool('direct');
  await direct.query(
    `insert into biz.batch_chunk (tenant_id, city_id, batch_id, first_row, row_count, outcomes, case_ids, recorded_at)
      select tenant_id, 1, $2, 1, count(*), array_agg(1::smallint), array_agg(id), '2026-10-10' from biz."case"
       where tenant_id = $1 group by tenant_id`,
    [tenantId, uuidOf(tenantId)],
  );
  const tenant = { tenantId, cityId: 1, actor: 'worker' };
  while (await keepTexts(database, deps, tenant));
}

interface Table {
  readonly totalCount: number;
  readonly nodes: readonly { readonly caseNo: string; readonly verdict: string; readonly daysOver: number | null }[];
  readonly pageInfo: { readonly endCursor: string; readonly startCursor: string; readonly hasNextPage: boolean };
}

const FIELDS = `totalCount pageInfo { startCursor endCursor hasNextPage }
  nodes { caseNo verdict daysOver unitName class { className } tenant { slug } sources { externalId } }`;

async function read(args: string, reader: string): Promise<Table> {
  const answer = await ask(app, reader, `{ caseTable(${args}) { ${FIELDS} } }`);
  expect([args, codeOf(answer)]).toEqual([args, 'ok']);
  return answer.data!['caseTable'] as Table;
}
const numbers = ({ nodes }: Table): string[] => nodes.map(({ caseNo }) => caseNo);
const find = async (args: string, reader = 'willow', whose = 'tenantId: 2'): Promise<string[]> =>
  numbers(await read(`${whose}, ${args}, first: 50`, reader));

describe('the list of cases as a screen shows it', () => {
  test('has for each case what its row shows, in county and city alike', async () => {
    const row = {
      ...{ caseNo: 'willow-1', verdict: 'overdue', daysOver: 18, unitName: null },
      ...{ class: { className: 'class 2' }, tenant: { slug: 'willow' }, sources: [{ externalId: 'willow external' }] },
    };
    for (const [reader, whose] of [
      ['willow', 'tenantId: 2'],
      ['riverton', 'tenantId: 2'],
      ['riverton', 'cityId: 1'],
    ] as const) {
      expect((await read(`${whose}, number: "willow-1", first: 5`, reader)).nodes).toEqual([row]);
    }
  });

  test('says by how many whole days a case is, or was, over its deadline', async () => {
    const { nodes } = await read('tenantId: 2, first: 50', 'willow');
    expect(nodes.map(({ caseNo, verdict, daysOver }) => [caseNo, verdict, daysOver])).toEqual([
      ['w5', 'late', 1],
      ['w4', 'no_deadline', null],
      ['w3', 'running', null],
      ['w2', 'overdue', 3],
      ['w1', 'overdue', 10],
      ['willow-1', 'overdue', 18],
    ]);
  });

  test.each([
    ['reported', ['w5', 'w4', 'w3', 'r1', 'w2', 'w1']],
    ['reported_up', ['w1', 'w2', 'r1', 'w3', 'w4', 'w5']],
    ['due', ['r1', 'w1', 'w5', 'w2', 'w3', 'w4']],
    ['due_down', ['w4', 'w3', 'w2', 'w5', 'w1', 'r1']],
  ])('goes through all counties of the city by %s, page after page and back', async (sort, expected) => {
    const pages: Table[] = [];
    for (let after = ''; pages.at(-1)?.pageInfo.hasNextPage !== false;) {
      pages.push(await read(`cityId: 1, sort: "${sort}", first: 2${after}`, 'riverton'));
      after = `, after: "${pages.at(-1)!.pageInfo.endCursor}"`;
    }
    const found = pages.flatMap(numbers);
    expect(found).toHaveLength(CASES.length + 3);
    // r1 and w2 are of one instant: ids decide.
    expect(found.filter((number) => expected.includes(number))).toEqual(expected);
    const back = await read(
      `cityId: 1, sort: "${sort}", first: 2, before: "${pages[2]!.pageInfo.startCursor}"`,
      'riverton',
    );
    expect(numbers(back)).toEqual(numbers(pages[1]!));
  });

  test.each([
    [`overdueAt: ${AT_NOW}`, ['w2', 'w1', 'willow-1']],
    [`notOverdueAt: ${AT_NOW}`, ['w5', 'w4', 'w3']],
    [`overdueAt: ${AT_NOW}, dueBefore: "2026-10-10T04:00:00Z"`, ['w1', 'willow-1']],
    ['unitName: "w3 works"', ['w3']],
    ['unitName: "works"', []],
    ['classId: 0, stages: ["disposed"]', ['w5']],
    ['classId: 2', ['willow-1']],
    ['number: "w4"', ['w4']],
    ['number: "w"', []],
    ['reportedFrom: "2026-10-07T00:00:00Z", reportedBefore: "2026-10-09T00:00:00Z"', ['w4', 'w3']],
  ])('is narrowed by %s', async (filter, expected) => {
    expect(await find(filter)).toEqual(expected);
    expect(await find(filter, 'riverton')).toEqual(expected);
  });

  test('counts to ten thousand and no further', async () => {
    const client = await database.pool('direct').connect();
    try {
      await client.query(
        `insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, case_no, stage, state, kind, source_code,
            source_group, reported_at, created_at, updated_at)
          select 3, 1, ('00000000-0000-7000-a000-' || lpad(n::text, 12, '0'))::uuid, 3, 3, 'many-' || n, 'filed', 'dispatching',
            'event', 'many', 'public', '2025-01-01', now(), now() from generate_series(1, 10005) n`,
      );
      expect((await read('tenantId: 3, first: 1', 'reed')).totalCount).toBe(10_001);
      expect((await read('tenantId: 3, sourceGroup: "patrol", first: 1', 'reed')).totalCount).toBe(2);
    } finally {
      await client.query(`delete from biz."case" where source_code = 'many'`);
      client.release();
    }
  });

  test('cannot show a county the cases of another, whatever it names', async () => {
    for (const args of ['tenantId: 3', 'tenantId: 3, text: "滨江路"', 'tenantId: 3, number: "r1"']) {
      expect(await read(`${args}, first: 5`, 'willow')).toMatchObject({ totalCount: 0, nodes: [] });
    }
    expect(await find('sort: "due"', 'willow', 'cityId: 1')).toEqual(['willow-1', 'w1', 'w5', 'w2', 'w3', 'w4']);
    expect(await find('text: "路灯"', 'willow', 'cityId: 1')).toEqual(['w4', 'w1']);
  });

  test('refuses an order it has not, a cursor of another order, and neither or both of county and city', async () => {
    const { pageInfo } = await read('tenantId: 2, sort: "due", first: 1', 'willow');
    for (const [args, code] of [
      ['tenantId: 2, sort: "name"', 'SYS-GRAPHQL'],
      ['tenantId: 2, sort: "toString"', 'SYS-GRAPHQL'],
      [`tenantId: 2, after: "${pageInfo.endCursor}"`, 'SYS-GRAPHQL'],
      [`tenantId: 2, sort: "due_down", after: "${pageInfo.endCursor}"`, 'SYS-GRAPHQL'],
      ['tenantId: 2, text: "路"', 'SYS-GRAPHQL'],
      ['sort: "due"', 'SYS-INPUT'],
      ['tenantId: 2, cityId: 1', 'SYS-INPUT'],
    ]) {
      const answer = await ask(app, 'riverton', `{ caseTable(${args}, first: 1) { totalCount } }`);
      expect([args, codeOf(answer)]).toEqual([args, code]);
    }
  });
});

describe('words in the texts of cases', () => {
  test.each([
    ['路灯', ['w4', 'w1']],
    ['滨江路', ['w4', 'w3', 'w1']], // blanks do not part what is written
    ['滨江路 不亮', ['w1']],
    ['滨江路灯', ['w4']],
    ['１２号', ['w1']],
    ['破损，联系', ['w2']],
    ['灯路', []],
    ['willow street', ['willow-1']],
    ['CLASS 2', ['willow-1']],
  ])('%s finds the cases that have them', async (words, expected) => {
    for (const reader of ['willow', 'riverton']) expect(await find(`text: "${words}"`, reader)).toEqual(expected);
  });

  test('are looked for in all counties by the city, beside whatever else narrows the list', async () => {
    expect(await find('text: "路灯", sort: "due"', 'riverton', 'cityId: 1')).toEqual(['r1', 'w1', 'w4']);
    expect(await find(`text: "路灯", overdueAt: ${AT_NOW}`, 'riverton', 'cityId: 1')).toEqual(['r1', 'w1']);
  });

  test('cannot be used to find out a telephone number', async () => {
    expect(await find('text: "13812345678"')).toEqual([]);
    expect(await find('text: "12345678"')).toEqual([]);
    expect(await find('text: "联系138"')).toEqual(['w2']); // as it is shown
  });

  test('cannot be read by a department, in words or in pairs of signs', async () => {
    for (const table of ['case_text', 'text_word', 'text_state']) {
      const acting = { tenantId: TENANTS.willow, cityId: 1, unitId: 22, actor: 'department' };
      const reading = inTenant(database, 'unit', acting, (trx) =>
        trx
          .selectFrom(`biz.${table}` as 'biz.case')
          .selectAll()
          .execute(),
      );
      await expect(reading).rejects.toMatchObject({ code: 'AUTH-FORBIDDEN' });
    }
  });

  test('say up to when nothing was missing', async () => {
    const answer = await ask(app, 'riverton', '{ textStates(cityId: 1, first: 10) { tenantId asOf } }');
    expect(answer.data!['textStates']).toEqual([
      { tenantId: 2, asOf: '2026-10-20T04:00:00+00:00' },
      { tenantId: 3, asOf: '2026-10-20T04:00:00+00:00' },
    ]);
    const own = await ask(app, 'willow', '{ textStates(cityId: 1, first: 10) { tenantId } }');
    expect(own.data!['textStates']).toEqual([{ tenantId: 2 }]);
  });
});
