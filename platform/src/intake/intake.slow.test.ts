import { rm } from 'node:fs/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { REED, RIVERTON, WILLOW } from '../../test/people.ts';
import { pictureOf } from '../cases/picture.ts';
import { projectCase } from '../cases/project.ts';
import { eventOf } from '../cases/read-events.ts';
import type { Acting } from '../database/database.ts';
import { inTenant } from '../database/transaction.ts';
import { Problem } from '../kernel/problem.ts';
import { getBatch } from './batch/batch-summary.ts';
import { findingsByCode } from './report/findings-report.ts';
import { readOutcomes } from './report/read-outcomes.ts';
import { readUploadedRow } from './report/read-uploaded-row.ts';
import { receiveBatch } from './receive/receive-batch.ts';
import { rejectedRows } from './report/rejected-rows.ts';
import { openRun, runBatch } from './run-batch.ts';
import { submitCases } from './submit-cases.ts';
import { bytesOf, csvOf, makeTestIntake, upload, willowRow, type TestIntake } from '../../test/intake/county.ts';

let intake: TestIntake;
beforeAll(async () => {
  intake = await makeTestIntake();
});
afterAll(async () => {
  await intake.database.drop();
  await rm(intake.files, { recursive: true });
});

const asWillow = <T>(run: Parameters<typeof inTenant<T>>[3]) => inTenant(intake.database, 'ingest', WILLOW, run);
const summary = (batchId: string) => asWillow((trx) => getBatch(trx, WILLOW.tenantId, batchId));
const outcomes = async (batchId: string) =>
  (await asWillow((trx) => readOutcomes(trx, WILLOW.tenantId, batchId))).map((row) => row.outcome);
const codes = async (batchId: string) =>
  Object.fromEntries(
    (await asWillow((trx) => findingsByCode(trx, WILLOW.tenantId, batchId))).map((g) => [g.code, g.count]),
  );
const problemOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => null,
    (e: unknown) => e,
  );
  return error instanceof Problem ? error.code : error;
};
const caseOf = (externalId: string) =>
  asWillow(async (trx) => {
    const row = await trx
      .selectFrom('biz.case_source as s')
      .innerJoin('biz.case as c', (join) =>
        join.onRef('c.tenant_id', '=', 's.tenant_id').onRef('c.id', '=', 's.case_id'),
      )
      .selectAll('c')
      .select(['s.row_no', 's.batch_id'])
      .where('s.tenant_id', '=', WILLOW.tenantId)
      .where('s.external_id', '=', externalId)
      .executeTakeFirstOrThrow();
    const events = await trx
      .selectFrom('biz.case_event')
      .selectAll()
      .where('tenant_id', '=', WILLOW.tenantId)
      .where('case_id', '=', row.id)
      .orderBy('recorded_at')
      .orderBy('id')
      .execute();
    const dirty = await trx
      .selectFrom('biz.stat_dirty')
      .select(['basis', 'day', 'dim_kind', 'dim_id'])
      .where('tenant_id', '=', WILLOW.tenantId)
      .execute();
    return {
      row,
      events,
      dirty: dirty.map((d) => `${d.basis} ${d.day as unknown as string} ${d.dim_kind} ${d.dim_id}`),
    };
  });

