import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../kernel/problem.ts';

/** How the name of a file that nobody answers for yet begins. */
export const RECEIVING = '.receiving-';

export interface StoredBytes {
  /** Hex. */
  readonly sha256: string;
  readonly byteCount: number;
}

/** Bytes that are wholly on the disk, under a name that nobody else knows. */
export interface ReceivedBytes extends StoredBytes {
  /** Where they are until they are kept. */
  readonly path: string;
  readonly isKept: boolean;
  /** Gives them their lasting name, `<folder>/<tenant>/<sha256>`, for good. The same bytes twice are one file. */
  keep(): Promise<void>;
  /** Removes them, unless they are kept. */
  discard(): Promise<void>;
}

/**
 * Writes the bytes of an upload where they survive anything that happens next: a temporary file and fsync; `keep` then
 * renames it and syncs the folder. The pace is the disk's. Throws `SYS-UNAVAILABLE` when the disk is full; whatever goes
 * wrong leaves no temporary file behind.
 */
export async function receiveBytes(
  folder: string,
  tenantId: number,
  bytes: AsyncIterable<Uint8Array>,
): Promise<ReceivedBytes> {
  const home = join(folder, String(tenantId));
  const temporary = join(home, `${RECEIVING}${randomUUID()}`);
  let isKept = false;
  try {
    await mkdir(home, { recursive: true });
    const stored = await writeAll(temporary, bytes);
    return {
      ...stored,
      path: temporary,
      get isKept() {
        return isKept;
      },
      async keep() {
        await rename(temporary, join(home, stored.sha256));
        isKept = true;
        await syncFolder(home);
      },
      discard: () => rm(temporary, { force: true }),
    };
  } catch (error) {
    await rm(temporary, { force: true });
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new Problem('SYS-UNAVAILABLE', {}, { cause: error });
    throw error;
  }
}

async function writeAll(path: string, bytes: AsyncIterable<Uint8Array>): Promise<StoredBytes> {
  const hash = createHash('sha256');
  let byteCount = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of bytes) {
      byteCount += chunk.length;
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), byteCount };
}

/** Receives and keeps bytes in one go, where it is known that somebody names them. Throws like `receiveBytes`. */
export async function storeBytes(...given: Parameters<typeof receiveBytes>): Promise<StoredBytes> {
  const received = await receiveBytes(...given);
  await received.keep();
  return received;
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Where stored bytes are. */
export const pathOf = (folder: string, tenantId: number, sha256: string): string =>
  join(folder, String(tenantId), sha256);

/** Opens stored bytes from their start, as often as asked. */
export function storedBytes(folder: string, tenantId: number, sha256: string): () => ReadStream {
  const path = pathOf(folder, tenantId, sha256);
  return () => createReadStream(path, { highWaterMark: 256 * 1024 });
}

/** Removes stored bytes; those that are not there are removed already. */
export async function removeStored(folder: string, tenantId: number, sha256: string): Promise<void> {
  await rm(pathOf(folder, tenantId, sha256), { force: true });
}
