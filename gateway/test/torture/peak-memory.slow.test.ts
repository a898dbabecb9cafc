import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRows } from '../../bench/rows.ts';
import { peakMegabytes } from '../peak-memory.ts';
import { until } from './until.ts';
import { BODY, GATEWAY, openWorld, WORKER, type Watched, type World } from './world.ts';

const MEGABYTE = 1024 * 1024;

let world: World;
let gateway: Watched;
let worker: Watched;
beforeAll(async () => {
  world = await openWorld();
  [gateway, worker] = [await world.start(GATEWAY), await world.start(WORKER)];
  await Promise.all([gateway.ready(), worker.ready()]);
  await world.post(BODY, 'ordinary'); // whatever an ordinary upload takes is no part of what is measured
  await until('the ordinary upload is done', async () => (await stateOf('ordinary')).startsWith('completed'));
}, 240_000);
afterAll(() => world?.close());

/** By how many MB the work raises the peak of a process. */
async function growth(
  { peakMegabytes: peak }: Pick<Watched, 'peakMegabytes'>,
  work: () => Promise<void>,
): Promise<number> {
  const before = peak();
  await work();
  return peak() - before;
}

describe('the peak of memory', { timeout: 240_000 }, () => {
  test('of the gateway grows by less than what it takes in of a stream of 2 GB before it refuses', async () => {
    const megabytes = await growth(gateway, async () => {
      const answer = await world.post(zeros(2048), 'endless');
      expect([answer.status, await answer.json()]).toMatchObject([413, { code: 'ENV-TOO-LARGE' }]);
    });
    // About 150 MB are taken in; 62 to 77 were measured, 156 with a gateway that keeps them.
    expect(megabytes).toBeLessThan(120);
  });

  test('of neither process grows by what a file of 1 MB unpacks to, which is refused as a bomb', async () => {
    const [row] = makeRows(1, new Date('2026-10-01T00:00:00Z'));
    const bomb = gzipSync(Buffer.alloc(200 * MEGABYTE, `${JSON.stringify(row)}\n`));
    const explode = async (): Promise<void> => {
      expect((await world.post(bomb, 'bomb')).status).toBe(202);
      await until('the bomb is refused', async () => (await stateOf('bomb')) === 'refused');
    };
    let ofGateway = Infinity;
    const ofWorker = await growth(worker, async () => {
      ofGateway = await growth(gateway, explode);
    });
    expect(await refusalOf('bomb')).toBe('ENV-BOMB');
    expect(ofGateway).toBeLessThan(50);
    expect(ofWorker).toBeLessThan(100); // 4 to 26 were measured
  });

  test('reports also what was given back at once', async () => {
    const script = `console.log('ready');
      process.stdin.once('data', () => {
        Buffer.alloc(200 * ${MEGABYTE}, 1);
        setTimeout(() => console.log('done'), 100);
      });`;
    const child = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
    try {
      await once(child.stdout, 'data');
      const peak = { peakMegabytes: () => peakMegabytes(child.pid!) };
      const megabytes = await growth(peak, async () => {
        child.stdin.write('now');
        await once(child.stdout, 'data');
      });
      expect(megabytes).toBeGreaterThan(180);
    } finally {
      child.kill('SIGKILL');
    }
  });
});

/** So many megabytes of zeros, made one by one as they are asked for. */
function zeros(megabytes: number): ReadableStream {
  let left = megabytes;
  const piece = new Uint8Array(MEGABYTE);
  return new ReadableStream({
    pull(controller) {
      if (left === 0) return controller.close();
      left -= 1;
      controller.enqueue(piece);
    },
  });
}

interface Batch {
  readonly state: string;
  readonly refused_code: string | null;
}

async function batchOf(clientBatchId: string): Promise<Batch | undefined> {
  const { rows } = await world.database
    .pool('direct')
    .query<Batch>('select state, refused_code from biz.batch where client_batch_id = $1', [clientBatchId]);
  return rows[0];
}
const stateOf = async (clientBatchId: string): Promise<string> => (await batchOf(clientBatchId))?.state ?? '';
const refusalOf = async (clientBatchId: string): Promise<string | null> =>
  (await batchOf(clientBatchId))?.refused_code ?? null;
