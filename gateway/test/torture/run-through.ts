import { systemDeps, receiveBatch } from '@liangji/platform';
import type { Blow, Place } from './blows.ts';
import { comeToRest, readEnd, type End } from './end.ts';
import { killGateway } from './kill-gateway.ts';
import { killWorker } from './kill-worker.ts';
import { BODY, GATEWAY, NAMED, once, openWorld, WORKER, type World } from './world.ts';

/**
 * Sends the upload to the real worker and kills it at the moment given; the gateway, where it is to be killed too. The sender does what
 * senders do: without an answer it sends the same again. `worker`: another script in the worker's place.
 */
export async function runThrough(blows: readonly Blow[], worker = WORKER): Promise<End & { struck: Place[] }> {
  const world = await openWorld();
  const struck: (Place | null)[] = [];
  try {
    const onGateway = blows.filter(({ on }) => on === 'gateway');
    for (const blow of onGateway) struck.push(await killGateway(world, blow));
    // A gateway takes seconds to start; where none is killed, what it calls does the same.
    const batchId = onGateway.length > 0 ? await sendToGateway(world) : await receive(world);
    for (const blow of blows.filter(({ on }) => on === 'worker')) struck.push(await killWorker(world, blow, worker));
    const last = await world.start(worker);
    await comeToRest(world, batchId);
    await last.end();
    return { ...(await readEnd(world, batchId)), struck: struck.filter((place) => place !== null) };
  } finally {
    await world.close();
  }
}

async function sendToGateway(world: World): Promise<string> {
  const gateway = await world.start(GATEWAY);
  await gateway.ready();
  const answer = await world.post(BODY);
  if (!answer.ok) throw new Error(`upload: ${answer.status} ${await answer.text()}`);
  const { batchId } = (await answer.json()) as { batchId: string };
  await gateway.end();
  return batchId;
}

async function receive({ database, files, county }: World): Promise<string> {
  const services = { database, files, deps: systemDeps };
  const { batch } = await receiveBatch(services, county, { ...NAMED, clientBatchId: 'october', bytes: once(BODY) });
  return batch.batchId;
}
