/**
 * The gateway, and beside it on the internal port what it is measured against: bare handlers with the same pool and the
 * same token check. The web app reads pages through GraphQL, so the product has no tRPC procedure that answers one; two
 * are added here, made of the product's own parts.
 */
import type { Socket } from 'node:net';
import { actingOf, type Actor, askInTenant, type Database, openDatabase, systemDeps } from '@liangji/platform';
import { CASE_PAGE, CASES_PAGE } from '@liangji/platform/bench';
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import Fastify, { type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { buildApp } from '../src/app.ts';
import { GATEWAY_AUDIENCE, readEnvironment } from '../src/environment/read-environment.ts';
import { issuerFetch } from '../src/identity/tokens/issuer.ts';
import { actorOf as actorOfMember, rememberMembers } from '../src/identity/tokens/membership.ts';
import { fetchSigningKeys } from '../src/identity/tokens/signing-keys.ts';
import { makeVerifier } from '../src/identity/tokens/verify-token.ts';
import { openLog } from '../src/operation/log.ts';
import { makeMetrics } from '../src/operation/metrics.ts';
import { procedure, router } from '../src/trpc/base.ts';

const environment = readEnvironment(process.env);
const database = openDatabase(environment.databaseUrls);
const queue = { wake: async () => undefined };
const services = { environment, deps: systemDeps, database, queue, files: environment.files };

/** Through the platform, as the actor. */
async function readPage(
  { database: through, actor }: { readonly database: Database; readonly actor: Actor },
  name: string,
  text: string,
  values: unknown[],
): Promise<unknown> {
  const [answer] = await askInTenant(through, actor.pool, actingOf(actor), [{ name, text, values }]);
  return (answer!.rows as unknown[])[0] ?? null;
}

const pages = router({
  case: procedure
    .input(z.object({ tenantId: z.int(), caseId: z.uuid() }))
    .query(({ ctx, input }) => readPage(ctx, 'case', CASE_PAGE, [input.tenantId, input.caseId])),
  cases: procedure
    .input(z.object({ tenantId: z.int(), from: z.iso.datetime(), before: z.iso.datetime() }))
    .query(({ ctx, input: { tenantId, from, before } }) =>
      readPage(ctx, 'cases', CASES_PAGE, [tenantId, from, before]),
    ),
});

const metrics = makeMetrics(environment.files);
const app = await buildApp({ ...services, dependencies: [], log: openLog({ level: environment.log }), metrics });
await app.register(fastifyTRPCPlugin, {
  prefix: '/pages',
  trpcOptions: {
    router: pages,
    createContext: ({ req }: { req: FastifyRequest }) => ({ ...services, requestId: req.id, actor: () => req.actor() }),
  },
});

const keys = fetchSigningKeys(`${environment.issuer}/protocol/openid-connect/certs`, issuerFetch(environment));
const verify = makeVerifier({ issuer: environment.issuer, audience: GATEWAY_AUDIENCE, keys }, systemDeps);
const members = rememberMembers(database, systemDeps, environment.webClient.id);
const actorOf = async (request: FastifyRequest): Promise<Actor> =>
  actorOfMember(
    await members.find(await verify((request.headers.authorization ?? '').slice('Bearer '.length))),
    null,
    new Date(),
  );

async function pipelined(actor: Actor, name: string, text: string, values: unknown[]): Promise<unknown> {
  const { tenantId, cityId, unitId, actor: who } = actingOf(actor);
  const client = await database.pool('county').connect();
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  try {
    stream.cork(); // as the gateway does: in one packet
    process.nextTick(() => stream.uncork());
    const [, , { rows }] = await Promise.all([
      client.query('begin'),
      client.query({
        name: 'become',
        text: 'select app.become($1::int, $2::int, $3::int, $4::text)',
        values: [tenantId, cityId, unitId, who],
      }),
      client.query({ name, text, values }),
      client.query('commit'),
    ]);
    return (rows as unknown[])[0] ?? null;
  } finally {
    client.release();
  }
}

type Query = Record<'tenantId' | 'caseId' | 'from' | 'before', string>;
const bare = Fastify();
bare.get('/readyz', async () => ({ ready: true }));
bare.get<{ Querystring: Query }>('/case', async (request) => {
  const { tenantId, caseId } = request.query;
  return pipelined(await actorOf(request), 'case', CASE_PAGE, [Number(tenantId), caseId]);
});
bare.get<{ Querystring: Query }>('/cases', async (request) => {
  const { tenantId, from, before } = request.query;
  return pipelined(await actorOf(request), 'cases', CASES_PAGE, [Number(tenantId), from, before]);
});

process.once('SIGTERM', () => {
  void Promise.all([app.close(), bare.close()])
    .then(() => database.close())
    .then(() => process.exit(0));
});
await app.listen({ port: environment.port, host: '127.0.0.1' });
await bare.listen({ port: environment.internalPort, host: '127.0.0.1' });
