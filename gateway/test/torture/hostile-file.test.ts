import { gzipSync } from 'node:zlib';
import { asOwner, inTenant, putMapping, runBatch, systemDeps } from '@liangji/platform';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRows, MAPPING, type Row } from '../../bench/rows.ts';
import { openSampleHouse, type SampleHouse } from '../sample-house.ts';

/** A good row, as the tests of the line send it. */
const [GOOD] = makeRows(1, new Date('2026-10-01T00:00:00Z'));
const row = (id: string, more: Row = {}): Row => ({ ...GOOD, 案件号: id, ...more });

let house: SampleHouse;
let county: { tenantId: number; cityId: number; actor: string };
beforeAll(async () => {
  house = await openSampleHouse();
  const { id, city_id } = await asOwner(house.database, (trx) =>
    trx.selectFrom('control.tenant').select(['id', 'city_id']).where('slug', '=', 'shehong').executeTakeFirstOrThrow(),
  );
  county = { tenantId: id, cityId: city_id, actor: 'test' };
  await inTenant(house.database, 'ingest', county, (trx) =>
    putMapping(trx, systemDeps, county, {
      sourceId: null,
      sourceCode: 'shehong-main',
      document: MAPPING,
    }),
  );
});
afterAll(() => house.close());

interface Batch {
  readonly batchId: string;
  readonly state: string;
  readonly rows: number;
  readonly outcomes: Record<string, number>;
  readonly refused: { code: string } | null;
}

const get = async (path: string) =>
  house.app.inject({ url: `/intake/v1/batches/${path}`, headers: await house.machine('shehong-upload') });

let sent = 0;
/** Sends a file to the upload endpoint, works on it, and reads what the sender is answered. */
async function send(payload: Buffer | string, type = 'application/x-ndjson') {
  const answer = await house.app.inject({
    method: 'POST',
    url: `/intake/v1/batches?clientBatchId=hostile-${++sent}`,
    headers: { 'content-type': type, ...(await house.machine('shehong-upload')) },
    payload: Buffer.from(payload as string),
  });
  expect(answer.statusCode, answer.body).toBe(202);
  const { batchId } = answer.json() as Batch;
  await runBatch({ database: house.database, deps: systemDeps, files: house.files }, county, batchId);
  const batch = (await get(batchId)).json() as Batch;
  const findings = (await get(`${batchId}/findings`)).json() as { code: string; count: number }[];
  return { batch, codes: Object.fromEntries(findings.map(({ code, count }) => [code, count])) };
}

describe('a file that means harm', () => {
  test('with one broken line of every kind costs those lines; the report says which and why, and the good ones are cases', async () => {
    const lines = [
      JSON.stringify(row('good-1')),
      JSON.stringify(row('nul', { 地址: 'a\0b' })),
      JSON.stringify(row('lone')).replace('太和大道', '\\ud800'),
      JSON.stringify(Object.fromEntries(Array.from({ length: 10_001 }, (_, n) => [`c${n}`, n]))),
      JSON.stringify(row('long', { 描述: 'x'.repeat(300_000) })),
      '{"案件号": "cut',
      '[]',
      'null',
      '{"__proto__": {"案件号": "polluted"}}',
      JSON.stringify(row('good-2', { 地址: '=cmd|" /C calc"!A0' })),
    ];
    const { batch, codes } = await send(lines.join('\n'));
    expect(batch).toMatchObject({ state: 'completed_with_rejects', rows: 10, outcomes: { created: 2, rejected: 8 } });
    expect(codes).toMatchObject({
      ...{ 'ENV-NUL': 1, 'ENV-LONE-SURROGATE': 1, 'ENV-TOO-MANY-COLUMNS': 1, 'ENV-ROW-TOO-LONG': 1 },
      ...{ 'ENV-ROW-SYNTAX': 3, 'KEY-ID-MISSING': 1, 'CASE-FORMULA': 1 },
    });
    const rejected = await get(`${batch.batchId}/rejected`);
    expect(rejected.statusCode, rejected.body).toBe(200);
    expect(rejected.body).not.toContain('\0');
    for (let rowNo = 1; rowNo <= 10; rowNo++) {
      expect((await get(`${batch.batchId}/rows/${rowNo}`)).statusCode, `row ${rowNo}`).toBe(200);
    }
  });

  test('with ten thousand columns, as CSV, is read as far as it means something', async () => {
    const names = Object.keys(GOOD!);
    const more = Array.from({ length: 10_000 - names.length }, (_, n) => `c${n}`);
    const good = names.map((name) => row('wide')[name]).concat(more.map(() => ''));
    const wider = [...good, 'one more'];
    const { batch, codes } = await send(
      [names.concat(more), good, wider].map((cells) => cells.join(',')).join('\r\n'),
      'text/csv',
    );
    expect(batch).toMatchObject({ rows: 2, outcomes: { created: 1, rejected: 1 } });
    expect(codes).toMatchObject({ 'ENV-TOO-MANY-COLUMNS': 1, 'MAP-COLUMN-UNKNOWN': 50 });
  });

  test('in several encodings at once costs the rows that are not in the encoding of most', async () => {
    const names = Object.keys(GOOD!);
    const csv = [names.join(','), names.map((name) => row('mixed')[name]).join(',')].join('\n');
    const half = Buffer.concat([Buffer.from(csv), Buffer.from([0x0a, 0xff, 0xfe, 0xff, 0x2c, 0x31, 0x0a])]);
    const { batch, codes } = await send(half, 'text/csv');
    expect(batch).toMatchObject({ state: 'completed_with_rejects', outcomes: { created: 1, rejected: 1 } });
    expect(codes).toMatchObject({ 'ENV-ROW-SYNTAX': 1 });
  });

  test('that unpacks to a thousand times its size is refused', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, `${JSON.stringify(row('bomb'))}\n`));
    const { batch } = await send(bomb);
    expect(batch).toMatchObject({ state: 'refused', refused: { code: 'ENV-BOMB' } });
  });
});
