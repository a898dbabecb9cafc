import { readdir, readFile } from 'node:fs/promises';
import { runBatch, sampleCity, sampleMonth, systemDeps } from '@liangji/platform';
import type { TestDatabase } from '@liangji/platform/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSampleHouse, type SampleHouse } from '../sample-house.ts';

/** The first 200 rows of October as 安居区's own system exports them: careless ones among them. */
const MONTH = sampleMonth(sampleCity().find(({ slug }) => slug === 'anju')!);
const LINES = Buffer.from(MONTH.bytes).toString('utf8').split('\n').slice(0, 200);
const ROWS: object[] = LINES.map((line) => JSON.parse(line) as object);

const folder = new URL('../../documents/public/', import.meta.url);
const names = await readdir(folder);
const texts = await Promise.all(names.map((name) => readFile(new URL(name, folder), 'utf8')));
const SUBMIT = names[texts.findIndex((text) => text.includes('mutation SubmitCases'))]!.replace('.graphql', '');

let graphql: SampleHouse;
let raw: SampleHouse;
beforeAll(async () => {
  graphql = await openSampleHouse();
  raw = await openSampleHouse();
});
afterAll(async () => {
  await graphql?.close();
  await raw?.close();
});

interface SubmitAnswer {
  readonly data: {
    readonly submitCases: {
      readonly batch: Record<string, unknown> & { readonly findings: { readonly rowNo: number }[] };
      readonly rows: { readonly rowNo: number; readonly outcome: string; readonly caseId: string | null }[];
    };
  } | null;
  readonly errors?: { readonly extensions: { readonly code: string } }[];
}

async function submit(who: Promise<{ authorization: string }>, variables: object): Promise<SubmitAnswer> {
  const response = await graphql.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: await who,
    payload: { documentId: SUBMIT, variables },
  });
  return response.json();
}

/** What the rows became, written without ids: cases by their number in the sending system. */
async function picture(database: TestDatabase): Promise<unknown> {
  const { rows } = await database.pool('direct').query(`
    select s.external_id, s.content_hash, s.row_no, c.stage, c.kind, c.class_id, c.address, c.longitude, c.cell_id,
      c.reported_at, c.due_at, c.closed_at, f.filed_day, p.name,
      (select json_agg(json_build_array(e.kind, e.occurred_at, e.data) order by e.id) from biz.case_event e
        where e.tenant_id = c.tenant_id and e.case_id = c.id) as events
    from biz.case_source s join biz."case" c on c.tenant_id = s.tenant_id and c.id = s.case_id
    join biz.case_fact f on f.tenant_id = c.tenant_id and f.case_id = c.id
    left join biz.case_person p on p.tenant_id = c.tenant_id and p.case_id = c.id
    order by s.tenant_id, s.external_id`);
  const findings = await database.pool('direct').query(`
    select row_no, seq, code, severity, field, received, expected from biz.finding order by row_no, seq`);
  return { cases: rows, findings: findings.rows };
}

async function cityOf(database: TestDatabase, tenantId: number): Promise<number> {
  const { rows } = await database
    .pool('direct')
    .query('select city_id from biz.tenant where tenant_id = $1', [tenantId]);
  return (rows[0] as { city_id: number }).city_id;
}

describe('a machine client of 安居区 that speaks GraphQL', () => {
  test('leaves the same tables as the same rows sent as a file', async () => {
    const { data, errors } = await submit(graphql.machine('anju-upload'), { clientBatchId: 'small', rows: ROWS });
    expect(errors).toBeUndefined();
    const { batch, rows } = data!.submitCases;
    expect(rows.map(({ rowNo }) => rowNo)).toEqual(ROWS.map((_, index) => index + 1));
    expect(batch).toMatchObject({ rowCount: 200, createdCount: rows.filter((r) => r.outcome === 'created').length });
    expect(batch.findings.length).toBeGreaterThan(0);

    const sent = await raw.app.inject({
      method: 'POST',
      url: '/intake/v1/batches?clientBatchId=small',
      headers: { 'content-type': 'application/x-ndjson', ...(await raw.machine('anju-upload')) },
      payload: LINES.map((line) => `${line}\n`).join(''),
    });
    const { batchId, tenantId } = sent.json<{ batchId: string; tenantId: number }>();
    const cityId = await cityOf(raw.database, tenantId);
    const services = { database: raw.database, deps: systemDeps, files: raw.files };
    await runBatch(services, { tenantId, cityId, actor: 'worker' }, batchId);

    const [throughGraphql, throughFile] = [await picture(graphql.database), await picture(raw.database)];
    expect((throughFile as { cases: unknown[] }).cases.length).toBeGreaterThan(150);
    expect(throughGraphql).toEqual(throughFile);
  });

  test('sending the same again changes nothing and answers the same', async () => {
    const before = await picture(graphql.database);
    const again = await submit(graphql.machine('anju-upload'), { clientBatchId: 'small', rows: ROWS });
    expect(again.data!.submitCases.batch).toMatchObject({ rowCount: 200 });
    expect(await picture(graphql.database)).toEqual(before);
  });

  test('cannot reuse a batch id for other rows, send 201 rows, none, or a row that is no object', async () => {
    const codes = [];
    for (const [clientBatchId, rows] of [
      ['small', ROWS.slice(0, 3)],
      ['large', [...ROWS, ROWS[0]]],
      ['none', []],
      ['odd', ['text']],
    ] as const) {
      const { errors } = await submit(graphql.machine('anju-upload'), { clientBatchId, rows });
      codes.push(errors?.[0]?.extensions.code);
    }
    expect(codes).toEqual(['KEY-BATCH-REUSED', 'SYS-INPUT', 'SYS-INPUT', 'SYS-INPUT']);
  });
});

