import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../problems.ts';
import type { OpenBytes } from './read/read-rows.ts';

/** How the name of a file that is not complete begins. */
export const RECEIVING = '.receiving-';

export interface StoredBytes {
  /** Hex. */
  readonly sha256: string;
  readonly byteCount: number;
}

/**
 * Puts the bytes of an upload where they survive anything that happens next: temporary file, fsync, rename to
 * `<folder>/<tenant>/<sha256>`, fsync of the folder. The pace is the disk's. The same bytes twice are one file. Throws
 * `ENV-TOO-LARGE`, and `SYS-UNAVAILABLE` when the disk is full; whatever goes wrong leaves no temporary file behind.
 */
export async function storeBytes(
  folder: string,
  tenantId: number,
  bytes: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<StoredBytes> {
  const home = join(folder, String(tenantId));
  const temporary = join(home, `${RECEIVING}${randomUUID()}`);
  const hash = createHash('sha256');
  let byteCount = 0;
  try {
    await mkdir(home, { recursive: true });
    const file = await open(temporary, 'wx', 0o600);
    try {
      for await (const chunk of bytes) {
        byteCount += chunk.length;
        if (byteCount > maxBytes) throw new Problem('ENV-TOO-LARGE', { limit: maxBytes });
        hash.update(chunk);
        await file.writeFile(chunk);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    const sha256 = hash.digest('hex');
    await rename(temporary, join(home, sha256));
    await syncFolder(home);
    return { sha256, byteCount };
  } catch (error) {
    await rm(temporary, { force: true });
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new Problem('SYS-UNAVAILABLE', {}, { cause: error });
    throw error;
  }
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Opens stored bytes from their start, as often as asked. */
export function storedBytes(folder: string, tenantId: number, sha256: string): OpenBytes {
  const path = join(folder, String(tenantId), sha256);
  return () => createReadStream(path, { highWaterMark: 256 * 1024 });
}
