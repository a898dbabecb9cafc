import type { FastifyInstance } from 'fastify';
import type { Keys } from '@liangji/infra/identity-provider';
import { makeSigningKey, startIdentity } from '@liangji/infra/identity-provider';
import { systemDeps } from '@liangji/platform';
import { freshDatabase, type TestDatabase } from '@liangji/platform/testing';
import { vi } from 'vitest';
import { seatCast } from './cast.ts';
import { freePort } from './free-port.ts';
import { openGateway } from './listening.ts';

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

/**
 * `realmFile` takes the place of the sample realm, for a gateway whose people type another address; `seat` puts somebody
 * else than the cast into the database, or nobody.
 */
export async function openHouse(
  variables: Record<string, string> = {},
  realmFile?: string,
  seat: (database: TestDatabase, issuer: string) => Promise<void> = seatCast,
): Promise<House> {
  const [port, identityPort] = [await freePort(), await freePort()];
  const origin = `http://localhost:${port}`;
  const issuer = `${origin}/realms/liangji`;
  const database = await freshDatabase();
  await seat(database, issuer);

  const keys: Keys = { signing: [makeSigningKey()], cookies: ['a secret of this test'] };
  let running: { stop(): Promise<void> } | undefined;
  const identity = {
    async start(withKeys: Keys = keys) {
      running = await startIdentity({
        issuer,
        port: identityPort,
        keys: withKeys,
        accountsUrl: database.urls.accounts,
        ...(realmFile && { realmFile }),
      });
    },
    async stop() {
      await running?.stop();
      running = undefined;
    },
  };
  await identity.start();

  const app = await openGateway(database, {
    port,
    deps: systemDeps,
    variables: {
      LIANGJI_ISSUER: issuer,
      LIANGJI_IDENTITY_UPSTREAM: `http://127.0.0.1:${identityPort}`,
      ...variables,
    },
  });
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
