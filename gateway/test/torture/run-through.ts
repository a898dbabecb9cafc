import { createHash } from 'node:crypto';
import { fingerprint, refreshRanking, systemDeps, type Fingerprint } from '@liangji/platform';
import type { Blow, Place } from './blows.ts';
import { killGateway } from './kill-gateway.ts';
import { killWorker } from './kill-worker.ts';
import { until } from './until.ts';
import { BODY, GATEWAY, openWorld, WORKER, type World } from './world.ts';

/** What is left when everything has come to rest. */
export interface End {
  readonly tables: Fingerprint;
  readonly report: Readonly<Record<string, unknown>>;
  readonly struck: readonly Place[];
}

/**
 * Sends the upload through the real gateway to the real worker and kills them as told. The sender does what senders do:
 * without an answer it sends the same again. `worker`: another script in the worker's place.
 */
export async function runThrough(blows: readonly Blow[], worker = WORKER): Promise<End> {
  const world = await openWorld();
  const struck: (Place | null)[] = [];
  try {
    for (const blow of blows.filter(({ on }) => on === 'gateway')) struck.push(await killGateway(world, blow));
    const gateway = await world.start(GATEWAY);
    await gateway.ready();
    const answer = await world.post(BODY);
    if (!answer.ok) throw new Error(`upload: ${answer.status} ${await answer.text()}`);
    const { batchId } = (await answer.json()) as { batchId: string };
    for (const blow of blows.filter(({ on }) => on === 'worker')) struck.push(await killWorker(world, blow, worker));
    const last = await world.start(worker);
    await comeToRest(world, batchId);
    await last.end();
    return { ...(await readEnd(world, batchId)), struck: struck.filter((place) => place !== null) };
  } finally {
    await world.close();
  }
}

/** `GET` below `batches/`. */
export const read = async ({ origin, headers }: World, path: string): Promise<Response> =>
  fetch(`${origin}/intake/v1/batches/${path}`, { headers: await headers() });

/** Until the sender is told an end and the figures stand on it. */
export async function comeToRest(world: World, batchId: string): Promise<void> {
  await until('the batch is final', async () => {
    const { state } = (await (await read(world, batchId)).json()) as { state: string };
    return !['queued', 'running'].includes(state);
  });
  await until('every mark is folded', async () => {
    const { rowCount } = await world.database.pool('direct').query('select from biz.stat_dirty limit 1');
    return rowCount === 0;
  });
}

/** Tables and report. The ranking is refreshed by hand: the worker's own last look may come before or after ours. */
export async function readEnd(world: World, batchId: string): Promise<Pick<End, 'tables' | 'report'>> {
  await refreshRanking(world.database, systemDeps, { tenantId: 1, cityId: 1, actor: 'test' });
  return { report: await readReport(world, batchId), tables: await fingerprint(world.database) };
}

/** Everything the sender can read about the batch, without ids and moments. */
async function readReport(world: World, batchId: string): Promise<Record<string, unknown>> {
  const summary = (await (await read(world, batchId)).json()) as Record<string, unknown>;
  for (const chance of ['batchId', 'receivedAt', 'startedAt', 'finishedAt', 'heartbeatAt']) delete summary[chance];
  const rejected = await (await read(world, `${batchId}/rejected`)).text();
  return {
    ...summary,
    findings: await (await read(world, `${batchId}/findings`)).json(),
    rejected: createHash('sha256').update(rejected).digest('hex'),
  };
}
