import type { FastifyInstance } from 'fastify';
import type { Deps } from '@liangji/platform';
import type { TestDatabase } from '@liangji/platform/testing';
import { buildApp } from '../src/app.ts';
import { readEnvironment } from '../src/environment/read-environment.ts';

const ROLES = [
  'IDENTITY',
  'CITY',
  'COUNTY',
  'UNIT',
  'INGEST',
  'CLERK',
  'ROLLUP',
  'INTROSPECT',
  'JOBS',
  'DIRECT',
] as const;

/** A gateway on a port of this machine; `variables` name its issuer and whatever else a test wants. */
export async function openGateway(
  database: TestDatabase,
  options: { readonly port: number; readonly deps: Deps; readonly variables: Record<string, string> },
): Promise<FastifyInstance> {
  const { port, deps, variables } = options;
  const environment = readEnvironment({
    PORT: String(port),
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
  const app = await buildApp({ environment, deps, database, queue, dependencies: [] });
  await app.listen({ port, host: '127.0.0.1' });
  return app;
}
