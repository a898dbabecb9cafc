import { hash } from 'node:crypto';
import type { CasePicture, FieldName } from '../../cases/fields.ts';

/** Stands before every hash of the form below. Another form gets another number. */
const HASH_VERSION = '2:';

/**
 * Version and sha256 (base64url, 43 characters) of what a row says: name and value of every field that is present, instants
 * as ms, and the reporter. Two rows with one hash say the same, whatever their encoding, column order or spelling.
 *
 * Equal hashes spare a look at the case. Different ones do not mean that it changes: rule, limit and cell are looked up, and an
 * empty cell says what a column that is not mapped says; `settle` sees what comes of it.
 *
 * A field the mapping does not name or the row has no column for is left out, so a field that is new to us changes no hash;
 * an empty cell is present, as null. `names` in the order of `mappedFields`.
 */
export function contentHash(
  picture: CasePicture,
  names: readonly FieldName[],
  person: { name: string | null; phone: string | null } | null,
): string {
  const parts: unknown[] = [];
  for (const name of names) {
    const value = picture[name];
    parts.push(name, value instanceof Date ? value.getTime() : value);
  }
  if (person !== null) parts.push('person', person.name, person.phone);
  return HASH_VERSION + hash('sha256', JSON.stringify(parts), 'base64url');
}
