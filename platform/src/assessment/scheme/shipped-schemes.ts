import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../../data/schemes/', import.meta.url);

/** The scheme documents committed under platform/data/schemes, unchecked, in order of their file names. */
export function shippedSchemes(): unknown[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as unknown);
}
