import { asOwner, openQueue, sampleCity, sampleMonth, systemDeps } from '@liangji/platform';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorker } from '../../src/worker/start-worker.ts';
import { openSampleHouse, type SampleHouse } from '../sample-house.ts';
import { until } from './until.ts';

let house: SampleHouse;
beforeAll(async () => {
  house = await openSampleHouse();
});
afterAll(() => house.close());

interface Answer {
  readonly status: number;
  readonly batchId: string;
}

/** The house only notes whom the gateway woke: this hands it on to the worker, which else would look once a minute. */
async function wakeFor(wakes: SampleHouse['wakes']): Promise<void> {
  const onError = (error: unknown): void => console.error(error);
  const queue = await openQueue({ url: house.database.urls.jobs, part: 'sender', onError });
  const tenants = await asOwner(house.database, (trx) =>
    trx.selectFrom('control.tenant').select(['id as tenantId', 'city_id as cityId']).execute(),
  );
  const woken = new Set(wakes.map(({ tenantId }) => tenantId));
  for (const tenant of tenants.filter(({ tenantId }) => woken.has(tenantId))) await queue.wake('intake', tenant);
  await queue.stop();
}

async function send(slug: string, clientBatchId: string): Promise<Answer> {
  const { bytes, contentType } = sampleMonth(sampleCity().find((county) => county.slug === slug)!);
  const answer = await house.app.inject({
    method: 'POST',
    url: `/intake/v1/batches?clientBatchId=${clientBatchId}`,
    headers: { 'content-type': contentType, ...(await house.machine(`${slug}-upload`)) },
    payload: Buffer.from(bytes),
  });
  return { status: answer.statusCode, batchId: answer.json().batchId };
}

test('fifty uploads at once, each sent twice at once, are fifty batches with every row in one outcome and every case once', async () => {
  const counties = ['shehong', 'anju', 'pengxi', 'chuanshan', 'daying'];
  const known = new Set(sampleCity().map(({ slug }) => slug));
  expect(counties.filter((slug) => !known.has(slug))).toEqual([]);
  const uploads = Array.from({ length: 50 }, (_, index) => [counties[index % 5]!, `upload-${index}`] as const);
  const log = { info() {}, warn() {}, error() {} };
  const worker = await startWorker(
    { database: house.database, deps: systemDeps, files: house.files, log },
    house.database.urls.jobs,
  );
  try {
    const pairs = await Promise.all(uploads.map(([slug, id]) => Promise.all([send(slug, id), send(slug, id)])));
    for (const [one, other] of pairs) {
      expect([one.status, other.status].toSorted()).toEqual([200, 202]);
      expect(one.batchId).toBe(other.batchId);
    }
    const read = () =>
      asOwner(house.database, (trx) => trx.selectFrom('biz.batch').selectAll().orderBy('received_at').execute());
    await wakeFor(house.wakes);
    await until(
      'all are final',
      async () => (await read()).every(({ state }) => state.startsWith('completed')),
      240_000,
    );
    const batches = await read();
    expect(batches).toHaveLength(50);
    for (const batch of batches) {
      const outcomes = [batch.created_count, batch.updated_count, batch.unchanged_count, batch.stale_count];
      const sum = [...outcomes, batch.superseded_count, batch.rejected_count].reduce((a, b) => a + b, 0);
      expect(sum).toBe(batch.row_count);
    }
    for (const tenantId of new Set(batches.map((batch) => batch.tenant_id))) {
      const own = batches.filter((batch) => batch.tenant_id === tenantId);
      const created = own.map((batch) => batch.created_count).filter((count) => count > 0);
      expect(created).toHaveLength(1); // the first made every case, the others found nothing new
      const cases = await asOwner(house.database, (trx) =>
        trx.selectFrom('biz.case_source').select('case_id').where('tenant_id', '=', tenantId).execute(),
      );
      expect(cases).toHaveLength(created[0]!);
    }
  } finally {
    await worker.stop();
  }
}, 300_000);
