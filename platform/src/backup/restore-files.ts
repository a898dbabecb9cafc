import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { storeBytes } from '../files/stored-bytes.ts';
import { Problem } from '../kernel/problem.ts';
import { filePath, type Manifest } from './manifest.ts';

/** Puts the files where intake keeps them, in the way intake does it: on the disk, whole, or not at all. */
export async function restoreFiles(files: string, folder: string, manifest: Manifest): Promise<void> {
  for (const file of manifest.files) {
    const bytes = createReadStream(join(folder, filePath(file)), { highWaterMark: 256 * 1024 });
    const { sha256 } = await storeBytes(files, file.tenantId, bytes);
    if (sha256 !== file.sha256) throw new Problem('SYS-BACKUP-DAMAGED', { part: filePath(file) });
  }
}
