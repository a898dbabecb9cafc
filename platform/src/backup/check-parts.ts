import { join } from 'node:path';
import { Problem } from '../kernel/problem.ts';
import { digestOf } from './digest.ts';
import { filePath, overTables, tablePath, type Manifest } from './manifest.ts';

/** Reads every part once; `SYS-BACKUP-DAMAGED` names the first that is missing or not what the manifest says. */
export async function checkParts(folder: string, manifest: Manifest): Promise<void> {
  const parts = [
    ...manifest.tables.map(({ name, sha256 }) => ({ part: tablePath(name), sha256 })),
    ...manifest.files.map((file) => ({ part: filePath(file), sha256: file.sha256 })),
  ];
  if (overTables(manifest.tables) !== manifest.fingerprint)
    throw new Problem('SYS-BACKUP-DAMAGED', { part: 'manifest.json' });
  for (const { part, sha256 } of parts) {
    if ((await digestIfThere(join(folder, part))) !== sha256) throw new Problem('SYS-BACKUP-DAMAGED', { part });
  }
}

async function digestIfThere(path: string): Promise<string | null> {
  try {
    return await digestOf(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
