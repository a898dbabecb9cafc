import { setTimeout as sleep } from 'node:timers/promises';
import {
  listenForCaseChanges,
  listenForPresence,
  Problem,
  readInput,
  type Database,
  type Deps,
} from '@liangji/platform';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Environment } from '../environment/read-environment.ts';
import type { Recheck } from '../identity/recheck.ts';
import type { Metrics } from '../operation/metrics.ts';
import { countEvents } from './event-metrics.ts';
import { farewellTo, makeFeed } from './feed.ts';
import { STREAM_HEADERS } from './frames.ts';
import { addPresence, openPresent } from './presence.ts';
import { makeStreams } from './streams.ts';

const HEARTBEAT_MS = 10_000;
/** A right that ended is noticed within this time and that of one statement, milliseconds. */
const RECHECK_MS = 2_000;
/** How long somebody who comes waits for the database to be heard, milliseconds. */
const PATIENCE_MS = 2_000;

const Query = z.object({
  /** Last id heard, where the header `Last-Event-ID` cannot say it: a browser that opens a stream anew. */
  after: z.string().max(64).optional(),
  /** Answer what there is and end: for proxies that hand nothing on before the end. */
  once: z.literal('1').optional(),
});

/**
 * `GET /events`: server-sent events about what the actor may see: `case` for every change of a case, `presence` for who is at
 * one, `heartbeat` while this process hears the database, `reset` where something may have been missed, `bye` at the end.
 * Names of cases and versions only; what changed is asked by GraphQL, with its own rights. Throws as `request.actor()` does,
 * SYS-UNAVAILABLE while the database is not heard.
 */
export function addEvents(
  app: FastifyInstance,
  services: {
    readonly environment: Environment;
    readonly database: Database;
    readonly deps: Deps;
    readonly recheck: Recheck;
    readonly metrics?: Metrics | undefined;
  },
): void {
  const { environment, deps, recheck } = services;
  const streams = makeStreams();
  const feed = makeFeed(deps, streams, countEvents(services.metrics, streams));
  const unheard = (error: unknown): void => {
    feed.lose();
    app.log.warn({ err: error }, 'changes of cases are not heard');
  };
  const listeners = [
    listenForCaseChanges(environment.databaseUrls.jobs, {
      onChange: feed.change,
      onBegin: feed.begin,
      onError: unheard,
    }),
    listenForPresence(
      environment.databaseUrls.jobs,
      (sealed) => {
        const present = openPresent(environment.sessionKey, sealed);
        if (present) feed.presence(present);
      },
      (error) => app.log.warn({ err: error }, 'presence is not heard'),
    ),
  ];

  /** Ends the streams of those who may not listen any more. */
  async function endTheRevoked(): Promise<void> {
    const readers = streams.all();
    const actors = await recheck(readers.map(({ bearer }) => bearer));
    readers.forEach((reader, at) => {
      const farewell = farewellTo(reader, actors[at]!);
      if (farewell) reader.end(farewell);
    });
  }

  let rechecking: Promise<void> | undefined;
  const timers = [
    setInterval(feed.beat, HEARTBEAT_MS),
    setInterval(() => {
      feed.expire();
      rechecking ??= endTheRevoked()
        .catch((error: unknown) => app.log.warn({ err: error }, 'rights of those who listen could not be checked'))
        .finally(() => (rechecking = undefined));
    }, RECHECK_MS),
  ];
  app.addHook('preClose', async () => {
    for (const timer of timers) clearInterval(timer);
    streams.close();
    await rechecking;
    await Promise.all(listeners.map((listener) => listener.stop()));
  });

  async function heard(): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    while (!feed.isHeard()) {
      if (performance.now() > until) throw new Problem('SYS-UNAVAILABLE');
      await sleep(20);
    }
  }

  app.get('/events', { exposeHeadRoute: false, config: { unattended: true, quota: null } }, async (request, reply) => {
    const [bearer, actor] = [await request.bearer(), await request.actor()];
    const { after, once } = readInput(Query, request.query, { root: 'query' });
    await heard();
    const text = feed.opening(actor, lastHeard(request.headers['last-event-id']) ?? after);
    if (once) return reply.headers(STREAM_HEADERS).send(text);
    reply.hijack();
    streams.open(reply.raw, bearer, actor, text);
    return reply;
  });
  addPresence(app, services, feed.presence);
}

const lastHeard = (header: string | string[] | undefined): string | undefined =>
  header === undefined ? undefined : String(header).slice(0, 64);
