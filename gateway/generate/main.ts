// Regenerates gateway/schema.graphql, the contract of GraphQL, from a migrated throw-away database, gateway/openapi.json,
// and the manifest of the public documents.
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap, migrate, openDatabase, ROLES, type Role, type RoleUrls } from '@liangji/platform';
import { removeCluster, startPostgres } from '@liangji/infra/postgres';
import { buildSchema } from '../src/graphql/build-schema.ts';
import { printSdl } from '../src/graphql/print-sdl.ts';
import { openapiDocument } from '../src/openapi/document.ts';
import { writePublicDocuments } from './public-documents.ts';

function urlsOf(superuserUrl: string): RoleUrls {
  const one = ([role, login]: [string, string]): [Role, string] => {
    const url = new URL(superuserUrl);
    url.username = login;
    url.password = 'generate';
    url.pathname = '/generate';
    return [role as Role, url.href];
  };
  return Object.fromEntries(Object.entries(ROLES).map(one));
}

const dir = mkdtempSync(join(tmpdir(), 'liangji-generate-'));
chmodSync(dir, 0o711); // the database's user must pass
const server = await startPostgres({ dir: join(dir, 'cluster'), settings: { fsync: 'off' } });
try {
  const urls = urlsOf(server.superuserUrl);
  await bootstrap(server.superuserUrl, urls);
  const database = openDatabase(urls, { poolSize: 2 });
  await migrate(database);
  const { schema } = await buildSchema(database, () => {
    throw new Error('nobody asks while the schema is written');
  });
  writeFileSync(new URL('../schema.graphql', import.meta.url), printSdl(schema));
  await database.close();
} finally {
  await server.stop();
  removeCluster(join(dir, 'cluster'));
  removeCluster(dir);
}

writeFileSync(new URL('../openapi.json', import.meta.url), `${JSON.stringify(openapiDocument(), null, 2)}\n`);
await writePublicDocuments();
