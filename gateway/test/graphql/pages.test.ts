import type { TestDatabase } from '@liangji/platform/testing';
import { withTenantClient } from '@liangji/platform';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hearStatements, type Statement } from '../isolation/hear-statements.ts';
import { nodesOf, type PlanNode } from '../isolation/plan.ts';
import { ask, codeOf, gatewayOver, TENANTS, twoCounties, uuidOf } from './harness.ts';

const ROWS = 26_000;
const PAGE = 50;
const DAYS = 'basis: "filed", fromDay: "2026-01-01", toDay: "2126-01-01"';

let database: TestDatabase;
let app: FastifyInstance;
let heard: Statement[];

beforeAll(async () => {
  database = await twoCounties();
  await addRows(database);
  heard = hearStatements(database);
  app = await gatewayOver(database);
});
afterAll(async () => {
  await app?.close();
  await database?.drop();
});

/** Many cases, uploads, findings, areas, cells and days of willow; of the first three every instant is shared by ten rows, so that ids must decide too. */
async function addRows(to: TestDatabase): Promise<void> {
  const pool = to.pool('direct');
  const id = `('00000000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid`;
  const at = `'2026-01-01T00:00Z'::timestamptz + (n / 10) * interval '1 minute'`;
  const n = `generate_series(1, ${ROWS}) n`;
  await pool.query(`insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, case_no, stage, state, kind, source_code,
      source_group, reported_at, filed_at, created_at, updated_at)
    select 2, 1, ${id}, 2, (select holder_unit_id from biz."case" where id = '${uuidOf(2)}'), 'many-' || n, 'filed', 'dispatching', 'event', '01', 'patrol', ${at}, ${at}, ${at}, ${at} from ${n}`);
  await pool.query(`insert into biz.batch (tenant_id, city_id, id, source_id, client_batch_id, mapping_version, state, format,
      sent_by, sha256, byte_count, received_at)
    select 2, 1, ${id}, 2, 'many-' || n, 1, 'queued', 'csv', 'willow', 'x', 1, ${at} from ${n}`);
  await pool.query(`insert into biz.finding (tenant_id, city_id, batch_id, row_no, seq, code, severity, received)
    select 2, 1, '${uuidOf(2)}', n / 2 + 2, n % 2 + 1, 'GEO-OUTSIDE', 'warning', 'x' from ${n}`);
  await pool.query(`insert into biz.area (tenant_id, city_id, id, level, name, outline, is_schematic)
    select 2, 1, 1000 + n, 'community', 'many-' || n, '{}', true from ${n}`);
  await pool.query(`insert into biz.grid_cell (tenant_id, city_id, id, code, area_class, outline, from_day)
    select 2, 1, 1000 + n, 'many-' || n, 1, '{}', '2026-01-01' from ${n}`);
  await pool.query(`insert into biz.stat_bucket (tenant_id, city_id, basis, day, dim_kind, dim_id, counters)
    select 2, 1, 'filed', '2026-01-01'::date + n, 'all', 0, '{}' from ${n}`);
  await pool.query(`update biz.result_list set case_ids = (select array_agg(id order by id) from biz."case"
    where tenant_id = 2) where tenant_id = 2`);
  await pool.query('vacuum analyze');
}

interface Listed {
  readonly totalCount: number;
  readonly nodes: Record<string, unknown>[];
  readonly pageInfo: Record<'startCursor' | 'endCursor', string> & Record<'hasNextPage' | 'hasPreviousPage', boolean>;
}

async function read(reader: string, list: string, args: string, fields: string): Promise<Listed> {
  const query = `{ ${list.replace(')', `, ${args})`)} { totalCount nodes { ${fields} }
    pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }`;
  const answer = await ask(app, reader, query);
  expect([list, args, codeOf(answer)]).toEqual([list, args, 'ok']);
  return Object.values(answer.data!)[0] as Listed;
}

/** What the last statement over the view reads in the database: rows of tables and blocks. Not the clock. */
async function workOf(statement: Statement): Promise<{ rows: number; blocks: number }> {
  const { role, text, values, acting } = statement;
  const plan: PlanNode = await withTenantClient(
    database,
    role as 'county',
    { ...acting!, actor: 'test' },
    async (client) => {
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>({
        text: `explain (analyze, buffers, format json) ${text}`,
        values: [...values],
      });
      return rows[0]!['QUERY PLAN'][0].Plan;
    },
  );
  const scans = [...nodesOf(plan)].filter((node) => node['Relation Name'] !== undefined);
  const rows = scans.reduce((sum, node) => {
    const each = Number(node['Actual Rows']) + Number(node['Rows Removed by Filter'] ?? 0);
    return sum + each * Number(node['Actual Loops']);
  }, 0);
  return { rows, blocks: Number(plan['Shared Hit Blocks']) + Number(plan['Shared Read Blocks']) };
}

const pageStatement = (): Statement => heard.findLast(({ text }) => /\blimit (?!1\b)\d+/.test(text))!;

