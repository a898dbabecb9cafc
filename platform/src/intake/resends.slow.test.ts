import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTestIntake, NOW, upload, WILLOW_MAPPING, willowRow, type TestIntake } from '../../test/intake/county.ts';
import { WILLOW } from '../../test/people.ts';
import { inTenant } from '../database/transaction.ts';
import { getBatch } from './batch/batch-summary.ts';
import { putMapping } from './mapping/put-mapping.ts';
import { findingsByCode } from './report/findings-report.ts';
import { unknownWords, unknownWordsCsv } from './report/unknown-words.ts';
import { warningLines } from './report/warning-lines.ts';

const MAPPING = {
  ...WILLOW_MAPPING,
  skip: [{ column: '类型', is: ['咨询{*}'] }],
  status: { column: '阶段', values: { 处置: 'dispatched', 结案: { stage: 'closed', undated: true } } },
  severities: { ...WILLOW_MAPPING.severities, 'MAP-CLASS-UNKNOWN': 'warning', 'GEO-OUTSIDE': 'warning' },
  ignore: ['类型'],
};
const row = (id: string, more: Record<string, string> = {}) =>
  willowRow(id, { 结案时间: '', 处置时间: '', 阶段: '处置', 类型: '投诉', ...more });

let intake: TestIntake;
beforeAll(async () => {
  intake = await makeTestIntake();
  await inWillow((trx) =>
    putMapping(trx, intake.deps, WILLOW, { sourceId: null, sourceCode: null, document: MAPPING }),
  );
});
afterAll(async () => {
  await intake.database.drop();
  await rm(intake.files, { recursive: true });
});

const inWillow = <T>(run: Parameters<typeof inTenant<T>>[3]): Promise<T> =>
  inTenant(intake.database, 'ingest', WILLOW, run);
const later = (hours: number) => ({
  ...{ ...intake, deps: { ...intake.deps, clock: { now: () => new Date(NOW.getTime() + hours * 3_600_000) } } },
});
async function send(rows: Record<string, string>[], hours = 0) {
  const { batch } = await upload(later(hours), rows);
  return inWillow(async (trx) => ({
    ...(await getBatch(trx, 2, batch.batchId)),
    words: await unknownWords(trx, 2, batch.batchId),
    groups: await findingsByCode(trx, 2, batch.batchId),
    stored: await trx
      .selectFrom('biz.finding')
      .select(['row_no', 'code', 'received', 'row_count'])
      .where('tenant_id', '=', 2)
      .where('batch_id', '=', batch.batchId)
      .orderBy('row_no')
      .orderBy('seq')
      .execute(),
  }));
}
const caseOf = (externalId: string) =>
  inWillow((trx) =>
    trx
      .selectFrom('biz.case as c')
      .innerJoin('biz.case_source as s', 's.case_id', 'c.id')
      .select(['c.stage', 'c.closed_at', 'c.inexact_times'])
      .where('c.tenant_id', '=', 2)
      .where('s.tenant_id', '=', 2)
      .where('s.external_id', '=', externalId)
      .executeTakeFirstOrThrow(),
  );

