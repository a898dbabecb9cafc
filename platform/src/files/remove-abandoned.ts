import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RECEIVING } from './stored-bytes.ts';

/** A sender silent for a minute is hung up on; what was not written to for this long belongs to a gateway that is no more. */
const ABANDONED_MS = 60 * 60_000;

/**
 * Removes what gateways that were killed had begun to receive: nobody else knows of those bytes. Returns how many files
 * went. `folder` may be missing (nothing was ever uploaded).
 */
export async function removeAbandoned(folder: string, now: Date): Promise<number> {
  let removed = 0;
  for (const path of await receivingIn(folder)) {
    const age = now.getTime() - (await modifiedAt(path));
    if (age < ABANDONED_MS) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}

async function receivingIn(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder, { recursive: true });
    return names.filter((name) => name.includes(RECEIVING)).map((name) => join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Milliseconds; the end of time for a file that has just been finished and renamed. */
async function modifiedAt(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Infinity;
    throw error;
  }
}
