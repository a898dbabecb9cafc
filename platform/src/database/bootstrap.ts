import { readFile } from 'node:fs/promises';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { Problem } from '../kernel/problem.ts';
import { ROLES, type Role, type RoleUrls } from './roles.ts';

/**
 * Makes roles, their passwords and the database, as superuser; harmless when repeated.
 * Database name and passwords are those of the given URLs, which must all name the same database.
 */
export async function bootstrap(superuserUrl: string, urls: RoleUrls): Promise<void> {
  const entries = Object.entries(urls) as [Role, string][];
  const names = new Set(entries.map(([, url]) => new URL(url).pathname.slice(1)));
  const [name] = names;
  if (name === undefined || names.size !== 1) {
    throw new Problem('START-ONE-DATABASE', { names: [...names].join(', ') });
  }
  await asSuperuser(await existing(superuserUrl), async (client) => {
    await client.query(await readFile(new URL('../../migrations/bootstrap.sql', import.meta.url), 'utf8'));
    for (const [role, url] of entries) {
      const password = decodeURIComponent(new URL(url).password);
      await client.query(`alter role ${ROLES[role]} password ${escapeLiteral(password)}`);
    }
    const found = await client.query('select from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${escapeIdentifier(name)} owner owner`);
    await limitDatabase(client, name);
  });
  const inside = new URL(superuserUrl);
  inside.pathname = `/${name}`;
  await asSuperuser(inside.href, async (client) => {
    await client.query('revoke all on schema public from public');
    await client.query('create schema if not exists jobs authorization jobs');
  });
}

/** Who may come into a database: our roles, and into it alone. Nobody makes temporary tables or schemas there. */
export async function limitDatabase(client: Client, name: string): Promise<void> {
  await client.query(`revoke all on database ${escapeIdentifier(name)} from public`);
  await client.query(`grant connect on database ${escapeIdentifier(name)} to ${Object.values(ROLES).join(', ')}`);
}

/** SQLSTATE of a database that is not there. */
const NO_DATABASE = '3D000';

/** The address itself; where it names the database that is yet to be made, the one that every server has. */
async function existing(superuserUrl: string): Promise<string> {
  try {
    await asSuperuser(superuserUrl, async () => undefined);
    return superuserUrl;
  } catch (error) {
    if ((error as { code?: unknown }).code !== NO_DATABASE) throw error;
    const url = new URL(superuserUrl);
    url.pathname = '/postgres';
    return url.href;
  }
}

async function asSuperuser(url: string, run: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await run(client);
  } finally {
    await client.end();
  }
}
