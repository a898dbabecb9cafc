import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asOwner, openDatabase, sampleCity, sampleMonth, systemDeps } from '@liangji/platform';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countEvents } from '../../src/events/event-metrics.ts';
import { makeFeed } from '../../src/events/feed.ts';
import type { Streams } from '../../src/events/streams.ts';
import { makeFoldRing } from '../../src/worker/fold-ring.ts';
import { makeIntakeRing } from '../../src/worker/intake-ring.ts';
import { databaseAnswers, filesWritable } from '../../src/operation/dependencies.ts';
import { addHttpMetrics } from '../../src/operation/http-metrics.ts';
import { buildInternal } from '../../src/operation/internal.ts';
import { makeMetrics } from '../../src/operation/metrics.ts';
import { addWorkloadMetrics } from '../../src/worker/workload-metrics.ts';
import Fastify from 'fastify';
import { openSampleHouse, type SampleHouse } from '../sample-house.ts';

const warnings: unknown[] = [];
const log = {
  info: () => undefined,
  warn: (it: unknown) => void warnings.push(it),
  error: (it: unknown) => void warnings.push(it),
};
let house: SampleHouse;
let internal: FastifyInstance;
beforeAll(async () => {
  house = await openSampleHouse();
});
afterAll(async () => {
  await house.close();
});

/** A worker's internal port as it is now, with figures read afresh. */
function openInternal(database = house.database as ReturnType<typeof openDatabase>): FastifyInstance {
  const metrics = makeMetrics(house.files);
  addWorkloadMetrics(metrics, { database, deps: systemDeps, log });
  return buildInternal([databaseAnswers(database, 'ingest'), filesWritable(house.files)], metrics);
}

async function scrape(from = openInternal()): Promise<(line: string) => number | undefined> {
  const { body, statusCode } = await from.inject('/metrics');
  expect(statusCode).toBe(200);
  return (name) => {
    const found = body.split('\n').find((line) => line.startsWith(`${name} `));
    return found === undefined ? undefined : Number(found.split(' ').at(-1));
  };
}

test('a waiting upload is seen with its age, then its rows by outcome, then the lag of the figures, county by county', async () => {
  const { bytes, contentType, rows } = sampleMonth(sampleCity().find(({ slug }) => slug === 'anju')!);
  const answer = await house.app.inject({
    method: 'POST',
    url: '/intake/v1/batches?clientBatchId=october',
    headers: { 'content-type': contentType, ...(await house.machine('anju-upload')) },
    payload: Buffer.from(bytes),
  });
  const { tenantId } = answer.json() as { tenantId: number };
  const tenant = { tenantId, cityId: 1 };
  await new Promise((done) => setTimeout(done, 30));

  const waiting = await scrape();
  expect(waiting('liangji_queue_batches{tenant="anju",state="queued"}')).toBe(1);
  expect(waiting('liangji_batch_age_seconds{tenant="anju"}')).toBeGreaterThan(0.02);
  expect(waiting('liangji_queue_batches{tenant="shehong",state="queued"}')).toBe(0);

  const services = { database: house.database, deps: systemDeps, files: house.files, log };
  const intake = makeIntakeRing(services, () => undefined);
  intake.wake(tenant);
  await intake.idle();
  const merged = await scrape();
  const outcomes = ['created', 'updated', 'unchanged', 'stale', 'superseded', 'rejected'];
  const counts = outcomes.map((outcome) => merged(`liangji_rows_total{tenant="anju",outcome="${outcome}"}`) ?? NaN);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(rows);
  expect(merged('liangji_queue_batches{tenant="anju",state="queued"}')).toBe(0);
  expect(merged('liangji_batch_age_seconds{tenant="anju"}')).toBe(0);
  const ended = ['completed', 'completed_with_rejects'].map((state) =>
    merged(`liangji_batches_total{tenant="anju",state="${state}"}`),
  );
  expect(ended.toSorted()).toEqual([0, 1]);
  expect(merged('liangji_fold_marks{tenant="anju"}')).toBeGreaterThan(10);
  expect(merged('liangji_fold_lag_seconds{tenant="anju"}')).toBeGreaterThan(0);
  expect(merged('liangji_rows_total{tenant="shehong",outcome="created"}')).toBe(0);

  const fold = makeFoldRing(services);
  fold.wake(tenant);
  await fold.idle();
  const folded = await scrape();
  expect(folded('liangji_fold_marks{tenant="anju"}')).toBe(0);
  expect(folded('liangji_fold_lag_seconds{tenant="anju"}')).toBe(0);
  expect(folded('liangji_files_free_bytes')).toBeGreaterThan(0);
  expect(warnings).toEqual([]);
});