test('ids that are JSON numbers beyond 2^53 are rejected as mangled alike, through GraphQL, tRPC and as a file', async () => {
  const file = new URL('../../../platform/test/intake/faults/big-numbers-as-ids.ndjson', import.meta.url);
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  const rows = `[${lines.join(',')}]`; // as text: a number of ours would have lost its digits before it is sent
  const headers = { 'content-type': 'application/json', ...(await graphql.machine('shehong-upload')) };
  const viaGraphql = await graphql.app.inject({
    ...{ method: 'POST', url: '/graphql', headers },
    payload: `{"documentId":"${SUBMIT}","variables":{"clientBatchId":"big-1","rows":${rows}}}`,
  });
  const viaTrpc = await graphql.app.inject({
    ...{ method: 'POST', url: '/trpc/cases.submit', headers },
    payload: `{"clientBatchId":"big-2","rows":${rows}}`,
  });
  const asFile = await raw.app.inject({
    ...{ method: 'POST', url: '/intake/v1/batches?clientBatchId=big' },
    headers: { 'content-type': 'application/x-ndjson', ...(await raw.machine('shehong-upload')) },
    payload: lines.join('\n'),
  });
  const { batchId, tenantId } = asFile.json<{ batchId: string; tenantId: number }>();
  const acting = { tenantId, cityId: await cityOf(raw.database, tenantId), actor: 'worker' };
  await runBatch({ database: raw.database, deps: systemDeps, files: raw.files }, acting, batchId);
  for (const { database } of [graphql, raw]) {
    const { rows: stored } = await database
      .pool('direct')
      .query(`select external_id from biz.case_source where external_id like '51098120261120%'`);
    expect(stored).toEqual([]);
  }
  const { submitCases } = viaGraphql.json<NonNullable<unknown> & SubmitAnswer>().data!;
  const { result } = viaTrpc.json<{
    result: { data: { rows: unknown; findings: { rowNo: number; code: string }[] } };
  }>();
  const rejected = [1, 2].map((rowNo) => expect.objectContaining({ rowNo, outcome: 'rejected' }) as unknown);
  expect(submitCases.rows).toEqual(rejected);
  expect(result.data.rows).toEqual(rejected);
  const { rows: found } = await raw.database
    .pool('direct')
    .query<{ rowNo: number; code: string; received: string }>(
      `select row_no as "rowNo", code, received from biz.finding where batch_id = $1 and code = 'KEY-ID-MANGLED' order by 1`,
      [batchId],
    );
  expect(found.map(({ rowNo }) => rowNo)).toEqual([1, 2]);
  for (const findings of [submitCases.batch.findings as readonly object[], result.data.findings]) {
    expect(findings).toEqual(expect.arrayContaining(found.map((one) => expect.objectContaining(one) as unknown)));
  }
});

test('a machine client of a department reads what its rows became, though its body reads no batch', async () => {
  await graphql.database.pool('direct').query(`
    update control.machine_client c set unit_id = (
      select min(id) from biz.unit where tenant_id = c.tenant_id and kind = 'department' and body_id = id)
     where client_id = 'daying-upload'`);
  const { data } = await submit(graphql.machine('daying-upload'), { clientBatchId: 'body', rows: [{ nonsense: 1 }] });
  expect(data?.submitCases).toMatchObject({
    batch: { state: 'completed_with_rejects', rejectedCount: 1, createdCount: 0 },
    rows: [{ rowNo: 1, outcome: 'rejected', caseId: null }],
  });
  expect(data?.submitCases.batch.findings).toMatchObject([{ code: 'MAP-COLUMN-UNKNOWN' }, { code: 'KEY-ID-MISSING' }]);
});

test('a person of the city, and nobody at all, cannot submit', async () => {
  const refused = await submit(graphql.person('linjing'), { clientBatchId: 'city', rows: ROWS.slice(0, 1) });
  expect(refused.errors?.[0]?.extensions.code).toBe('AUTH-FORBIDDEN');
  const response = await graphql.app.inject({ method: 'POST', url: '/graphql', payload: { documentId: SUBMIT } });
  expect(response.statusCode).toBe(401);
});
