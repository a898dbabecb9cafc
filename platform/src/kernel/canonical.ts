import { createHash } from 'node:crypto';

/**
 * JSON with keys in order and without spaces, so that equal content is equal text. Dates are written as ISO instants;
 * undefined fields are left out. Throws a RangeError for a number that is not taken.
 */
function canonicalJson(value: unknown, isTaken: (number: number) => boolean): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one, isTaken)).join(',')}]`;
  if (typeof value === 'number' && !isTaken(value)) throw new RangeError(`not a number to be hashed: ${value}`);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field, isTaken)}`).join(',')}}`;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Hex sha256 of the canonical form of what is kept, all of whose numbers are whole: a score is text, never a fraction. */
export const hashOf = (value: unknown): string => sha256(canonicalJson(value, Number.isSafeInteger));

/** The same of what somebody sent, for example the degrees of a place. */
export const hashOfInput = (value: unknown): string => sha256(canonicalJson(value, Number.isFinite));