test('a batch that was given up is counted until somebody has it tried again', async () => {
  const given = 'liangji_batches_given_up{tenant="anju"}';
  expect((await scrape())(given)).toBe(0);
  const set = (state: string, code: string | null) =>
    asOwner(house.database, (trx) =>
      trx
        .updateTable('biz.batch')
        .set({ state, refused_code: code })
        .where('client_batch_id', '=', 'october')
        .execute(),
    );
  await set('refused', 'SYS-FAULT');
  expect((await scrape())(given)).toBe(1);
  await set('refused', 'ENV-COLUMNS');
  expect((await scrape())(given)).toBe(0);
});

test('requests are timed by route, and an address made up by a caller cannot become a label', async () => {
  const metrics = makeMetrics(house.files);
  const app = Fastify();
  addHttpMetrics(app, metrics);
  app.get('/intake/v1/batches/:id', async () => 'x');
  for (const url of ['/intake/v1/batches/1', '/intake/v1/batches/2', '/made/up/13908250717']) await app.inject(url);
  const read = await scrape(buildInternal([], metrics));
  const name = 'liangji_http_request_duration_seconds_count';
  expect(read(`${name}{method="GET",route="/intake/v1/batches/:id",status="200"}`)).toBe(2);
  expect(read(`${name}{method="GET",route="none",status="404"}`)).toBe(1);
  expect(await metrics.registry.metrics()).not.toContain('13908250717');
});

test('streams that are open are seen, and how each began: fresh, by a replay or by a reset', async () => {
  const metrics = makeMetrics(house.files);
  const readers = [{}, {}] as unknown as ReturnType<Streams['all']>;
  const counts = countEvents(metrics, { all: () => readers });
  const feed = makeFeed(systemDeps, { all: () => [] }, counts);
  feed.begin();
  const viewer = { pool: 'county', tenantId: 2, cityId: 1, login: 'x', body: { id: 2 } } as const;
  const text = feed.opening(viewer, undefined);
  feed.opening(viewer, /^id: (.*)$/m.exec(text)![1]);
  feed.opening(viewer, 'nonsense');
  counts.reset(3);
  const read = await scrape(buildInternal([], metrics));
  expect(read('liangji_event_streams')).toBe(2);
  const opened = ['fresh', 'replay', 'reset'].map((how) => read(`liangji_event_streams_opened_total{how="${how}"}`));
  expect(opened).toEqual([1, 1, 1]);
  expect(read('liangji_event_resets_total')).toBe(3);
});

test('a worker without its database is not ready, says why on the internal port, and still counts', async () => {
  const away = openDatabase(
    Object.fromEntries(Object.keys(house.database.urls).map((role) => [role, 'postgres://x:y@127.0.0.1:1/z'])),
  );
  internal = openInternal(away);
  const answer = await internal.inject('/readyz');
  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toEqual({ ready: false, reasons: [expect.stringMatching(/^database: .*ECONNREFUSED/)] });
  const read = await scrape(internal);
  expect(read('liangji_workload_readable')).toBe(0);
  expect(read('liangji_rows_total{tenant="anju",outcome="created"}')).toBeUndefined();
  expect(read('process_cpu_seconds_total')).toBeGreaterThan(0);
  await away.close();
});

test('a process whose folder of files cannot be made is not ready and names the folder', async () => {
  const home = mkdtempSync(join(tmpdir(), 'liangji-ready-'));
  const blocked = join(import.meta.filename, 'below-a-file');
  const answer = await buildInternal([filesWritable(blocked)], makeMetrics(blocked)).inject('/readyz');
  expect(answer.json()).toEqual({ ready: false, reasons: [expect.stringContaining('below-a-file')] });
  const well = await buildInternal([filesWritable(join(home, 'new'))], makeMetrics(home)).inject('/readyz');
  expect(well.json()).toEqual({ ready: true, reasons: [] });
  rmSync(home, { recursive: true });
});
