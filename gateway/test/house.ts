import type { FastifyInstance } from 'fastify';
import type { Keys } from '@liangji/infra/identity';
import { makeSigningKey, startIdentity } from '@liangji/infra/identity';
import { systemDeps } from '@liangji/platform';
import { freshDatabase, type TestDatabase } from '@liangji/platform/testing';
import { vi } from 'vitest';
import { buildApp } from '../src/app.ts';
import { readEnvironment } from '../src/environment.ts';
import { seatCast } from './cast.ts';
import { freePort } from './free-port.ts';

/** A whole gateway for a test: fresh database with the cast, the embedded provider, the app listening. */
export interface House {
  readonly origin: string;
  readonly issuer: string;
  readonly app: FastifyInstance;
  readonly database: TestDatabase;
  /** Private keys of the provider, for tokens of the test's own making. */
  readonly keys: Keys;
  /** Moves the clock of everybody in this process: gateway, provider and test. */
  later(milliseconds: number): void;
  readonly identity: { start(keys?: Keys): Promise<void>; stop(): Promise<void> };
  close(): Promise<void>;
}

const ROLES = ['IDENTITY', 'CITY', 'COUNTY', 'INGEST', 'ROLLUP', 'INTROSPECT', 'JOBS', 'DIRECT'] as const;

export async function openHouse(variables: Record<string, string> = {}): Promise<House> {
  const [port, identityPort] = [await freePort(), await freePort()];
  const origin = `http://localhost:${port}`;
  const issuer = `${origin}/realms/liangji`;
  const database = await freshDatabase();
  await seatCast(database, issuer);

  const keys: Keys = { signing: [makeSigningKey()], cookies: ['a secret of this test'] };
  let running: { stop(): Promise<void> } | undefined;
  const identity = {
    async start(withKeys: Keys = keys) {
      running = await startIdentity({ issuer, port: identityPort, keys: withKeys });
    },
    async stop() {
      await running?.stop();
      running = undefined;
    },
  };
  await identity.start();

  const environment = readEnvironment({
    PORT: String(port),
    LIANGJI_ISSUER: issuer,
    LIANGJI_IDENTITY_UPSTREAM: `http://127.0.0.1:${identityPort}`,
    LIANGJI_FILES: '/nowhere',
    LIANGJI_SESSION_KEY: Buffer.alloc(32, 1).toString('base64'),
    LIANGJI_LOG: 'silent',
    ...Object.fromEntries(
      ROLES.map((role) => [
        `LIANGJI_DATABASE_URL_${role}`,
        database.urls[role.toLowerCase() as Lowercase<(typeof ROLES)[number]>],
      ]),
    ),
    ...variables,
  });
  const queue = { wake: async () => undefined }; // nobody works here
  const app = await buildApp({ environment, deps: systemDeps, database, queue, dependencies: [] });
  await app.listen({ port, host: '127.0.0.1' });
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() }); // stands still until `later`
  return {
    origin,
    issuer,
    app,
    database,
    keys,
    identity,
    later: (milliseconds) => void vi.setSystemTime(Date.now() + milliseconds),
    async close() {
      vi.useRealTimers();
      await app.close();
      await identity.stop();
      await database.drop();
    },
  };
}
