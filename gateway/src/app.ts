import cookie from '@fastify/cookie';
import { installationDigest, type Database, type Deps, type Queue } from '@liangji/platform';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Environment } from './environment/read-environment.ts';
import { addEvents } from './events/index.ts';
import { addGraphql } from './graphql/index.ts';
import { addHealth, type Dependency } from './operation/health.ts';
import { addIdentity } from './identity/index.ts';
import { addOriginCheck } from './identity/origin.ts';
import { addIntake } from './http/intake/index.ts';
import { addMap } from './http/map/index.ts';
import { addMedia } from './http/media/index.ts';
import { addHttpMetrics } from './operation/http-metrics.ts';
import type { Metrics } from './operation/metrics.ts';
import { addRequestTraces } from './operation/trace-requests.ts';
import type { Tracing } from './operation/tracing.ts';
import { addOpenapi } from './openapi/index.ts';
import { addProblems } from './problems/index.ts';
import { addProxy } from './http/proxy.ts';
import { addTrpc } from './trpc/plugin.ts';

/** All that the gateway's plugins may use; made once by the process, or by a test with its own clock and database. */
export interface Services {
  readonly environment: Environment;
  readonly deps: Deps;
  readonly database: Database;
  /** Wakes the worker. */
  readonly queue: Pick<Queue, 'wake'>;
  /** What `/readyz` asks. */
  readonly dependencies: readonly Dependency[];
  /** The log of the process; silent without one. */
  readonly log?: FastifyBaseLogger;
  readonly metrics?: Metrics;
  readonly tracing?: Tracing | undefined;
}

/** Small JSON bodies; the upload endpoint sets its own limit. */
const BODY_LIMIT_BYTES = 1024 * 1024;

/** The gateway, not yet listening. Reading down is reading the order a request passes through. */
export async function buildApp(services: Services): Promise<FastifyInstance> {
  const { environment } = services;
  const deps = { ...services.deps, phoneDigest: installationDigest(services.database) };
  const domain = { ...services, deps, files: environment.files };
  const app = Fastify({
    ...(services.log ? { loggerInstance: services.log } : { logger: false }),
    genReqId: () => deps.ids.next(),
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { maxParamLength: 5000 }, // tRPC puts batched procedure names into one path parameter
  });

  if (services.tracing) addRequestTraces(app, services.tracing); // around everything
  if (services.metrics) addHttpMetrics(app, services.metrics); // how long it took
  addProblems(app); // whatever goes wrong below leaves as a problem document
  addHealth(app, services.dependencies); // is the process alive, can it serve
  await app.register(cookie); // request.cookies
  addOriginCheck(app, environment.origin); // no foreign page acts with our cookies
  const { recheck } = addIdentity(app, services); // request.actor(), /auth: who is it
  await addGraphql(app, { ...domain, actorOf: (request) => request.actor(), free: environment.graphqlFree }); // reads
  await addTrpc(app, domain); // /trpc: commands
  addOpenapi(app, domain); // /api: the same commands for systems that are not TypeScript
  await addIntake(app, domain); // /intake: bytes in, reports out
  addMap(app, services); // /map: what the map draws
  await addMedia(app, domain); // /media: photographs and papers
  addEvents(app, { ...services, recheck }); // /events: what changes while somebody looks
  await addProxy(app, environment); // last: what is not ours goes on to where it lives
  return app;
}