describe('a file that is sent again', () => {
  const rows = [
    row('W1', { 小类: '飞碟', 经度: '107' }),
    row('W2', { 小类: '飞碟', 经度: '107.1' }),
    row('W3', { 小类: '不明' }),
    row('W4', { 类型: '咨询电话' }),
    row('W5', { 类型: '咨询电话' }),
  ];
  it('is counted by its rows, and what is noticed of rows that change nothing is stored once', async () => {
    const first = await send(rows);
    expect(first.outcomes).toMatchObject({ created: 3, skipped: 2, rejected: 0 });
    expect(first.warnings).toBe(7);
    expect(first.stored.filter(({ code }) => code !== 'MAP-ROW-SKIPPED').every((one) => one.row_count === 1)).toBe(
      true,
    );
    const again = await send(rows, 1);
    expect(again.outcomes).toMatchObject({ created: 0, unchanged: 3, skipped: 2 });
    expect(again.warnings).toBe(7);
    expect(again.stored.map((one) => [one.row_no, one.code, one.received, one.row_count])).toEqual([
      [1, 'MAP-CLASS-UNKNOWN', '飞碟', 2],
      [1, 'GEO-OUTSIDE', '107, 30.5', 2],
      [3, 'MAP-CLASS-UNKNOWN', '不明', 1],
      [4, 'MAP-ROW-SKIPPED', '咨询电话', 2],
    ]);
    expect(again.groups.map(({ code, count }) => [code, count])).toEqual(
      first.groups.map(({ code, count }) => [code, count]),
    );
    expect(again.words).toEqual(first.words);
  });
  it('names every word nobody explained, with its rows', async () => {
    const { words } = await send(rows, 2);
    expect(
      words.map(({ code, columns, word, rows: count, firstLine }) => [code, columns, word, count, firstLine]),
    ).toEqual([
      ['MAP-CLASS-UNKNOWN', ['小类'], '飞碟', 2, 2],
      ['MAP-CLASS-UNKNOWN', ['小类'], '不明', 1, 4],
      ['MAP-ROW-SKIPPED', ['类型'], '咨询电话', 2, 5],
    ]);
    expect(unknownWordsCsv(words).split('\r\n')[1]).toMatch(/^飞碟,2,小类,2,MAP-CLASS-UNKNOWN,warning,/);
    expect(unknownWordsCsv([])).toMatch(/^\ufeff词 word,[^\n]*\n$/);
  });
  it('has all its warnings to download, and only for those who may see it', async () => {
    const { batchId } = await send([...rows, row('W6', { 小类: '飞碟' })], 3);
    let text = '';
    for await (const part of warningLines(intake.database, 'ingest', WILLOW, 2, batchId)) text += part;
    const lines = text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(6);
    expect(lines[0]).toMatch(/^\ufeff行 line,行数 rows,/);
    expect(lines[1]).toMatch(/^2,2,W1,MAP-CLASS-UNKNOWN,小类,飞碟,/);
    expect(lines[5]).toMatch(/^7,1,W6,MAP-CLASS-UNKNOWN,小类,飞碟,/);
    const reed = { ...WILLOW, tenantId: 3 };
    const foreign = warningLines(intake.database, 'ingest', reed, 2, batchId).next();
    await expect(foreign).rejects.toMatchObject({ code: 'SYS-NOT-FOUND' });
  });
});

describe('a case closed without a time', () => {
  it('is dated by the moment of receipt, which is no content, until its time comes', async () => {
    const undated = row('U1', { 阶段: '结案' });
    expect((await send([undated], 4)).groups.map(({ code }) => code)).toEqual(['FLOW-UNDATED']);
    const received = new Date(NOW.getTime() + 4 * 3_600_000);
    expect(await caseOf('U1')).toEqual({ stage: 'closed', closed_at: received, inexact_times: 'closed:unknown' });
    expect((await send([undated], 30)).outcomes.unchanged).toBe(1);
    expect((await send([{ ...undated, 地址: '柳岸路 9 号' }], 31)).outcomes.updated).toBe(1);
    expect(await caseOf('U1')).toMatchObject({ closed_at: received, inexact_times: 'closed:unknown' });
    const dated = row('U1', { 阶段: '结案', 地址: '柳岸路 9 号', 结案时间: '2026-10-20 10:00:00' });
    expect((await send([dated], 32)).outcomes.updated).toBe(1);
    const known = { stage: 'closed', closed_at: new Date('2026-10-20T02:00:00Z'), inexact_times: null };
    expect(await caseOf('U1')).toEqual(known);
    // What is known is not forgotten by a file that leaves it out.
    await send([{ ...undated, 地址: '柳岸路 10 号' }], 33);
    expect(await caseOf('U1')).toEqual(known);
  });
  it('closes a case that was open', async () => {
    await send([row('U2')], 34);
    expect((await send([row('U2', { 阶段: '结案' })], 35)).outcomes.updated).toBe(1);
    expect(await caseOf('U2')).toMatchObject({ stage: 'closed', inexact_times: 'closed:unknown' });
  });
});
