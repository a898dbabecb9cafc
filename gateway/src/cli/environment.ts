import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { message, ROLES, type Role, type RoleUrls } from '@liangji/platform';
import { EnvironmentFault } from '../environment/environment-fault.ts';

/** What the commands may know of the process's environment; each command asks only for what it needs. */
export interface CommandEnvironment {
  /** Addresses of the roles that were given; a command names those it cannot do without. */
  readonly databaseUrls: RoleUrls;
  /** The owner's address as `npm start` noted it: read by the few commands that need it, when they do. */
  readonly ownerUrl?: () => string | undefined;
  readonly superuserUrl: string | undefined;
  /** Where the gateway answers. */
  readonly gatewayUrl: string;
  /** The realm that gives tokens, and whose logins the sample city has. */
  readonly issuer: string;
  /** Whether that realm is the embedded provider's, which has accounts of ours beside its realm file. */
  readonly embeddedIdentity: boolean;
  readonly clientSecret: string | undefined;
  /** Operator who acts; needed where there are several. */
  readonly operator: string | undefined;
  /** Folder of the uploaded bytes. */
  readonly files: string | undefined;
}

const DATABASE_URL = 'LIANGJI_DATABASE_URL_';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads the variables of the commands, which are those of the gateway where they mean the same. What is not set is looked
 * for in the copy that `npm start` runs (or ran last) in LIANGJI_HOME; addresses of databases only where none is set, so that
 * no command reaches into two databases.
 */
export function readCommandEnvironment(variables: Variables): CommandEnvironment {
  const noted = readNoted(variables['LIANGJI_HOME'] || '.liangji');
  const own = Object.keys(variables).some((name) => name.startsWith(DATABASE_URL) && variables[name]);
  const given = (name: string): string | undefined =>
    variables[name] || (own && name.startsWith(DATABASE_URL) ? undefined : noted[name]) || undefined;
  const roles = Object.keys(ROLES) as Role[];
  const urls = roles.map((role) => [role, given(`LIANGJI_DATABASE_URL_${role.toUpperCase()}`)] as const);
  const gatewayUrl = (given('LIANGJI_GATEWAY_URL') ?? 'http://localhost:7300').replace(/\/+$/, '');
  return {
    databaseUrls: Object.fromEntries(urls.filter(([, url]) => url !== undefined)),
    ownerUrl: () =>
      own ? undefined : readNoted(variables['LIANGJI_HOME'] || '.liangji', 'owner.json')['LIANGJI_DATABASE_URL_DIRECT'],
    superuserUrl: given('LIANGJI_DATABASE_URL_SUPERUSER'),
    gatewayUrl,
    issuer: (given('LIANGJI_ISSUER') ?? `${gatewayUrl}/realms/liangji`).replace(/\/+$/, ''),
    embeddedIdentity: given('LIANGJI_IDENTITY_UPSTREAM') !== undefined,
    clientSecret: given('LIANGJI_CLIENT_SECRET'),
    operator: given('LIANGJI_OPERATOR'),
    files: given('LIANGJI_FILES'),
  };
}

/** What `npm start` noted for us; a relative folder counts from the clone, as it does there. */
function readNoted(home: string, name = 'environment.json'): Variables {
  const file = resolve(fileURLToPath(new URL('../../../', import.meta.url)), home, name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Variables) : {};
}

/** The addresses of these roles; START-COPY names those that are missing. */
export function urlsOfRoles(environment: CommandEnvironment, roles: readonly Role[]): RoleUrls {
  const urls: RoleUrls = { ...environment.databaseUrls };
  if (roles.includes('direct')) urls.direct ??= environment.ownerUrl?.();
  const missing = roles.filter((role) => urls[role] === undefined);
  if (missing.length > 0) {
    const names = missing.map((role) => `LIANGJI_DATABASE_URL_${role.toUpperCase()}`).join(', ');
    throw new EnvironmentFault([message('START-COPY', { names })]);
  }
  return Object.fromEntries(roles.map((role) => [role, urls[role]]));
}

/** Where uploaded files are kept; refuses in one sentence when that is not set. */
export function filesOf({ files }: CommandEnvironment): string {
  if (files === undefined) {
    const what = message('start.files');
    throw new EnvironmentFault([message('START-MISSING', { name: 'LIANGJI_FILES', what })]);
  }
  return files;
}
