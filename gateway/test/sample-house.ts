import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSigningKey } from '@liangji/infra/identity-provider';
import {
  applySample,
  applySampleScheme,
  loadCalendar,
  loadCatalogues,
  systemDeps,
  type Database,
  type QueueName,
  type TenantRef,
} from '@liangji/platform';
import { freshDatabase, type TestDatabase } from '@liangji/platform/testing';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '../src/app.ts';
import { readEnvironment } from '../src/environment/read-environment.ts';
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
  machine(clientId: string, tenant?: string): Promise<{ authorization: string }>;
  close(): Promise<void>;
}

/** People of the cast: username → number of the subject and tenant, as in platform/data/sample. */
const PEOPLE: Record<string, readonly [number, string]> = {
  linjing: [1, 'suining'],
  wanghai: [2, 'suining'],
  zhaomin: [8, 'shehong'],
  qianwei: [9, 'anju'],
  stranger: [12, ''],
  hepeng: [13, 'suining'],
  luoyan: [14, 'suining'],
  tangli: [15, 'shehong'],
  zhoujie: [3, 'chuanshan'],
  zhaoling: [1004, 'daying'],
};

export async function openSampleHouse(variables: Record<string, string> = {}): Promise<SampleHouse> {
  const database = await freshDatabase('sample_city_with_period', furnishSampleCity);
  const issuer = await openIssuer();
  const files = mkdtempSync(join(tmpdir(), 'liangji-files-'));
  const environment = readEnvironment({ PORT: '7300', ...variablesOf(database, issuer, files), ...variables });
  const wakes: { queue: QueueName; tenantId: number }[] = [];
  const queue = {
    wake: async (name: QueueName, { tenantId }: TenantRef) => void wakes.push({ queue: name, tenantId }),
  };
  const app = await buildApp({ environment, deps: systemDeps, database, queue, dependencies: [] });
  return {
    app,
    database,
    files,
    wakes,
    person(username) {
      const [number, tenant] = PEOPLE[username]!;
      const sub = `51090000-0000-4000-8000-${String(number).padStart(12, '0')}`;
      return issuer.headersOf({ sub, tenant: tenant || undefined, preferred_username: username });
    },
    machine: (clientId, tenant) => machineHeaders(issuer, clientId, tenant),
    async close() {
      await app.close();
      issuer.close();
      await database.drop();
      rmSync(files, { recursive: true, force: true });
    },
  };
}

/** Catalogues, calendar, the sample city and its October 2026, on a fresh database. */
export async function furnishSampleCity(fresh: Database): Promise<void> {
  await loadCatalogues(fresh);
  await loadCalendar(fresh);
  for await (const tenant of applySample(fresh, systemDeps, ISSUER)) void tenant;
  await applySampleScheme(fresh, systemDeps);
}

/** An issuer of the test's own: serves its public key and signs whatever it is asked to. */
export interface Issuer {
  readonly upstream: string;
  headersOf(claims: Record<string, unknown>): Promise<{ authorization: string }>;
  close(): void;
}

export async function openIssuer(): Promise<Issuer> {
  const key = makeSigningKey();
  const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...publicKey } = key;
  const server = await serve(JSON.stringify({ keys: [publicKey] }));
  return {
    upstream: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    headersOf: async (claims) => ({ authorization: `Bearer ${await sign({ issuer: ISSUER, key }, claims)}` }),
    close: () => void server.close(),
  };
}

/** Headers of a machine client of a county, `shehong-upload`. */
export const machineHeaders = (
  issuer: Issuer,
  clientId: string,
  tenant = clientId.replace('-upload', ''),
): Promise<{ authorization: string }> => issuer.headersOf({ azp: clientId, sub: clientId, tenant });

/** What gateway and worker read from their environment, but for their ports. */
export function variablesOf(
  database: Pick<TestDatabase, 'urls'>,
  { upstream }: Issuer,
  files: string,
): Record<string, string> {
  const urls = Object.entries(database.urls).map(([role, url]) => [`LIANGJI_DATABASE_URL_${role.toUpperCase()}`, url]);
  return {
    LIANGJI_ISSUER: ISSUER,
    LIANGJI_IDENTITY_UPSTREAM: upstream,
    LIANGJI_FILES: files,
    LIANGJI_SESSION_KEY: createHash('sha256').update('test').digest('base64'),
    LIANGJI_LOG: 'silent',
    ...(Object.fromEntries(urls) as Record<string, string>),
  };
}

async function serve(body: string): Promise<Server> {
  const server = createServer((_request, response) => response.setHeader('content-type', 'application/json').end(body));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
