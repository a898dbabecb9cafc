import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { readApplied } from '../database/copy-tables.ts';
import { withTableClient } from '../database/table-client.ts';
import type { IntakeServices } from '../intake/batch/services.ts';
import { Problem } from '../kernel/problem.ts';
import { MANIFEST, overTables, type Manifest, type TablePart } from './manifest.ts';
import { readWantedFiles, writeFiles } from './write-files.ts';
import { writeTables } from './write-tables.ts';

/**
 * Writes a backup into a new folder: every table as it was at one instant, then the files that its rows name (they are
 * on the disk before a row names them, and never change), the manifest last. The folder appears when it is whole; whatever
 * goes wrong before leaves nothing. `SYS-BACKUP-EXISTS` when there is something at `folder`, `SYS-DISK-FULL`.
 */
export async function takeBackup(
  { database, deps, files }: IntakeServices,
  folder: string,
  onTable: (part: TablePart) => void,
): Promise<Manifest> {
  const target = resolve(folder);
  await requireFree(target);
  await mkdir(dirname(target), { recursive: true });
  const draft = await mkdtemp(join(dirname(target), `.${basename(target)}-unfinished-`));
  try {
    const takenAt = deps.clock.now().toISOString();
    const { migrations, tables, wanted } = await withTableClient(database, 'read', async (client) => ({
      migrations: await readApplied(client),
      tables: await writeTables(client, draft, onTable),
      wanted: await readWantedFiles(client),
    }));
    const stored = await writeFiles(files, draft, wanted);
    const manifest: Manifest = { format: 1, takenAt, migrations, tables, ...stored, fingerprint: overTables(tables) };
    await writeFile(join(draft, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true });
    await rename(draft, target);
    return manifest;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new Problem('SYS-DISK-FULL', { folder }, { cause: error });
    if (code === 'ENOTEMPTY' || code === 'EEXIST') throw new Problem('SYS-BACKUP-EXISTS', { folder });
    throw error;
  }
}

async function requireFree(folder: string): Promise<void> {
  const found = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error.code === 'ENOTDIR' ? new Problem('SYS-BACKUP-EXISTS', { folder }) : error;
  });
  if (found.length > 0) throw new Problem('SYS-BACKUP-EXISTS', { folder });
}
