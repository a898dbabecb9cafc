import { rm } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { WILLOW } from '../../test/people.ts';
import { fingerprint } from '../database/fingerprint.ts';
import { openRun } from './run-batch.ts';
import { receiveBatch } from './receive/receive-batch.ts';
import { submitCases } from './submit-cases.ts';
import { bytesOf, csvOf, makeTestIntake, upload, willowRow, type TestIntake } from '../../test/intake/county.ts';

// However the same rows travel, and whatever happens on the way, the tables end up the same.

const opened: TestIntake[] = [];
async function fresh(): Promise<TestIntake> {
  const intake = await makeTestIntake();
  opened.push(intake);
  return intake;
}
afterAll(async () => {
  for (const { database, files } of opened) {
    await database.drop();
    await rm(files, { recursive: true });
  }
});

const small = [
  willowRow('A1'),
  willowRow('A2', { 处置时间: '', 结案时间: '' }),
  willowRow(''),
  willowRow('A2'),
  willowRow('A3', { 经度: '0', 纬度: '0' }),
];
const once = { clientBatchId: 'once' };
const ndjsonOf = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n');

describe('the same rows', () => {
  it('leave the same tables through CSV, gzip, NDJSON, UTF-16 and the small synchronous path', async () => {
    const prints = [];
    for (const send of [
      (intake: TestIntake) => upload(intake, csvOf(small), once),
      (intake: TestIntake) => upload(intake, gzipSync(csvOf(small)), once),
      (intake: TestIntake) => upload(intake, Buffer.from(`\ufeff${csvOf(small)}`, 'utf16le'), once),
      // Findings name lines: an empty one stands where the header does.
      (intake: TestIntake) => upload(intake, `\n${ndjsonOf(small)}`, { ...once, format: 'ndjson' }),
      (intake: TestIntake) =>
        submitCases(intake, WILLOW, { sourceId: null, sourceCode: null, clientBatchId: 'once', rows: small }),
    ]) {
      const intake = await fresh();
      await send(intake);
      prints.push(await fingerprint(intake.database));
    }
    const bySubmitting = prints.pop();
    for (const print of prints) expect(print).toEqual(prints[0]);
    // Rows without a file have no header, so one finding names another line; there are as many.
    const { 'biz.finding': found, ...tables } = prints[0] ?? {};
    const { 'biz.finding': foundSubmitting, ...tablesSubmitting } = bySubmitting ?? {};
    expect(tablesSubmitting).toEqual(tables);
    expect(foundSubmitting?.split(' ')[0]).toBe(found?.split(' ')[0]);
  });

  it('leave the same tables when every worker dies after one step', async () => {
    const rows = Array.from({ length: 9000 }, (_, i) =>
      willowRow(i % 50 === 7 ? '' : `B${i % 8700}`, i % 3 === 0 ? {} : { 结案时间: '' }),
    );
    const undisturbed = await fresh();
    await upload(undisturbed, rows, once);
    const disturbed = await fresh();
    const { batch } = await receiveBatch(disturbed, WILLOW, {
      ...{ sourceId: null, sourceCode: null, fileName: 'upload.csv', format: 'csv', ...once },
      bytes: bytesOf(csvOf(rows)),
    });
    for (let hour = 1, end = 'more'; end === 'more'; hour++) {
      // A dead worker gives nothing back: the next one comes when the lease has run out.
      const deps = { ...disturbed.deps, clock: { now: () => new Date(Date.UTC(2026, 10, 2, hour)) } };
      const run = await openRun({ ...disturbed, deps }, WILLOW, batch.batchId);
      if (run === null) break;
      await run.turn();
      end = await run.turn();
    }
    expect(await fingerprint(disturbed.database)).toEqual(await fingerprint(undisturbed.database));
  });
});
