import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePlPgSQLSync } from 'libpg-query';
import { root } from '../start/environment.ts';
import type { MigrationFile } from './rules/of-migrations.ts';
import { nodesOf, parseStatements, type Parsed } from './tree.ts';

/** Those before it have landed and cannot change; what is wrong in them shows in the schema. */
const FIRST = '0013';

/** The migrations whose text is checked, in order. They are read as files: infra imports nothing of ours. */
export function readMigrations(): MigrationFile[] {
  const folder = join(root, 'platform/migrations');
  return readdirSync(folder)
    .filter((name) => /^\d{4}_.*\.sql$/.test(name) && name >= FIRST)
    .toSorted()
    .map((name) => ({ name, statements: parseStatements(readFileSync(join(folder, name), 'utf8')) }));
}

/** The statements inside of DO and of plpgsql functions; expressions there, which are no statements, are left out. */
export function statementsInside({ kind, text }: Parsed): Parsed[] {
  if (kind !== 'DoStmt' && !(kind === 'CreateFunctionStmt' && /language\s+plpgsql/i.test(text))) return [];
  const body: unknown = parsePlPgSQLSync(`${text};`);
  return [...nodesOf(body, 'PLpgSQL_expr')].flatMap(({ query }) =>
    typeof query === 'string' && /^\s*(select|insert|update|delete|with|merge)\b/i.test(query)
      ? parseStatements(query)
      : [],
  );
}