describe('the data officer of Willow uploads', () => {
  it('new rows become cases with their events, fact, person and number', async () => {
    const { batch } = await upload(intake, [willowRow('A1', { 举报人: '赵敏', 电话: '13812345678' }), willowRow('A2')]);
    expect(await summary(batch.batchId)).toMatchObject({
      state: 'completed',
      rows: 2,
      doneRows: 2,
      encoding: 'utf-8',
      outcomes: { created: 2, updated: 0, unchanged: 0, stale: 0, superseded: 0, rejected: 0 },
    });
    const { row, events } = await caseOf('A1');
    expect(row).toMatchObject({
      stage: 'closed',
      holder_id: 2,
      cell_id: 1,
      case_no: '999902-20261012-U00001',
      rework_count: 0,
    });
    expect(events.map((e) => e.kind)).toEqual(['reported', 'filed', 'dispatched', 'disposed', 'closed']);
    expect(JSON.stringify(events)).not.toContain('13812345678');
    const stored = await asWillow((trx) =>
      trx.selectFrom('biz.case_person').select(['name', 'phone']).where('tenant_id', '=', 2).execute(),
    );
    expect(stored).toEqual([{ name: '赵敏', phone: '13812345678' }]);
  });

  it('the same rows again change nothing, whatever their encoding, order of columns or batch', async () => {
    const before = await tableWrites();
    const rows = [willowRow('A2'), willowRow('A1', { 举报人: '赵敏', 电话: '13812345678' })].map((row) =>
      Object.fromEntries(Object.entries(row).reverse()),
    );
    const ndjson = rows.map((row) => JSON.stringify(row)).join('\n');
    const { batch } = await upload(intake, ndjson, { format: 'ndjson' });
    expect(await outcomes(batch.batchId)).toEqual(['unchanged', 'unchanged']);
    expect(await tableWrites()).toEqual(before);
  });

  it('a changed row updates its case; its events add up to the case; old and new buckets become dirty', async () => {
    await asWillow(
      async (trx) => void (await trx.selectFrom('biz.case').select('id').where('tenant_id', '=', 2).execute()),
    );
    const { batch } = await upload(intake, [
      willowRow('A2', { 小类: '道路破损', 结案时间: '2026-10-14 09:00:00', 处置时间: '2026-10-14 08:00:00' }),
    ]);
    expect(await outcomes(batch.batchId)).toEqual(['updated']);
    const { row, events, dirty } = await caseOf('A2');
    const idOf = (kind: string) => events.find((e) => e.kind === kind)!.id;
    expect(events.map((e) => e.kind).slice(5)).toEqual(['corrected', 'corrected', 'corrected']);
    expect(events.slice(5).map((e) => e.amends)).toEqual([idOf('disposed'), idOf('closed'), null]);
    expect(projectCase(events.map(eventOf)).picture).toEqual(pictureOf(row));
    expect(dirty).toContain('closed 2026-10-12 all 0');
    expect(dirty).toContain('closed 2026-10-14 all 0');
    expect(dirty).toContain(`closed 2026-10-14 class ${row.class_id}`);
  });

  it('an older picture after a newer one is stale and rolls nothing back', async () => {
    const older = willowRow('A2', { 处置时间: '', 结案时间: '' });
    const { batch } = await upload(intake, [older]);
    expect(await outcomes(batch.batchId)).toEqual(['stale']);
    expect((await caseOf('A2')).row.stage).toBe('closed');
  });

  it('of several rows of one case the last one counts', async () => {
    const { batch } = await upload(intake, [
      willowRow('B1', { 处置时间: '', 结案时间: '' }),
      willowRow('B2'),
      willowRow('B1', { 地址: '柳岸路 2 号' }),
    ]);
    expect(await outcomes(batch.batchId)).toEqual(['superseded', 'created', 'created']);
    expect((await caseOf('B1')).row).toMatchObject({ address: '柳岸路 2 号', row_no: 3 });
  });

  it('a column the file does not have leaves the field, an empty cell clears it', async () => {
    await upload(intake, [willowRow('C1')]);
    const { 地址: _, ...without } = willowRow('C1', { 结案时间: '2026-10-12 17:00:00' });
    await upload(intake, [without]);
    expect((await caseOf('C1')).row.address).toBe('柳岸路 1 号');
    await upload(intake, [willowRow('C1', { 地址: '', 结案时间: '2026-10-12 18:00:00' })]);
    expect((await caseOf('C1')).row.address).toBeNull();
  });

  it('every bad row is rejected with its reasons, every good one goes in', async () => {
    const { batch } = await upload(intake, [
      willowRow('D1'),
      willowRow(''),
      willowRow('1.38E+10'),
      willowRow('D4', { 区县代码: '999902' }),
      willowRow('D5', { 小类: '不明飞行物', 上报时间: 'yesterday' }),
      willowRow('D6', { 结案时间: '2026-10-01 08:00:00' }),
      willowRow('D7', { 经度: '0', 纬度: '0' }),
      willowRow('D8', { 经度: '30.5', 纬度: '105.5' }),
      willowRow('D9', { 结案时间: '2026-12-24 08:00:00' }),
      willowRow('＝D10', { 编号: 'Ｄ１０' }),
    ]);
    expect(await outcomes(batch.batchId)).toEqual([
      'created',
      'rejected',
      'rejected',
      'rejected',
      'rejected',
      'rejected',
      'created',
      'created',
      'rejected',
      'created',
    ]);
    expect(await codes(batch.batchId)).toEqual({
      'KEY-ID-MISSING': 1,
      'KEY-ID-MANGLED': 1,
      'KEY-ID-REWRITTEN': 1,
      'KEY-TENANT-MISMATCH': 1,
      'MAP-CLASS-UNKNOWN': 1,
      'TIME-INVALID': 1,
      'TIME-ORDER': 1,
      'TIME-FUTURE': 1,
      'GEO-ZERO': 1,
      'GEO-SWAPPED': 1,
    });
    expect((await summary(batch.batchId)).state).toBe('completed_with_rejects');
    expect((await caseOf('D10')).row.stage).toBe('closed');
    const groups = await asWillow((trx) => findingsByCode(trx, WILLOW.tenantId, batch.batchId));
    const byCode = Object.fromEntries(groups.map((group) => [group.code, group]));
    expect(byCode['KEY-ID-MISSING']?.columns).toEqual(['编号']);
    expect(byCode['GEO-SWAPPED']?.columns).toEqual(['经度', '纬度']);
    expect(byCode['TIME-ORDER']?.examples[0]).toMatchObject({
      columns: ['结案时间'],
      received: '2026-10-01 08:00:00',
      expected: {
        code: 'expected.not-before',
        params: { step: { code: 'step.disposed' }, at: { at: '2026-10-12T07:00:00.000Z' } },
      },
      expects: { zh: '不早于处置 2026-10-12 15:00:00', en: 'not before disposed 2026-10-12 15:00:00' },
    });
    const boss = await intake.database.superuser();
    const { rows } = await boss.query<{ data: unknown }>(
      `select data from biz.audit where action = 'intake.foreign-county'`,
    );
    await boss.end();
    expect(rows).toEqual([{ data: { rows: 1, firstRow: 4 } }]);
  });

  it('the rejected rows come back in the sender’s own columns, with reasons, harmless to Excel', async () => {
    const { batch } = await upload(intake, [
      willowRow('E1'),
      willowRow('', { 地址: '=HYPERLINK("http://x")' }),
      willowRow('E9', { 小类: '不明飞行物' }),
    ]);
    let text = '';
    for await (const line of rejectedRows(intake, 'county', WILLOW, WILLOW.tenantId, batch.batchId, true)) text += line;
    const [head, first, second, ...rest] = text.split('\r\n');
    expect(head).toMatch(/^\ufeff编号,区县代码,.*,错误代码 codes,原因 reasons$/);
    expect(first).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(first).toContain('rejected,2,KEY-ID-MISSING,编号: 缺少案卷编号。 The case id is missing.');
    expect(second).toContain(
      '小类: 无法识别的案卷类别。 The class of the case is not known. (收到 received: 不明飞行物; 应为 expected: ',
    );
    expect(rest).toEqual(['']);
  });

  it('the city, and a post of the county that sends nothing, read the rejected rows without the reporter', async () => {
    const reporter = { 举报人: '赵敏', 电话: '13812345678', 地址: '柳岸路 1 号，电话 13912345678' };
    const { batch } = await upload(intake, [willowRow('', reporter)]);
    const { batchId } = batch;
    const row = await readUploadedRow(intake, 'city', RIVERTON, WILLOW.tenantId, batchId, 1);
    expect(row.cells).toMatchObject({ 举报人: '赵*', 电话: '138****5678', 地址: '柳岸路 1 号，电话 139****5678' });
    const read = async (role: 'city' | 'county', acting: Acting, maySend: boolean): Promise<string> => {
      let text = '';
      for await (const line of rejectedRows(intake, role, acting, WILLOW.tenantId, batchId, maySend)) text += line;
      return text;
    };
    expect(await read('city', RIVERTON, true)).not.toMatch(/13[89]12345678|赵敏/);
    expect(await read('county', WILLOW, true)).toContain('13812345678');
    const atDesk = await read('county', WILLOW, false);
    expect(atDesk).not.toMatch(/13[89]12345678|赵敏/);
    expect(atDesk).toContain('138****5678');
  });

  it('a batch without rejects still answers with a header', async () => {
    const { batch } = await upload(intake, [willowRow('E2')]);
    const lines: string[] = [];
    for await (const line of rejectedRows(intake, 'county', WILLOW, WILLOW.tenantId, batch.batchId, true))
      lines.push(line);
    expect(lines).toEqual([expect.stringContaining('原因 reasons')]);
  });

  it('a row can be followed back to the file it came from', async () => {
    const { row } = await caseOf('B1');
    const found = await readUploadedRow(intake, 'county', WILLOW, WILLOW.tenantId, row.batch_id, row.row_no);
    expect(found).toMatchObject({ fileName: 'upload.csv', rowNo: 3, cells: { 编号: 'B1', 地址: '柳岸路 2 号' } });
  });

  it('files that cannot be read are refused as a whole, and a header alone is an empty batch', async () => {
    const refused = async (content: string | Uint8Array) => {
      const { batch } = await upload(intake, content);
      return (await summary(batch.batchId)).refused?.code;
    };
    expect(await refused('a,b\n1,2\n')).toBe('ENV-COLUMNS');
    expect(await refused('garbage')).toBe('ENV-COLUMNS');
    expect(await refused('PK\u0003\u0004\0\0sheet\0,\0\n')).toBe('ENV-COLUMNS');
    expect(await refused('编号\0,地址\n1,2\n')).toBe('ENV-COLUMNS');
    expect(await refused(new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3]))).toBe('ENV-GZIP');
    expect(await problemOf(upload(intake, ''))).toBe('ENV-EMPTY');
    const { batch } = await upload(intake, csvOf([willowRow('x')]).split('\n', 1)[0] + '\n');
    expect(await summary(batch.batchId)).toMatchObject({ state: 'completed', rows: 0 });
  });

  it('a file without its header does not show the person in its first line', async () => {
    const header = csvOf([willowRow('G1')]).split('\n', 1)[0] ?? '';
    const { batch } = await upload(intake, csvOf([willowRow('G1')]).slice(header.length + 1));
    const { refused } = await summary(batch.batchId);
    expect(refused?.code).toBe('ENV-COLUMNS');
    expect(JSON.stringify(refused)).toContain('首行不是列名');
    expect(JSON.stringify(refused)).not.toContain('柳岸路');
  });

  it('the columns of the report of rejected rows are not held against whoever sends it back corrected', async () => {
    const { batch } = await upload(intake, [willowRow('F3', { '结果 outcome': 'rejected', '原因 reasons': 'x' })]);
    expect(await codes(batch.batchId)).toEqual({});
  });

  it('columns the mapping does not mention are reported once', async () => {
    const { batch } = await upload(intake, [willowRow('F1', { 备注: 'x' }), willowRow('F2', { 备注: 'y' })]);
    expect(await codes(batch.batchId)).toEqual({ 'MAP-COLUMN-UNKNOWN': 1 });
    expect((await summary(batch.batchId)).warnings).toBe(1);
  });
});

