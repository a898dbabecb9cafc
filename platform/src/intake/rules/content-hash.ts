import { hash } from 'node:crypto';
import type { CasePicture } from '../../cases/fields.ts';

/** The order that stored hashes were made in. */
const HASHED = [
  ...['classId', 'kind', 'sourceCode', 'sourceGroup', 'address', 'description', 'longitude', 'latitude'],
  ...['originalX', 'originalY', 'originalCrs', 'cellId', 'unitName', 'ruleId', 'limitValue', 'limitUnit'],
  ...['reportedAt', 'filedAt', 'dispatchedAt', 'disposedAt', 'closedAt', 'refusedAt', 'voidedAt'],
  ...['suspendedAt', 'resumedAt', 'closingType', 'selfHandled', 'reworkCount', 'extensionCount'],
  ...['claimedDueAt', 'claimedOverdue'],
] as (keyof CasePicture)[];

/**
 * sha256 (base64url, 43 characters) of what the mapping made of a row: every field in fixed order, instants as ms, the
 * absent fields, the reporter. Two rows with one hash say the same, whatever their encoding, column order or spelling.
 */
export function contentHash(
  picture: CasePicture,
  absent: readonly (keyof CasePicture)[],
  person: { name: string | null; phone: string | null } | null,
): string {
  const values: unknown[] = HASHED.map((field) => {
    const value = picture[field];
    return value instanceof Date ? value.getTime() : value;
  });
  if (absent.length > 0) values.push(absent.toSorted());
  if (person !== null) values.push([person.name, person.phone]);
  return hash('sha256', JSON.stringify(values), 'base64url');
}
