import { setTimeout as sleep } from 'node:timers/promises';
import type { Blow, Place } from './blows.ts';
import type { Moment } from './line.ts';
import { until } from './until.ts';
import { CHUNKS, doneChunks, WORKER, type Watch, type World } from './world.ts';

/** Statements of a merge of new and changed rows, and a few more: a blow beyond the last falls on its commit. */
const STATEMENTS = 24;
/** Longest time after the first statement at which a blow by the clock falls. */
const CLOCK_MS = 2_500;

/** Kills the worker at the moment given; null when there was not enough of the batch left for it. */
export async function killWorker(world: World, blow: Blow, script = WORKER): Promise<Place | null> {
  const left = CHUNKS - (await doneChunks(world));
  if (left < (blow.at === 'between chunks' ? 2 : 1)) return null;
  const struck = blow.at === 'anywhere' ? await byClock(world, blow, script) : await byPlace(world, blow, left, script);
  await passLease(world);
  return struck;
}

async function byPlace(world: World, { at, depth }: Blow, left: number, script: string): Promise<Place | null> {
  const merges = at === 'between chunks' ? left - 1 : left;
  const wanted = 1 + Math.floor(depth * merges);
  const statement = 3 + Math.floor(((depth * merges) % 1) * STATEMENTS);
  const isHere = ({ what, nth }: Moment): boolean => {
    if (at === 'between chunks') return what === 'acknowledged';
    if (at === 'committed, not acknowledged') return what === 'committed';
    return what === 'commit' || (what === 'statement' && nth >= statement);
  };
  let merge = 1;
  let struck: Place | null = null;
  const watch: Watch = (moment) => {
    if (struck !== null || moment.work !== 'merge') return;
    if (merge === wanted && isHere(moment)) {
      struck = at as Place;
      return 'kill';
    }
    if (moment.what === 'acknowledged') merge += 1;
    return;
  };
  const worker = await world.start(script, watch);
  await until(`the worker is ${at}`, () => struck !== null);
  await worker.end();
  return struck;
}

/** Kills it some time after it has begun to work, wherever it then is. */
async function byClock(world: World, { depth }: Blow, script: string): Promise<Place | null> {
  let last: Moment | undefined;
  let merges = 0;
  const worker = await world.start(script, (moment) => {
    if (moment.work === 'merge' && moment.what === 'acknowledged') merges += 1;
    if (moment.work === 'merge' || last === undefined) last = moment;
  });
  await until('the worker works', () => last !== undefined);
  await sleep(depth * CLOCK_MS);
  worker.kill();
  const found = placeOf(last!, merges);
  await worker.end();
  return found;
}

function placeOf({ what, work }: Moment, merges: number): Place {
  if (work !== 'merge') return 'before the first chunk';
  if (what === 'committed') return 'committed, not acknowledged';
  if (what === 'acknowledged') return merges === 0 ? 'before the first chunk' : 'between chunks';
  return 'inside the merge';
}

/** What a minute does: the lease of a worker that is no more runs out, and so does a pause. */
export async function passLease({ database }: World): Promise<void> {
  await database.pool('direct').query(`update biz.batch set paused_until = null,
    lease_until = case when lease_until is not null then now() - interval '1 second' end where state = 'running'`);
}
