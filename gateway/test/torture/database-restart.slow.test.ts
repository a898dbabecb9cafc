import { setTimeout as sleep } from 'node:timers/promises';
import { withServer, type BenchCluster } from '@liangji/platform/bench';
import { expect, test } from 'vitest';
import { passLease } from './kill-worker.ts';
import { comeToRest, readEnd, type End } from './end.ts';
import { until } from './until.ts';
import { BODY, furnish, GATEWAY, openWorld, WORKER, type WorldDatabase, type World } from './world.ts';

const worldDatabase = ({ database, urls }: BenchCluster): WorldDatabase => ({
  ...database,
  urls,
  drop: () => database.close(),
});

/** Sends the upload; calls `disturb` when its first chunk is merged. The processes stay the same to the end. */
async function sendThrough(on: WorldDatabase, disturb: (world: World, batchId: string) => Promise<void>): Promise<End> {
  const world = await openWorld(on);
  try {
    let merged = 0;
    const gateway = await world.start(GATEWAY);
    const worker = await world.start(
      WORKER,
      ({ what, work }) => void (merged += Number(what === 'acknowledged' && work === 'merge')),
    );
    await Promise.all([gateway.ready(), worker.ready()]);
    const { batchId } = (await (await world.post(BODY)).json()) as { batchId: string };
    await until('the first chunk is merged', () => merged > 0);
    await disturb(world, batchId);
    await comeToRest(world, batchId);
    await worker.end();
    return await readEnd(world, batchId);
  } finally {
    await world.close();
  }
}

test('a database restarted in the middle of an upload is reported to senders as such and cannot change the end', async () => {
  await withServer(async (server) => {
    const city = await server.create('city');
    await furnish(city.database);
    await city.database.close();
    const undisturbed = await sendThrough(worldDatabase(await server.copy('city', 'quiet')), async () => undefined);

    const answers: string[] = [];
    const disturbed = await sendThrough(
      worldDatabase(await server.copy('city', 'restarted')),
      async (world, batchId) => {
        let isBack = false;
        const restart = server.restart().finally(() => (isBack = true));
        while (!isBack) {
          const asked = await fetch(`${world.origin}/intake/v1/batches/${batchId}`, { headers: await world.headers() });
          answers.push(await describeAnswer(asked));
          answers.push(await world.post(BODY).then(describeAnswer));
          await sleep(20);
        }
        await restart;
        await passLease(world); // the worker could not hand its batch back
        // The sender asks again, as it was asked to; that wakes the worker.
        await until('the gateway is itself again', async () => (await world.post(BODY)).status === 200);
      },
    );
    expect(new Set(answers)).toEqual(new Set([...answers.filter((each) => each === '200'), '503 SYS-UNAVAILABLE']));
    expect(disturbed).toEqual(undisturbed);
  });
}, 300_000);

async function describeAnswer(answer: Response): Promise<string> {
  if (answer.ok) return String(answer.status);
  return `${answer.status} ${((await answer.json()) as { code: string }).code}`;
}
