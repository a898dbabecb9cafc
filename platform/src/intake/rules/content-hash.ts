import { hash } from 'node:crypto';
import { PICTURE_FIELDS } from '../../cases/picture.ts';
import type { CasePicture } from '../../cases/types.ts';

/**
 * sha256 (base64url, 43 characters) of what the mapping made of a row: every field in fixed order, instants as ms, the
 * absent fields, the reporter. Two rows with one hash say the same, whatever their encoding, column order or spelling.
 */
export function contentHash(
  picture: CasePicture,
  absent: readonly (keyof CasePicture)[],
  person: { name: string | null; phone: string | null } | null,
): string {
  const values: unknown[] = PICTURE_FIELDS.map((field) => {
    const value = picture[field];
    return value instanceof Date ? value.getTime() : value;
  });
  if (absent.length > 0) values.push(absent.toSorted());
  if (person !== null) values.push([person.name, person.phone]);
  return hash('sha256', JSON.stringify(values), 'base64url');
}
