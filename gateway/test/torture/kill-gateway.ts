import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Blow, Place } from './blows.ts';
import { until } from './until.ts';
import { BODY, GATEWAY, type World } from './world.ts';

/** Kills the gateway while it takes the upload in, or between its commit and its answer. Its sender gets no answer. */
export async function killGateway(world: World, { at, depth }: Blow): Promise<Place> {
  let struck: Place | undefined;
  const moment = depth < 0.5 ? 'committed' : 'acknowledged';
  const gateway = await world.start(GATEWAY, ({ what, work }) => {
    if (at === 'receive' || work !== 'receive' || what !== moment) return;
    struck = 'received, not answered';
    return 'kill';
  });
  await gateway.ready();
  const cut = Math.floor(BODY.length * depth);
  const body = new ReadableStream<Uint8Array>({
    async start(sender) {
      sender.enqueue(at === 'receive' ? BODY.subarray(0, cut) : BODY);
      if (at === 'receive') {
        await untilReceiving(world, cut);
        struck = 'receive';
        gateway.kill();
      }
      sender.close();
    },
  });
  const answer = await world.post(body).catch(() => null);
  if (answer !== null || struck === undefined)
    throw new Error(`nothing struck; the gateway answered ${answer?.status}`);
  await gateway.end();
  return struck;
}

/** Until the unfinished upload is on the disk, but for what is still under way. */
async function untilReceiving({ files, county }: World, bytes: number): Promise<void> {
  const folder = join(files, String(county.tenantId));
  await until('the bytes arrive', () => {
    try {
      const receiving = readdirSync(folder).filter((name) => name.startsWith('.receiving'));
      return receiving.some((name) => statSync(join(folder, name)).size >= bytes * 0.5);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    }
  });
}
