// Regenerates what is derived: docs/errors.md from the catalogue of errors, docs/lifecycle.md from its table, data/manifest.schema.json and
// data/mode.schema.json from their schemas, src/database/tables.ts and schema.sql from the migrations.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, chmodSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeCluster, startPostgres } from '@liangji/infra/postgres';
import { bootstrap } from '../src/database/bootstrap.ts';
import { openDatabase } from '../src/database/database.ts';
import { asOwner } from '../src/database/transaction.ts';
import { migrate } from '../src/database/migrate.ts';
import { dumpSchema } from '../src/database/schema-dump.ts';
import { urlsOf } from '../test/urls.ts';
import { errorPage } from './error-page.ts';
import { lifecyclePage } from './lifecycle-page.ts';
import { manifestJsonSchema, modeJsonSchema } from './manifest-json-schema.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
writeFileSync(at('../docs/errors.md'), errorPage());
writeFileSync(at('../docs/lifecycle.md'), lifecyclePage());
writeFileSync(at('../data/manifest.schema.json'), manifestJsonSchema());
writeFileSync(at('../data/mode.schema.json'), modeJsonSchema());

const dir = mkdtempSync(join(tmpdir(), 'liangji-generate-'));
chmodSync(dir, 0o711);
const server = await startPostgres({ dir: join(dir, 'cluster'), settings: { fsync: 'off' } });
try {
  const urls = urlsOf(server.superuserUrl, 'generate');
  await bootstrap(server.superuserUrl, urls);
  const database = openDatabase(urls, { poolSize: 2 });
  await migrate(database);
  writeFileSync(at('../schema.sql'), await asOwner(database, dumpSchema));
  await database.close();
  const out = at('../src/database/tables.ts');
  execFileSync(
    process.execPath,
    [
      at('../../node_modules/kysely-codegen/dist/cli/bin.js'),
      '--dialect',
      'postgres',
      '--url',
      urls.direct,
      '--include-pattern',
      '(biz|control|lookup).*',
      '--date-parser',
      'string',
      '--out-file',
      out,
      '--log-level',
      'warn',
    ],
    { stdio: 'inherit' },
  );
  execFileSync(process.execPath, [
    at('../../node_modules/prettier/bin/prettier.cjs'),
    '--write',
    '--log-level',
    'warn',
    out,
  ]);
} finally {
  await server.stop();
  removeCluster(join(dir, 'cluster'));
  removeCluster(dir);
}
