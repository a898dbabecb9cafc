import { readFile } from 'node:fs/promises';
import { Problem } from '@liangji/platform';

/** The JSON document of a mapping file; what it means is checked by whoever uses it. */
export async function readMappingFile(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new Problem('SYS-INPUT', { reason: `${path}: ${(error as Error).message}` }, { cause: error });
  }
}
