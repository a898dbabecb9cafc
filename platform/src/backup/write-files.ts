import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { TableClient } from '../database/table-client.ts';
import { storedBytes } from '../files/stored-bytes.ts';
import { Digest, newFile } from './digest.ts';
import { filePath, type FilePart, type Manifest } from './manifest.ts';

type WantedFile = Pick<FilePart, 'tenantId' | 'sha256'>;

/** The files that batches and uploaded photographs of the snapshot name. */
export async function readWantedFiles(client: TableClient): Promise<WantedFile[]> {
  const { rows } = await client.query<WantedFile>(
    `select tenant_id as "tenantId", sha256 from biz.batch
     union select tenant_id, sha256 from biz.media order by 1, 2`,
  );
  return rows;
}

/** Copies the wanted files; one that is not there, or is not what its name says, is listed as lost and not copied. */
export async function writeFiles(
  files: string,
  draft: string,
  wanted: readonly WantedFile[],
): Promise<Pick<Manifest, 'files' | 'lost'>> {
  const copied: FilePart[] = [];
  const lost: WantedFile[] = [];
  for (const file of wanted) {
    const target = join(draft, filePath(file));
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const digest = new Digest();
    try {
      await pipeline(storedBytes(files, file.tenantId, file.sha256)(), digest, newFile(target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    if (digest.sha256() === file.sha256) {
      copied.push({ ...file, bytes: digest.bytes });
    } else {
      await rm(target, { force: true });
      lost.push(file);
    }
  }
  return { files: copied, lost };
}
