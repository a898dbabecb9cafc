import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSigningKey } from '@liangji/infra/identity';
import {
  applySample,
  applySampleScheme,
  loadCalendar,
  loadCatalogues,
  systemDeps,
  type QueueName,
  type TenantRef,
} from '@liangji/platform';
import { freshDatabase, type TestDatabase } from '@liangji/platform/testing';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '../src/app.ts';
import { readEnvironment } from '../src/environment.ts';
import { sign } from './tokens.ts';

/** Issuer of the sample logins in the template database; its keys are served by the test itself. */
const ISSUER = 'http://localhost:7300/realms/liangji';

/** The whole sample city behind a gateway that does not listen: requests are injected. */
export interface SampleHouse {
  readonly app: FastifyInstance;
  readonly database: TestDatabase;
  /** Folder of the uploaded bytes. */
  readonly files: string;
  /** Who was woken, in order; nobody works here but the test. */
  readonly wakes: { readonly queue: QueueName; readonly tenantId: number }[];
  /** Headers of a signed-in person of the cast. */
  person(username: string): Promise<{ authorization: string }>;
  /** Headers of a machine client, `shehong-upload`. */
  machine(clientId: string): Promise<{ authorization: string }>;
  close(): Promise<void>;
}

/** People of the cast: username → number of the subject and tenant, as in platform/data/sample/people.csv. */
const PEOPLE: Record<string, readonly [number, string]> = {
  linjing: [1, 'suining'],
  wanghai: [2, 'suining'],
  zhaomin: [8, 'shehong'],
  qianwei: [9, 'anju'],
  stranger: [12, ''],
};

export async function openSampleHouse(variables: Record<string, string> = {}): Promise<SampleHouse> {
  const database = await freshDatabase('sample_city_with_period', async (fresh) => {
    await loadCatalogues(fresh);
    await loadCalendar(fresh);
    for await (const tenant of applySample(fresh, systemDeps, ISSUER)) void tenant;
    await applySampleScheme(fresh, systemDeps);
  });
  const key = makeSigningKey();
  const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...publicKey } = key;
  const keys = await serve(JSON.stringify({ keys: [publicKey] }));
  const files = mkdtempSync(join(tmpdir(), 'liangji-files-'));
  const urls = Object.entries(database.urls).map(([role, url]) => [`LIANGJI_DATABASE_URL_${role.toUpperCase()}`, url]);
  const environment = readEnvironment({
    PORT: '7300',
    LIANGJI_ISSUER: ISSUER,
    LIANGJI_IDENTITY_UPSTREAM: `http://127.0.0.1:${(keys.address() as AddressInfo).port}`,
    LIANGJI_FILES: files,
    LIANGJI_SESSION_KEY: createHash('sha256').update('test').digest('base64'),
    LIANGJI_LOG: 'silent',
    ...(Object.fromEntries(urls) as Record<string, string>),
    ...variables,
  });
  const wakes: { queue: QueueName; tenantId: number }[] = [];
  const queue = {
    wake: async (name: QueueName, { tenantId }: TenantRef) => void wakes.push({ queue: name, tenantId }),
  };
  const app = await buildApp({ environment, deps: systemDeps, database, queue, dependencies: [] });
  const headers = async (claims: Record<string, unknown>) => ({
    authorization: `Bearer ${await sign({ issuer: ISSUER, key }, claims)}`,
  });
  return {
    app,
    database,
    files,
    wakes,
    person(username) {
      const [number, tenant] = PEOPLE[username]!;
      const sub = `51090000-0000-4000-8000-${String(number).padStart(12, '0')}`;
      return headers({ sub, tenant: tenant || undefined, preferred_username: username });
    },
    machine: (clientId) => headers({ azp: clientId, sub: clientId, tenant: clientId.replace('-upload', '') }),
    async close() {
      await app.close();
      keys.close();
      await database.drop();
      rmSync(files, { recursive: true, force: true });
    },
  };
}

async function serve(body: string): Promise<Server> {
  const server = createServer((_request, response) => response.setHeader('content-type', 'application/json').end(body));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
