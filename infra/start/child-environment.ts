import { join } from 'node:path';
import type { StartEnvironment } from './environment.ts';
import { databaseRoles, type DatabaseRole, type InnerPorts, type Secrets } from './home.ts';

const databaseName = 'liangji';
const DATABASE_URL = 'LIANGJI_DATABASE_URL_';

/** The environment every process of a copy shares: addresses, secrets, folders. */
export function sharedEnvironment(start: StartEnvironment, ports: InnerPorts, secrets: Secrets): NodeJS.ProcessEnv {
  const origin = `http://localhost:${start.port}`;
  const databases = Object.entries(databaseRoles).map(([name, role]) => {
    const password = secrets.databasePasswords[name as DatabaseRole];
    return [`${DATABASE_URL}${name}`, `postgres://${role}:${password}@127.0.0.1:${ports.postgres}/${databaseName}`];
  });
  return {
    ...start.inherited,
    ...(Object.fromEntries(databases) as NodeJS.ProcessEnv),
    LIANGJI_HOME: start.home,
    LIANGJI_FILES: join(start.home, 'files'),
    LIANGJI_ORIGIN: origin,
    LIANGJI_ISSUER: start.issuer ?? `${origin}/realms/liangji`,
    LIANGJI_IDENTITY_UPSTREAM: start.issuer ? '' : `http://127.0.0.1:${ports.identity}`,
    LIANGJI_APP_UPSTREAM: `http://127.0.0.1:${ports.app}`,
    LIANGJI_GATEWAY_URL: `http://127.0.0.1:${start.port}`,
    LIANGJI_SESSION_KEY: secrets.sessionKey,
  };
}

/** The shared environment as one service sees it: addresses of these roles alone, the key of sessions only beside them. */
export function serviceEnvironment(shared: NodeJS.ProcessEnv, databases: readonly DatabaseRole[]): NodeJS.ProcessEnv {
  const given = new Set<string>(databases.map((name) => `${DATABASE_URL}${name}`));
  if (databases.length > 0) given.add('LIANGJI_SESSION_KEY');
  const isSecret = (name: string): boolean => name.startsWith(DATABASE_URL) || name === 'LIANGJI_SESSION_KEY';
  return Object.fromEntries(Object.entries(shared).filter(([name]) => !isSecret(name) || given.has(name)));
}

/** Only the product's own variables: what else we inherited is nobody's business to keep on a disk. */
export function ourVariables(shared: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(shared).filter(([name]) => name.startsWith('LIANGJI_')));
}
