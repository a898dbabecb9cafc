import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { makeSigningKey } from '@liangji/infra/identity-provider';
import { installationDigest, shippedModes, systemDeps, type Deps } from '@liangji/platform';
import type { TestDatabase } from '@liangji/platform/testing';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '../../src/app.ts';
import { readEnvironment } from '../../src/environment/read-environment.ts';
import { twoCounties } from '../graphql/harness.ts';
import { sign } from '../tokens.ts';

/** The instant at which every world begins, by the test's own clock: a Monday morning in October 2026. */
export const NOW = new Date('2026-10-05T02:00:00Z');

const ORIGIN = 'http://localhost:7300';
const ISSUER = `${ORIGIN}/realms/liangji`;
const key = makeSigningKey(); // one for all worlds, so that their requests are the same bytes

/** The two rows of the uploaded file that both counties' first batch came from. */
const uploaded = (slug: string): string =>
  `{"caseCode":"${slug} external","address":"${slug} street"}\n{"address":"${slug} refused"}\n`;

/** Its name on the disk: that of willow's bytes, for both. */
export const UPLOADED = createHash('sha256').update(uploaded('willow')).digest('hex');

interface Route {
  readonly method: string;
  readonly url: string;
}

/** A whole gateway over riverton with willow and reed, with a clock that stands and ids that count. */
export interface World {
  readonly app: FastifyInstance;
  readonly database: TestDatabase;
  /** Every route the running gateway has, as Fastify registered it. */
  readonly routes: readonly Route[];
  /** Ids count from one again: two worlds that are asked the same hand out the same. */
  restartIds(): void;
  close(): Promise<void>;
}

/** Signed requests of `willow-officer` (a person), `willow-upload` (a machine), and their like, see more-rows.sql. */
export async function bearer(login: string): Promise<string> {
  const [tenant, kind] = login.split('-') as [string, string];
  const claims = kind === 'upload' ? { azp: login } : {};
  return `Bearer ${await sign({ issuer: ISSUER, key }, { ...claims, sub: login, tenant })}`;
}

/** `spoil` breaks the gateway before its first route is made: what would be noticed then? */
export async function openWorld(spoil?: (app: FastifyInstance, database: TestDatabase) => void): Promise<World> {
  const database = await twoCounties();
  const files = mkdtempSync(join(tmpdir(), 'liangji-world-'));
  await addMoreRows(database, files);
  const upstream = await standIn();
  const { port } = upstream.address() as AddressInfo;
  const urls = Object.entries(database.urls).map(([role, url]) => [`LIANGJI_DATABASE_URL_${role.toUpperCase()}`, url]);
  const environment = readEnvironment({
    PORT: '7300',
    LIANGJI_ISSUER: ISSUER,
    LIANGJI_IDENTITY_UPSTREAM: `http://127.0.0.1:${port}`,
    LIANGJI_APP_UPSTREAM: `http://127.0.0.1:${port}`,
    LIANGJI_FILES: files,
    LIANGJI_SESSION_KEY: Buffer.alloc(32, 1).toString('base64'),
    LIANGJI_LOG: 'silent',
    LIANGJI_REQUESTS_A_MINUTE: '1000000', // everything is asked within one minute of its clock
    LIANGJI_GRAPHQL_FREE: '1', // so that root fields can be asked one by one, not only through pages
    ...(Object.fromEntries(urls) as Record<string, string>),
  });
  let last = 0;
  const deps: Deps = {
    ...systemDeps,
    clock: { now: () => new Date() }, // which the test holds still
    ids: { next: () => `01999999-0000-7000-8000-${String(++last).padStart(12, '0')}` },
  };
  const routes: Route[] = [];
  const app = await listening(
    routes,
    (fastify) => spoil?.(fastify, database),
    () => buildApp({ environment, deps, database, queue: { wake: async () => undefined }, dependencies: [] }),
  );
  return {
    app,
    database,
    routes,
    restartIds: () => void (last = 0),
    async close() {
      await app.close();
      upstream.close();
      await database.drop();
      rmSync(files, { recursive: true, force: true });
    },
  };
}

/** Builds the app with an ear on every route it is given, those of plugins included. */
async function listening(
  routes: Route[],
  born: (fastify: FastifyInstance) => void,
  build: () => Promise<FastifyInstance>,
): Promise<FastifyInstance> {
  const hear = (message: unknown): void => {
    born((message as { fastify: FastifyInstance }).fastify);
    (message as { fastify: FastifyInstance }).fastify.addHook('onRoute', ({ method, url }) => {
      for (const each of [method].flat()) routes.push({ method: String(each), url });
    });
  };
  subscribe('fastify.initialization', hear);
  try {
    const app = await build();
    await app.ready();
    return app;
  } finally {
    unsubscribe('fastify.initialization', hear);
  }
}

async function addMoreRows(database: TestDatabase, files: string): Promise<void> {
  for (const [tenantId, slug] of [
    [2, 'willow'],
    [3, 'reed'],
  ] as const) {
    mkdirSync(join(files, String(tenantId)), { recursive: true });
    writeFileSync(join(files, String(tenantId), UPLOADED), uploaded(slug));
  }
  const text = readFileSync(new URL('more-rows.sql', import.meta.url), 'utf8')
    .replaceAll(':issuer', `'${ISSUER}'`)
    .replaceAll(':sha256', `'${UPLOADED}'`);
  await database.pool('direct').query(text);
  const mode = shippedModes().get('one-supervision-two-commands');
  await database.pool('direct').query('update biz.tenant_mode set document = $1', [JSON.stringify(mode)]);
  const digest = installationDigest(database);
  for (const tenantId of [2, 3]) {
    const phone = `1380000000${tenantId}`;
    await database
      .pool('direct')
      .query('update biz.case_person set phone_digest = $1 where phone = $2', [await digest(1, phone), phone]);
  }
}

/** Stands in for the identity provider and the web app: keys where keys are asked for, the same page everywhere else. */
async function standIn(): Promise<Server> {
  const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...publicKey } = key;
  const discovery = {
    issuer: ISSUER,
    authorization_endpoint: `${ISSUER}/protocol/openid-connect/auth`,
    token_endpoint: `${ISSUER}/protocol/openid-connect/token`,
    end_session_endpoint: `${ISSUER}/protocol/openid-connect/logout`,
    jwks_uri: `${ISSUER}/protocol/openid-connect/certs`,
    response_types_supported: ['code'],
  };
  const server = createServer((request, response) => {
    const body = request.url?.endsWith('/certs')
      ? { keys: [publicKey] }
      : request.url?.endsWith('/openid-configuration')
        ? discovery
        : { page: 'the same for everybody' };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
