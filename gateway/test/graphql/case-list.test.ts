import type { TestDatabase } from '@liangji/platform/testing';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hearStatements, type Statement } from '../isolation/hear-statements.ts';
import { ask, codeOf, gatewayOver, TENANTS, twoCounties, uuidOf } from './harness.ts';

const ROWS = 60;

let database: TestDatabase;
let app: FastifyInstance;
let heard: Statement[];

beforeAll(async () => {
  database = await twoCounties();
  // Two rows an instant, so that ids must decide too; every third is closed.
  await database.pool('direct').query(
    `insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, case_no, stage, state, kind, source_code,
        source_group, reported_at, due_at, closed_at, created_at, updated_at)
      select tenant_id, city_id, ('00000000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid, holder_id, holder_unit_id,
        'listed-' || n, case n % 3 when 0 then 'closed' else 'filed' end, case n % 3 when 0 then 'closed' else 'dispatching' end,
        kind, source_code, source_group, '2026-03-01T00:00:00.000001Z'::timestamptz + (n / 2) * interval '1 minute',
        '2026-03-02T00:00Z', case n % 3 when 0 then '2026-03-01T12:00Z'::timestamptz end, now(), now()
      from biz."case", generate_series(1, $2) n where id = $1`,
    [uuidOf(TENANTS.willow), ROWS],
  );
  heard = hearStatements(database);
  app = await gatewayOver(database);
});
afterAll(async () => {
  await app?.close();
  await database?.drop();
});

interface Listed {
  readonly totalCount: number;
  readonly nodes: readonly object[];
  readonly pageInfo: Record<'startCursor' | 'endCursor', string> & Record<'hasNextPage', boolean>;
}

const FIELDS = 'id caseNo stage kind reportedAt dueAt closedAt';

async function read(list: string, args: string, reader = 'willow'): Promise<Listed> {
  const answer = await ask(
    app,
    reader,
    `{ listed: ${list}(tenantId: 2, ${args}) { totalCount nodes { ${FIELDS} }
      pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }`,
  );
  expect([args, codeOf(answer)]).toEqual([args, 'ok']);
  return answer.data!['listed'] as Listed;
}

const caseNos = ({ nodes }: Listed): unknown[] => nodes.map((node) => (node as { caseNo: string }).caseNo);
const listed = (...numbers: number[]): string[] => numbers.map((n) => `listed-${n}`);

describe('the list of cases in one statement', () => {
  test('shows a case in all its fields, an instant to the microsecond', async () => {
    expect(await read('caseList', 'number: "listed-3", first: 5')).toMatchObject({
      totalCount: 1,
      nodes: [
        {
          id: '00000000-0000-7000-9000-000000000003',
          caseNo: 'listed-3',
          stage: 'closed',
          kind: 'event',
          reportedAt: '2026-03-01T00:01:00.000001+00:00',
          dueAt: '2026-03-02T00:00:00+00:00',
          closedAt: '2026-03-01T12:00:00+00:00',
        },
      ],
      pageInfo: { hasNextPage: false },
    });
  });

  test('may be of the cases without a class alone', async () => {
    expect((await read('caseList', 'classId: 0, first: 5')).totalCount).toBe(ROWS);
    expect((await read('caseList', 'first: 5')).totalCount).toBeGreaterThan(ROWS);
  });

  test('goes on behind a row and back before it, ids deciding among rows of one instant', async () => {
    const args = 'reportedBefore: "2026-03-01T00:05:00Z", first: 4';
    const first = await read('caseList', args);
    expect(caseNos(first)).toEqual(listed(9, 8, 7, 6));
    const second = await read('caseList', `${args}, after: "${first.pageInfo.endCursor}"`);
    expect(caseNos(second)).toEqual(listed(5, 4, 3, 2));
    const last = await read('caseList', `${args}, after: "${second.pageInfo.endCursor}"`);
    expect(caseNos(last)).toEqual(listed(1));
    const pages = [first, second, last];
    expect(pages.map(({ totalCount, pageInfo }) => [totalCount, pageInfo.hasNextPage])).toEqual([
      [9, true],
      [9, true],
      [9, false],
    ]);
    expect(await read('caseList', `${args}, before: "${second.pageInfo.startCursor}"`)).toMatchObject({
      nodes: first.nodes,
      pageInfo: { hasPreviousPage: false, hasNextPage: true },
    });
    expect(await read('caseList', `${args}, before: "${last.pageInfo.startCursor}"`)).toMatchObject({
      nodes: second.nodes,
      pageInfo: { hasPreviousPage: true, hasNextPage: true },
    });
  });

  test.each([
    ['stages: ["closed"]', 20],
    ['stages: ["closed", "void"], reportedFrom: "2026-03-01T00:10:00Z"', 14],
    ['kind: "component"', 0],
    ['overdueAt: "2026-03-03T00:00:00Z", reportedBefore: "2026-03-02T00:00:00Z"', 40],
    ['number: "willow external"', 1],
    ['classId: null, sourceGroup: null', ROWS + 1],
  ])('is narrowed by %s as `cases` is', async (filter, count) => {
    const shown = await read('caseList', `${filter}, first: 7`);
    expect(shown.totalCount).toBe(count);
    const { totalCount, nodes } = await read('cases', `${filter}, first: 7`);
    expect([shown.totalCount, shown.nodes]).toEqual([totalCount, nodes]);
  });

  test('shows the city what the county sees, and another county nothing', async () => {
    expect(await read('caseList', 'first: 3', 'riverton')).toEqual(await read('caseList', 'first: 3'));
    expect(await read('caseList', 'first: 3', 'reed')).toMatchObject({ totalCount: 0, nodes: [] });
  });

  test('refuses a cursor that is none, of another list or with other values in it, and a page that is too long', async () => {
    const forged = (...values: unknown[]) => Buffer.from(JSON.stringify(['CaseList', ...values])).toString('base64');
    const ofCases = (await read('cases', 'first: 1')).pageInfo.endCursor;
    const cursors = ['none', '', ofCases, forged('2026-01-01'), forged('no time', uuidOf(2)), forged(1, { a: 1 })];
    const refused = [...cursors.map((cursor) => `first: 1, after: "${cursor}"`), 'first: 1001', 'first: -1'];
    for (const args of refused) {
      const answer = await ask(app, 'willow', `{ caseList(tenantId: 2, ${args}) { nodes { id } } }`);
      expect([args, answer.data ?? null, codeOf(answer)]).toEqual([args, null, 'SYS-GRAPHQL']);
      expect(answer.text).not.toMatch(/syntax|timestamp|uuid/i);
    }
  });

  test('is one statement, prepared under one name for every page of the same arguments', async () => {
    heard.length = 0;
    const { pageInfo } = await read('caseList', 'stages: ["filed"], first: 5');
    await read('caseList', 'stages: ["closed"], first: 9');
    await read('caseList', `stages: ["filed"], first: 5, after: "${pageInfo.endCursor}"`);
    const asked = heard.filter(({ text }) => !/^(begin|commit)$/.test(text));
    expect(asked).toHaveLength(3);
    const [one, other, further] = asked.map(({ text }) => text);
    expect(other).toBe(one);
    expect(further).toMatch(/\(r\.reported_at, r\.id\) < \(\$3/);
  });
});