const LISTS: readonly [name: string, reader: 'willow' | 'riverton', list: string, key: string][] = [
  ['cases of a county', 'willow', 'cases(tenantId: 2)', 'reportedAt id'],
  ['cases of a city', 'riverton', 'cases(cityId: 1)', 'reportedAt id'],
  ['uploads of a county', 'willow', 'batches(tenantId: 2)', 'receivedAt id'],
  ['uploads of a city', 'riverton', 'batches(cityId: 1)', 'receivedAt id'],
  ['findings of an upload', 'willow', `findings(tenantId: 2, batchId: "${uuidOf(2)}")`, 'rowNo seq'],
  [
    'findings of one code',
    'willow',
    `findings(tenantId: 2, batchId: "${uuidOf(2)}", code: "GEO-OUTSIDE")`,
    'rowNo seq',
  ],
  ['areas of a county', 'willow', 'areas(tenantId: 2)', 'id'],
  ['areas of a city', 'riverton', 'areas(cityId: 1)', 'id'],
  ['cells of a county', 'willow', 'gridCells(tenantId: 2)', 'id'],
  ['days of a county', 'willow', `statDays(tenantId: 2, ${DAYS})`, 'day'],
  ['days of a city', 'riverton', `statDays(cityId: 1, ${DAYS})`, 'day tenantId'],
  [
    'cases that a figure counted',
    'willow',
    `countedCases(tenantId: 2, periodId: "${uuidOf(1)}", counter: "filed")`,
    'caseId',
  ],
];

describe.each(LISTS)('the list of %s', (_name, reader, list, key) => {
  test('costs on page 500 what it costs on page 1, forwards and backwards', { timeout: 60_000 }, async () => {
    await read(reader, list, `first: ${PAGE}`, key);
    const first = await workOf(pageStatement());
    let cursor: string | undefined;
    for (let rows = 0; rows < 499 * PAGE; rows += 998) {
      const size = Math.min(998, 499 * PAGE - rows);
      const after = cursor === undefined ? '' : `, after: "${cursor}"`;
      cursor = (await read(reader, list, `first: ${size}${after}`, 'tenantId')).pageInfo.endCursor;
    }
    const page = await read(reader, list, `first: ${PAGE}, after: "${cursor}"`, key);
    const far = await workOf(pageStatement());
    await read(reader, list, `first: ${PAGE}, before: "${page.pageInfo.startCursor}"`, key);
    const back = await workOf(pageStatement());
    for (const each of [far, back]) {
      expect(each.rows).toBeLessThanOrEqual(first.rows + 15); // rows of the same instant or row number
      expect(each.blocks).toBeLessThanOrEqual(first.blocks * 1.25 + 10);
    }
    expect(first.rows).toBeLessThan(3 * PAGE);
  });

  test('shows every row once, page by page, and the same pages on the way back', { timeout: 60_000 }, async () => {
    const pages: string[][] = [];
    let page = await read(reader, list, 'first: 700', key);
    const { totalCount } = page;
    for (; ; page = await read(reader, list, `first: 700, after: "${page.pageInfo.endCursor}"`, key)) {
      pages.push(page.nodes.map((node) => JSON.stringify(node)));
      if (!page.pageInfo.hasNextPage) break;
    }
    expect(pages.flat()).toHaveLength(totalCount);
    expect(new Set(pages.flat()).size).toBe(totalCount);
    for (let n = pages.length - 2; n >= pages.length - 4; n -= 1) {
      page = await read(reader, list, `first: 700, before: "${page.pageInfo.startCursor}"`, key);
      expect(page.nodes.map((node) => JSON.stringify(node))).toEqual(pages[n]);
      expect([page.totalCount, page.pageInfo.hasPreviousPage]).toEqual([totalCount, true]);
    }
  });
});

describe('a cursor', () => {
  const asReader = (reader: string, after: string) =>
    ask(app, reader, `{ cases(tenantId: 2, first: 5, after: "${after}") { nodes { id } } }`);

  test('of another county shows no row of it, and no other rows of one’s own than their place in the order says', async () => {
    const reeds = await read('reed', 'cases(tenantId: 3)', 'first: 1', 'id');
    const answer = await ask(
      app,
      'willow',
      `{ cases(tenantId: 2, first: 1000, after: "${reeds.pageInfo.endCursor}") { nodes { tenantId } } }`,
    );
    const { nodes } = answer.data!['cases'] as { nodes: { tenantId: number }[] };
    expect(new Set(nodes.map(({ tenantId }) => tenantId))).toEqual(new Set([TENANTS.willow]));
  });

  test('that is none, of another list, or with other values in it is refused as bad input, without words of the database', async () => {
    const batches = await read('willow', 'batches(tenantId: 2)', 'first: 1', 'id');
    const own = (await read('willow', 'cases(tenantId: 2)', 'first: 1', 'id')).pageInfo.endCursor;
    const [digest] = JSON.parse(Buffer.from(own, 'base64').toString()) as [string];
    const forged = (...values: unknown[]) => Buffer.from(JSON.stringify([digest, ...values])).toString('base64');
    for (const cursor of [
      'none',
      '',
      batches.pageInfo.endCursor,
      forged('2026-01-01'),
      forged('no time', uuidOf(2)),
      forged('2026-01-01', "' or true --"),
      forged(null, { toString: 1 }),
    ]) {
      const answer = await asReader('willow', cursor);
      expect([cursor, answer.data ?? null, codeOf(answer)]).toEqual([cursor, null, 'SYS-GRAPHQL']);
      expect(answer.text).not.toMatch(/syntax|timestamp|uuid/i);
    }
  });
});
