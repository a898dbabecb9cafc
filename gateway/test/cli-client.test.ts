import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { Problem, sampleCity, sampleMonth, systemDeps } from '@liangji/platform';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBatchReport, readReport } from '../src/cli/client/read-reports.ts';
import { sendBatch, waitForBatch, type Sender, type Sending } from '../src/cli/client/send-batch.ts';
import { batchSummary } from '../src/cli/summary.ts';
import { makeIntakeRing } from '../src/worker/intake-ring.ts';
import { openSampleHouse, type SampleHouse } from './sample-house.ts';

const PENGXI = sampleMonth(sampleCity().find(({ slug }) => slug === 'pengxi')!);
let house: SampleHouse;
let line: BadLine;
let sender: Sender;
beforeAll(async () => {
  house = await openSampleHouse();
  await house.app.listen({ port: 0, host: '127.0.0.1' });
  line = await openBadLine((house.app.server.address() as AddressInfo).port);
  const { authorization } = await house.machine('pengxi-upload');
  sender = {
    gatewayUrl: `http://127.0.0.1:${line.port}`,
    token: async () => authorization.slice('Bearer '.length),
  };
});
afterAll(async () => {
  line.close();
  await house.close();
});

interface BadLine {
  readonly port: number;
  /** The next so many connections break after their first bytes. */
  breakNext(connections: number): void;
  close(): void;
}

async function openBadLine(target: number): Promise<BadLine> {
  let toBreak = 0;
  const server: Server = createServer((client) => {
    client.on('error', () => {});
    if (toBreak > 0) {
      toBreak -= 1;
      client.once('data', () => client.destroy());
      return;
    }
    const gateway = connect(target, '127.0.0.1');
    gateway.on('error', () => client.destroy());
    client.pipe(gateway).pipe(client);
    client.on('close', () => gateway.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    breakNext: (connections) => void (toBreak = connections),
    close: () => server.close(),
  };
}

const october = (changes: Partial<Sending> = {}): Sending => ({
  clientBatchId: 'october',
  fileName: PENGXI.fileName,
  contentType: PENGXI.contentType,
  gzip: false,
  open: async function* () {
    for (let from = 0; from < PENGXI.bytes.length; from += 4096) yield PENGXI.bytes.subarray(from, from + 4096);
  },
  ...changes,
});

describe('the uploader', () => {
  test('gets a file over a line that breaks twice, as one batch', async () => {
    line.breakNext(2);
    let retries = 0;
    let sent = 0;
    const onRetry = (): void => void (retries += 1);
    const first = await sendBatch(sender, october({ onRetry, onSent: (bytes) => (sent = bytes) }));
    expect(retries).toBe(2);
    expect(sent).toBe(PENGXI.bytes.length);
    const again = await sendBatch(sender, october());
    expect(again.batchId).toBe(first.batchId);
  });

  test('waits for the outcome of every row and says it in words, with a file of the rejected rows', async () => {
    const { batchId, tenantId } = (await sendBatch(sender, october())) as never as {
      batchId: string;
      tenantId: number;
    };
    const log = { info: () => {}, warn: () => {}, error: (...logged: unknown[]) => expect(logged).toEqual([]) };
    const services = { database: house.database, deps: systemDeps, files: house.files, log: log as never };
    const ring = makeIntakeRing(services, () => {});
    ring.wake({ tenantId, cityId: 1 });
    const done = await waitForBatch(sender, batchId);
    await ring.stop();
    expect(done.state).toBe('completed_with_rejects');
    const words = batchSummary(await readBatchReport(sender, done)).join('\n');
    expect(words).toMatch(/未通过 rejected +21/);
    expect(words).toMatch(/错误 error [A-Z]+-[A-Z-]+ +\d+ +\S+。 /);
    let rejected = '';
    for await (const part of await readReport(sender, batchId, 'rejected')) rejected += String(part);
    expect(rejected.trimEnd().split('\r\n')).toHaveLength(22);
  });

  test('does not try again what cannot succeed, and passes the reason on', async () => {
    const refused = await sendBatch(sender, october({ open: async function* () {} })).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Problem);
    expect((refused as Problem).code).toMatch(/^(ENV-EMPTY|KEY-BATCH-REUSED)$/);
  });
});