describe('batches', () => {
  it('the same client id with the same bytes is the same batch; with other bytes it is a conflict', async () => {
    const send = (text: string) =>
      receiveBatch(intake, WILLOW, {
        sourceId: null,
        sourceCode: 'old',
        clientBatchId: 'day-1',
        fileName: null,
        format: 'csv',
        bytes: bytesOf(text),
      });
    const [first, again] = await Promise.all([send(csvOf([willowRow('G1')])), send(csvOf([willowRow('G1')]))]);
    expect(again.batch.batchId).toBe(first.batch.batchId);
    expect([first.repeated, again.repeated].filter(Boolean)).toHaveLength(1);
    expect(await problemOf(send(csvOf([willowRow('G2')])))).toBe('KEY-BATCH-REUSED');
    expect(await problemOf(receiveBatch(intake, WILLOW, { sourceId: null, sourceCode: 'other', clientBatchId: 'x', fileName: null, format: null, bytes: bytesOf('x') }))).toBe('KEY-SOURCE'); // prettier-ignore
    await runBatch(intake, WILLOW, first.batch.batchId);
  });

  it('a run that stops between chunks goes on where it stopped, by whoever comes next', async () => {
    const rows = Array.from({ length: 6000 }, (_, i) => willowRow(`H${i % 5900}`));
    const { batch } = await receiveBatch(intake, WILLOW, {
      sourceId: null,
      sourceCode: null,
      clientBatchId: 'long',
      fileName: null,
      format: 'csv',
      bytes: bytesOf(csvOf(rows)),
    });
    const crashed = await openRun(intake, WILLOW, batch.batchId);
    expect(await crashed?.turn()).toBe('more'); // survey
    expect(await crashed?.turn()).toBe('more'); // first chunk
    expect(await openRun(intake, WILLOW, batch.batchId)).toBeNull(); // the lease still holds
    const later = { ...intake, deps: { ...intake.deps, clock: { now: () => new Date('2026-11-02T02:00:00Z') } } };
    const next = await openRun(later, WILLOW, batch.batchId);
    expect(await crashed?.turn()).toBe('done'); // overtaken: writes nothing
    while ((await next?.turn()) === 'more');
    expect(await summary(batch.batchId)).toMatchObject({
      state: 'completed',
      rows: 6000,
      outcomes: { created: 5900, superseded: 100, rejected: 0 },
    });
    expect(await outcomes(batch.batchId)).toHaveLength(1000);
  });

  it('submitCases runs through the same functions and answers at once', async () => {
    const { batch, rows } = await submitCases(intake, WILLOW, {
      sourceId: null,
      sourceCode: null,
      clientBatchId: 'small',
      rows: [willowRow('I1'), willowRow(''), willowRow('A1', { 举报人: '赵敏', 电话: '13812345678' })],
    });
    expect(batch.state).toBe('completed_with_rejects');
    expect(rows.map((r) => r.outcome)).toEqual(['created', 'rejected', 'unchanged']);
    expect(rows[1]?.caseId).toBeNull();
    const many = Array.from({ length: 201 }, (_, i) => willowRow(`J${i}`));
    const submission = { sourceId: null, sourceCode: null, clientBatchId: 'many', rows: many };
    expect(await problemOf(submitCases(intake, WILLOW, submission))).toBe('SYS-INPUT');
  });
});

