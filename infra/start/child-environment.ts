import { join } from 'node:path';
import type { StartEnvironment } from './environment.ts';
import { databaseRoles, type DatabaseRole, type InnerPorts, type Secrets } from './home.ts';

const databaseName = 'liangji';
const DATABASE_URL = 'LIANGJI_DATABASE_URL_';
const OWNER_URL = `${DATABASE_URL}DIRECT`;
/** Nothing that a command typed by hand needs. */
const NOT_NOTED = /^LIANGJI_(?:SESSION_KEY|DATABASE_URL_SUPERUSER)$/;
/** Also those that were inherited from a shell, for another copy or for production. */
const SECRET = /^LIANGJI_(?:DATABASE_URL_|SESSION_KEY$|WEB_SECRET$|CLIENT_SECRET$)/;

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

/** What one process may know: addresses of these roles, the key of sessions, the secret at the realm. */
export type Secret = DatabaseRole | 'SESSION_KEY' | 'WEB_SECRET';

/** The shared environment as one process sees it: these secrets and no other. */
export function processEnvironment(shared: NodeJS.ProcessEnv, secrets: readonly Secret[]): NodeJS.ProcessEnv {
  const given = new Set(secrets.map((name) => `${name in databaseRoles ? DATABASE_URL : 'LIANGJI_'}${name}`));
  return Object.fromEntries(Object.entries(shared).filter(([name]) => !SECRET.test(name) || given.has(name)));
}

/** For commands typed by hand. Only the product's own variables, the owner's address apart: few commands need it. */
export function notedVariables(shared: NodeJS.ProcessEnv): { noted: NodeJS.ProcessEnv; owner: NodeJS.ProcessEnv } {
  const ours = Object.entries(shared).filter(([name]) => name.startsWith('LIANGJI_') && !NOT_NOTED.test(name));
  const isOwner = ([name]: [string, unknown]): boolean => name === OWNER_URL;
  return {
    noted: Object.fromEntries(ours.filter((one) => !isOwner(one))),
    owner: Object.fromEntries(ours.filter(isOwner)),
  };
}
