import { asOwner, sampleCity, sampleMonth, systemDeps } from '@liangji/platform';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeIntakeRing } from '../src/worker/intake-ring.ts';
import { startWorker, type Worker } from '../src/worker/start-worker.ts';
import { openSampleHouse, type SampleHouse } from './sample-house.ts';

const month = (slug: string) => sampleMonth(sampleCity().find((county) => county.slug === slug)!);
const errors: unknown[] = [];
const quiet = { info: () => {}, warn: (e: unknown) => errors.push(e), error: (e: unknown) => errors.push(e) };
let house: SampleHouse;
let worker: Worker | undefined;
const services = () => ({ database: house.database, deps: systemDeps, files: house.files, log: quiet as never });

beforeAll(async () => {
  house = await openSampleHouse();
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
  expect(errors.splice(0)).toEqual([]);
});
afterAll(() => house.close());

async function send(slug: string) {
  const { bytes, contentType } = month(slug);
  const answer = await house.app.inject({
    method: 'POST',
    url: `/intake/v1/batches?clientBatchId=october`,
    headers: { 'content-type': contentType, ...(await house.machine(`${slug}-upload`)) },
    payload: Buffer.from(bytes),
  });
  expect(answer.statusCode, answer.body).toBe(202);
  return answer.json() as { batchId: string; tenantId: number };
}

async function stateOf(slug: string, batchId: string) {
  const answer = await house.app.inject({
    url: `/intake/v1/batches/${batchId}`,
    headers: await house.machine(`${slug}-upload`),
  });
  return answer.json();
}

const finished = (slug: string, batchId: string) =>
  expect.poll(async () => (await stateOf(slug, batchId)).state, { timeout: 60_000, interval: 200 });

describe('the worker', () => {
  test('a batch that waits when the worker starts is worked on, folded and ranked', async () => {
    const { batchId, tenantId } = await send('anju');
    worker = await startWorker(services(), house.database.urls.jobs);
    await finished('anju', batchId).toMatch(/^completed/);
    const batch = await stateOf('anju', batchId);
    expect(batch.outcomes.created).toBeGreaterThan(100);
    await expect
      .poll(
        () =>
          asOwner(house.database, (trx) =>
            trx.selectFrom('biz.result').select(['state', 'is_frozen']).where('tenant_id', '=', tenantId).execute(),
          ),
        { timeout: 30_000, interval: 200 },
      )
      .toEqual([{ state: 'scored', is_frozen: false }]);
  });

  test('a worker that is stopped hands its batch back, and the next one goes on at once', async () => {
    const { batchId, tenantId } = await send('shehong');
    const ring = makeIntakeRing(services(), () => {});
    ring.wake({ tenantId, cityId: 1 });
    await ring.stop();
    expect(await stateOf('shehong', batchId)).toMatchObject({ state: 'running', doneRows: 0 });
    const lease = await asOwner(house.database, (trx) =>
      trx.selectFrom('biz.batch').select('lease_until').where('id', '=', batchId).executeTakeFirstOrThrow(),
    );
    expect(lease.lease_until).toBeNull();
    worker = await startWorker(services(), house.database.urls.jobs);
    await finished('shehong', batchId).toMatch(/^completed/);
  });
});