describe('isolation of uploads', () => {
  it('Reed cannot see a batch of Willow, nor its rejected rows', async () => {
    const { batch } = await upload(intake, [willowRow('K1')]);
    const asReed = inTenant(intake.database, 'county', REED, (trx) => getBatch(trx, WILLOW.tenantId, batch.batchId));
    expect(await problemOf(asReed)).toBe('SYS-NOT-FOUND');
    const rows = rejectedRows(intake, 'county', REED, WILLOW.tenantId, batch.batchId, true);
    expect(await problemOf(rows.next())).toBe('SYS-NOT-FOUND');
    expect(await problemOf(readUploadedRow(intake, 'county', REED, REED.tenantId, batch.batchId, 1))).toBe(
      'SYS-NOT-FOUND',
    );
  });

  it('the same id of another county is another case', async () => {
    const { batch } = await upload(intake, [willowRow('K1')], { as: REED });
    const found = await inTenant(intake.database, 'ingest', REED, (trx) =>
      readOutcomes(trx, REED.tenantId, batch.batchId),
    );
    expect(found.map((r) => r.outcome)).toEqual(['created']);
  });

  it('a case held by somebody else cannot be changed, and the other rows go in all the same', async () => {
    await upload(intake, [willowRow('L1'), willowRow('L2')]);
    const boss = await intake.database.superuser();
    const { row } = await caseOf('L1');
    await boss.query('update biz."case" set holder_id = 1 where tenant_id = 2 and id = $1', [row.id]);
    await boss.end();
    const changed = { 地址: '柳岸路 9 号' };
    const { batch } = await upload(intake, [willowRow('L1', changed), willowRow('L2', changed), willowRow('L3')]);
    expect(await outcomes(batch.batchId)).toEqual(['rejected', 'updated', 'created']);
    expect(await codes(batch.batchId)).toEqual({ 'FLOW-NOT-HOLDER': 1 });
  });
});

