import { resolve } from 'node:path';
import { readApplied, readTables } from '../database/copy-tables.ts';
import { withTableClient } from '../database/table-client.ts';
import type { IntakeServices } from '../intake/batch/services.ts';
import { checkParts } from './check-parts.ts';
import { fillTables, proveTables, type OnTable } from './fill-tables.ts';
import { readManifest, type Manifest } from './manifest.ts';
import { requireEmpty, requireSameSchema } from './require-target.ts';
import { restoreFiles } from './restore-files.ts';

/**
 * Brings a backup into an empty, migrated database: the whole of it in one transaction, or nothing. Every part is read and
 * compared with the manifest before anything is written; at the end every table is read out again and must be, byte for
 * byte, what was taken. The catalogues that `migrate` loaded are replaced by those of the backup.
 *
 * Throws `SYS-BACKUP-UNFINISHED`, `SYS-BACKUP-DAMAGED`, `SYS-RESTORE-SCHEMA`, `SYS-RESTORE-NOT-EMPTY`,
 * `SYS-RESTORE-DIFFERS`.
 */
export async function restoreBackup(
  { database, files }: Pick<IntakeServices, 'database' | 'files'>,
  from: string,
  onTable: OnTable,
): Promise<Manifest> {
  const folder = resolve(from);
  const manifest = await readManifest(folder);
  await checkParts(folder, manifest);
  await withTableClient(database, 'write', async (client) => {
    const tables = await readTables(client);
    requireSameSchema(manifest, await readApplied(client), tables);
    await requireEmpty(client, tables);
    await restoreFiles(files, folder, manifest); // before a batch names them, as receiving does
    await fillTables(client, folder, tables, onTable);
    await proveTables(client, tables, manifest);
  });
  return manifest;
}
