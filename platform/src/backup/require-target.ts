import { isDeepStrictEqual } from 'node:util';
import { quoted, type TableShape } from '../database/copy-tables.ts';
import type { TableClient } from '../database/table-client.ts';
import { Problem } from '../kernel/problem.ts';
import type { Manifest } from './manifest.ts';

type Applied = Manifest['migrations'];

/** `SYS-RESTORE-SCHEMA` unless the database has had the very migrations, and has the very columns, of the backup. */
export function requireSameSchema(manifest: Manifest, applied: Applied, tables: readonly TableShape[]): void {
  const columnsOf = (of: readonly Pick<TableShape, 'name' | 'columns'>[]) =>
    of.map(({ name, columns }) => [name, ...columns].join(' ')).sort();
  const same =
    isDeepStrictEqual(manifest.migrations, applied) && isDeepStrictEqual(columnsOf(manifest.tables), columnsOf(tables));
  if (!same) {
    const last = (of: Applied): string => of.at(-1)?.name ?? '-';
    throw new Problem('SYS-RESTORE-SCHEMA', { backup: last(manifest.migrations), database: last(applied) });
  }
}

/**
 * `SYS-RESTORE-NOT-EMPTY` when anybody exists or has left anything. Look-up tables do not count: `migrate` fills them.
 * Holds off whoever would make a tenant meanwhile, until the transaction ends.
 */
export async function requireEmpty(client: TableClient, tables: readonly TableShape[]): Promise<void> {
  await client.query('lock table control.tenant in share row exclusive mode');
  for (const { name } of tables.filter((table) => !table.name.startsWith('lookup.'))) {
    const { rows } = await client.query(`select from ${quoted(name)} limit 1`);
    if (rows.length > 0) throw new Problem('SYS-RESTORE-NOT-EMPTY', { table: name });
  }
}
