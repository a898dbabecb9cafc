import { systemDeps } from '@liangji/platform';
import { freshDatabase, type TestDatabase } from '@liangji/platform/testing';
import { seatCast } from '../cast.ts';
import { freePort } from '../free-port.ts';
import { openGateway } from '../listening.ts';

/** A gateway beside a real Keycloak: fresh database with the cast. */
export interface KeycloakHouse {
  readonly origin: string;
  readonly issuer: string;
  readonly database: TestDatabase;
  /** Moves the gateway's clock against the real one, which Keycloak has. */
  later(milliseconds: number): void;
  close(): Promise<void>;
}

export async function openKeycloakHouse(issuer: string): Promise<KeycloakHouse> {
  const port = await freePort();
  const database = await freshDatabase();
  await seatCast(database, issuer);
  let ahead = 0;
  const app = await openGateway(database, {
    port,
    deps: { ...systemDeps, clock: { now: () => new Date(Date.now() + ahead) } },
    variables: { LIANGJI_ISSUER: issuer, LIANGJI_WEB_SECRET: 'liangji-web-sample' },
  });
  return {
    origin: `http://localhost:${port}`,
    issuer,
    database,
    later: (milliseconds) => void (ahead += milliseconds),
    async close() {
      await app.close();
      await database.drop();
    },
  };
}
