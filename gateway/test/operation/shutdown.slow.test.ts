import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asOwner, inTenant, putMapping, systemDeps } from '@liangji/platform';
import { freshDatabase, type TestDatabase } from '@liangji/platform/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asNdjson, makeRows, MAPPING } from '../../bench/rows.ts';
import { freePort } from '../free-port.ts';
import { furnishSampleCity, machineHeaders, openIssuer, variablesOf, type Issuer } from '../sample-house.ts';
import { start, type Started } from './started.ts';

const ROWS = 16_000; // four chunks
const BODY = asNdjson(makeRows(ROWS, new Date('2026-10-01T00:00:00Z')));

interface SentSpan {
  readonly name: string;
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
  readonly traceId: string;
  readonly parentSpanId?: string;
}

let database: TestDatabase;
let issuer: Issuer;
let files: string;
let collector: Server;
let port: number;
const spans: SentSpan[] = [];
const running = new Set<Started>();

beforeAll(async () => {
  database = await freshDatabase('sample_city_with_period', furnishSampleCity);
  issuer = await openIssuer();
  files = mkdtempSync(join(tmpdir(), 'liangji-shutdown-'));
  port = await freePort();
  const shehong = await asOwner(database, (trx) =>
    trx.selectFrom('control.tenant').select('id').where('slug', '=', 'shehong').executeTakeFirstOrThrow(),
  );
  const acting = { tenantId: shehong.id, cityId: 1, actor: 'test' };
  const source = { sourceId: null, sourceCode: 'shehong-main' };
  await inTenant(database, 'ingest', acting, (trx) =>
    putMapping(trx, systemDeps, acting, { ...source, document: MAPPING }),
  );
  collector = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      for (const { scopeSpans } of JSON.parse(body).resourceSpans) spans.push(...scopeSpans[0].spans);
      response.setHeader('content-type', 'application/json').end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
});
afterAll(async () => {
  for (const one of running) {
    one.signal('SIGTERM');
    await one.ended;
  }
  collector.close();
  issuer.close();
  await database.drop();
  rmSync(files, { recursive: true });
});

function startOurs(name: 'main' | 'worker', more: Record<string, string> = {}): Started {
  const started = start(name, {
    ...variablesOf(database, issuer, files),
    ...{ PORT: String(name === 'main' ? port : 0), LIANGJI_LOG: 'info' },
    ...more,
  });
  running.add(started);
  void started.ended.then(() => running.delete(started));
  return started;
}

const traced = () => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
  OTEL_BSP_SCHEDULE_DELAY: '600000', // so that what arrives was sent by the shutdown
});

const batch = () =>
  asOwner(database, (trx) =>
    trx
      .selectFrom('biz.batch')
      .select(['id', 'state', 'next_row', 'lease_until', 'row_count'])
      .where('client_batch_id', '=', 'october')
      .executeTakeFirst(),
  );

const attribute = (span: SentSpan | undefined, key: string) =>
  span?.attributes.find((each) => each.key === key)?.value.stringValue;

describe('a process asked to stop', () => {
  test('a gateway in the middle of an upload takes it in to its end, answers, refuses what is new, and ends well', async () => {
    const gateway = startOurs('main', traced());
    await gateway.hasWritten('Server listening');
    const upload = httpRequest(`http://127.0.0.1:${port}/intake/v1/batches?clientBatchId=october`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-ndjson',
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
        ...(await machineHeaders(issuer, 'shehong-upload')),
      },
    });
    const answered = once(upload, 'response');
    const half = BODY.length >> 1;
    await new Promise((done) => upload.write(BODY.subarray(0, half), done));
    await gateway.hasWritten('incoming request');
    gateway.signal('SIGTERM');
    await gateway.hasWritten('stopping');
    await expect
      .poll(() =>
        fetch(`http://127.0.0.1:${port}/healthz`).then(
          () => 'open',
          () => 'closed',
        ),
      )
      .toBe('closed');
    upload.end(BODY.subarray(half));
    const [response] = (await answered) as [{ statusCode: number; resume(): void }];
    response.resume();
    expect(response.statusCode).toBe(202);
    expect(await gateway.ended).toBe(0);
    expect(await batch()).toMatchObject({ state: 'queued' });
  });

  test('its traces are sent before it ends, below the trace the caller began, with route and request id', async () => {
    const request = spans.find(({ name }) => name === 'POST /intake/v1/batches');
    expect(request).toMatchObject({ traceId: '0af7651916cd43dd8448eb211c80319c', parentSpanId: 'b7ad6b7169203331' });
    expect(attribute(request, 'liangji.request_id')).toMatch(/^[0-9a-f-]{36}$/);
    const transactions = spans.filter(({ name }) => name === 'transaction ingest');
    expect(transactions.length).toBeGreaterThanOrEqual(2);
    expect(new Set(transactions.map(({ traceId }) => traceId))).toEqual(new Set([request?.traceId]));
  });

  test('a worker in the middle of a batch finishes its chunk and hands the batch back; the next goes on from there', async () => {
    const first = startOurs('worker', traced());
    await first.hasWritten('working');
    await expect.poll(async () => (await batch())?.next_row, { timeout: 60_000, interval: 20 }).toBeGreaterThan(0);
    first.signal('SIGTERM');
    expect(await first.ended).toBe(0);
    const handed = await batch();
    expect(handed).toMatchObject({ state: 'running', lease_until: null });
    expect(handed!.next_row).toBeGreaterThan(0);
    expect(handed!.next_row).toBeLessThan(ROWS);
    const turn = spans.find(({ name }) => name === 'intake turn');
    expect(attribute(turn, 'liangji.batch')).toBe(handed!.id);

    const second = startOurs('worker');
    await expect.poll(async () => (await batch())?.state, { timeout: 60_000, interval: 100 }).toMatch(/^completed/);
    expect(await batch()).toMatchObject({ next_row: ROWS, row_count: ROWS });
    second.signal('SIGINT');
    expect(await second.ended).toBe(0);
    expect(second.output()).not.toContain('trace_id');
  });
});
