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
  await asSuperuser(superuserUrl, async (client) => {
    await client.query(await readFile(new URL('../../migrations/bootstrap.sql', import.meta.url), 'utf8'));
    for (const [role, url] of entries) {
      const password = decodeURIComponent(new URL(url).password);
      await client.query(`alter role ${ROLES[role]} password ${escapeLiteral(password)}`);
    }
    const found = await client.query('select from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${escapeIdentifier(name)} owner owner`);
  });
  const inside = new URL(superuserUrl);
  inside.pathname = `/${name}`;
  await asSuperuser(inside.href, async (client) => {
    await client.query('revoke all on schema public from public');
    await client.query('create schema if not exists jobs authorization jobs');
  });
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