describe('closed periods', () => {
  beforeEach(async () => {
    const boss = await intake.database.superuser();
    await boss.query(`insert into biz.closing (tenant_id, city_id, epoch, period_id, from_at, to_at)
      values (2, 1, 0, gen_random_uuid(), '2026-09-01 00:00+08', '2026-10-01 00:00+08') on conflict do nothing`);
    await boss.query('update biz.period_cut set epoch = 1 where tenant_id = 2');
    await boss.end();
  });
  it('what touches one is accepted and marked', async () => {
    const september = {
      上报时间: '2026-09-28 08:00:00',
      立案时间: '2026-09-28 08:10:00',
      派遣时间: '2026-09-28 08:20:00',
    };
    const { batch } = await upload(intake, [willowRow('M1', september), willowRow('M2')]);
    expect(await outcomes(batch.batchId)).toEqual(['created', 'created']);
    expect(await codes(batch.batchId)).toEqual({ 'PERIOD-LATE': 1 });
    expect(await lateOf('M1')).toEqual([true, true, true, false, false]);
    expect(await lateOf('M2')).not.toContain(true);
    expect((await caseOf('M1')).events.map((event) => event.epoch)).toEqual([1, 1, 1, 1, 1]);
  });

  /** What its county is shown of each event, in the order it was recorded. */
  async function lateOf(externalId: string): Promise<(boolean | null)[]> {
    const { events } = await caseOf(externalId);
    const late = await inTenant(intake.database, 'county', { tenantId: 2, cityId: 1, actor: 'test' }, (trx) =>
      sql<{ id: string; is_late: boolean }>`select id, is_late from api.case_event where tenant_id = 2`.execute(trx),
    );
    return events.map(({ id }) => late.rows.find((row) => row.id === id)?.is_late ?? null);
  }

  it('what happened before or after its days is not late', async () => {
    const august = {
      上报时间: '2026-08-31 23:59:59',
      立案时间: '2026-10-01 00:00:00',
      派遣时间: '2026-10-01 00:00:01',
    };
    const { batch } = await upload(intake, [willowRow('M3', august)]);
    expect(await codes(batch.batchId)).not.toHaveProperty('PERIOD-LATE');
  });
});

/** Every stored row version of the tables of cases: any insert, update or delete shows, committed or not yet counted. */
async function tableWrites(): Promise<Record<string, string>> {
  const boss = await intake.database.superuser();
  const tables = ['case', 'case_source', 'case_event', 'case_person', 'case_fact', 'case_number', 'stat_dirty'];
  const versions: Record<string, string> = {};
  for (const table of tables) {
    const { rows } = await boss.query<{ versions: string }>(
      `select count(*) || ' ' || md5(string_agg(ctid || ' ' || xmin, ',' order by ctid)) as versions from biz."${table}"`,
    );
    versions[table] = rows[0]?.versions ?? '';
  }
  await boss.end();
  return versions;
}
