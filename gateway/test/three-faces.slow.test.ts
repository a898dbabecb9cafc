import { readdir, readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { fingerprint, foldTenant, runBatch, sampleCity, sampleMonth, systemDeps } from '@liangji/platform';
import { afterEach, expect, test } from 'vitest';
import { openSampleHouse, type SampleHouse } from './sample-house.ts';

/** 200 rows of the careless county: some are refused, some lie nowhere, some come twice. */
const LINES = Buffer.from(sampleMonth(sampleCity().find(({ slug }) => slug === 'pengxi')!).bytes)
  .toString('utf8')
  .split('\n')
  .filter((line) => line !== '')
  .slice(-200);
const ROWS: unknown[] = LINES.map((line) => JSON.parse(line) as unknown);
const CLIENT = 'pengxi-upload';
const ID = 'the-same-rows';

const houses: SampleHouse[] = [];
afterEach(async () => {
  await Promise.all(houses.splice(0).map((house) => house.close()));
});

async function byFile(house: SampleHouse): Promise<void> {
  const answer = await house.app.inject({
    method: 'POST',
    url: `/intake/v1/batches?clientBatchId=${ID}`,
    headers: { 'content-type': 'application/x-ndjson', ...(await house.machine(CLIENT)) },
    payload: gzipSync(LINES.join('\n')),
  });
  expect(answer.statusCode, answer.body).toBe(202);
  const acting = { tenantId: answer.json().tenantId as number, cityId: 1, actor: 'worker' };
  await runBatch({ database: house.database, deps: systemDeps, files: house.files }, acting);
}

async function byTrpc(house: SampleHouse): Promise<void> {
  const answer = await house.app.inject({
    method: 'POST',
    url: '/trpc/cases.submit',
    headers: await house.machine(CLIENT),
    payload: { clientBatchId: ID, rows: ROWS },
  });
  expect(answer.statusCode, answer.body).toBe(200);
}

async function byGraphql(house: SampleHouse): Promise<void> {
  const folder = new URL('../documents/public/', import.meta.url);
  const names = await readdir(folder);
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, folder), 'utf8')));
  const documentId = names[texts.findIndex((text) => text.includes('mutation SubmitCases'))]?.replace('.graphql', '');
  const answer = await house.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: await house.machine(CLIENT),
    payload: { documentId, variables: { clientBatchId: ID, rows: ROWS } },
  });
  expect(answer.json().errors).toBeUndefined();
}

test('the same rows leave the same tables, whether they come as a file, through tRPC or through GraphQL', async () => {
  const prints = [];
  for (const face of [byFile, byTrpc, byGraphql]) {
    const house = await openSampleHouse();
    houses.push(house);
    const before = await fingerprint(house.database);
    await face(house);
    expect(house.wakes.map(({ queue }) => queue)).toEqual([face === byFile ? 'intake' : 'fold']);
    const tenantId = house.wakes[0]!.tenantId;
    await foldTenant(house.database, { tenantId, cityId: 1, actor: 'worker' });
    const after = await fingerprint(house.database);
    const touched = Object.keys(after).filter((table) => after[table] !== before[table]);
    for (const table of [
      'biz.case',
      'biz.case_event',
      'biz.case_fact',
      'biz.finding',
      'biz.stat_bucket',
      'biz.audit',
    ]) {
      expect(touched).toContain(table);
    }
    prints.push(after);
  }
  expect(prints[1]).toEqual(prints[0]);
  expect(prints[2]).toEqual(prints[0]);
});
