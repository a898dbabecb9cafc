import { readFile } from 'node:fs/promises';
import { Problem } from '@liangji/platform';

/** A JSON file; what it means is checked by whoever uses it. */
export async function readJsonFile(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new Problem('SYS-INPUT', { reason: `${path}: ${(error as Error).message}` }, { cause: error });
  }
}
