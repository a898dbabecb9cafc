import cookie from '@fastify/cookie';
import { installationDigest, type Database, type Deps, type Queue } from '@liangji/platform';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Environment } from './environment/read-environment.ts';
import { addEvents } from './events/index.ts';
import { addGraphql } from './graphql/index.ts';
import { addHealth, type Dependency } from './operation/health.ts';
import { addIdentity } from './identity/index.ts';
import { addOriginCheck } from './identity/origin.ts';
import { addExports } from './http/exports/index.ts';
import { addIntake } from './http/intake/index.ts';
import { addMap } from './http/map/index.ts';
import { addMedia } from './http/media/index.ts';
import { addAddressCheck } from './request/address.ts';
import { addBodyDeadline } from './request/body-deadline.ts';
import { addCompression } from './request/compression.ts';
import { takeJson } from './request/json-body.ts';
import { addSecurityHeaders, securityHeaders } from './request/security-headers.ts';
import { addHttpMetrics } from './operation/http-metrics.ts';
import type { Metrics } from './operation/metrics.ts';
import { addRequestTraces } from './operation/trace-requests.ts';
import type { Tracing } from './operation/tracing.ts';
import { addOpenapi } from './openapi/index.ts';
import { addProblems, problemFromError, refuseUnreadable, sendProblem } from './problems/index.ts';
import { addProxy } from './http/proxy.ts';
import { addQuotas } from './quota/index.ts';
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
  const headers = securityHeaders(environment.origin);
  const app = Fastify({
    ...(services.log ? { loggerInstance: services.log } : { logger: false }),
    genReqId: () => deps.ids.next(),
    bodyLimit: BODY_LIMIT_BYTES,
    pluginTimeout: 120_000, // the schema is read from the database while plugins start, on a busy machine for long
    routerOptions: { maxParamLength: 5000 }, // tRPC puts batched procedure names into one path parameter
    frameworkErrors: (error, request, reply) =>
      void sendProblem(reply.headers(headers), problemFromError(error, request.id)),
    clientErrorHandler: (error, socket) => refuseUnreadable(error, socket, headers),
  });

  if (services.tracing) addRequestTraces(app, services.tracing); // around everything
  if (services.metrics) addHttpMetrics(app, services.metrics); // how long it took
  addProblems(app); // whatever goes wrong below leaves as a problem document
  addSecurityHeaders(app, headers); // nothing private is kept, nothing is guessed
  addAddressCheck(app); // an address is text
  addBodyDeadline(app); // a body comes within half a minute
  addHealth(app, services.dependencies); // is the process alive, can it serve
  await app.register(cookie); // request.cookies
  addOriginCheck(app, environment.origin); // no foreign page acts with our cookies
  const { recheck } = addIdentity(app, services); // request.actor(), /auth: who is it
  await app.register(async (counted) => {
    await addCompression(counted); // answers are small on the wire
    takeJson(counted); // JSON is bounded before it is parsed
    addQuotas(counted, services); // each tenant has its share of a minute, and of a moment
    const asking = { ...domain, actorOf: (request: FastifyRequest) => request.actor(), free: environment.graphqlFree };
    const readers = await addGraphql(counted, asking); // reads
    await addTrpc(counted, domain); // /trpc: commands
    addOpenapi(counted, domain); // /api: the same commands for systems that are not TypeScript
    await addIntake(counted, domain); // /intake: bytes in, reports out
    addMap(counted, services); // /map: what the map draws
    await addMedia(counted, domain); // /media: photographs and papers
    addExports(counted, { ...domain, ...readers }); // /exports: lists as workbooks
    addEvents(counted, { ...services, recheck }); // /events: what changes while somebody looks
  });
  await addProxy(app, environment); // last: what is not ours goes on to where it lives
  return app;
}
