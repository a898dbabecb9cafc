import { randomBytes, randomInt, scryptSync } from 'node:crypto';

/** log2 of N, r and p: 16 MB and about 30 ms a guess, for secrets drawn at random; chosen passwords cost more. */
const COST = { logN: 14, r: 8, p: 1 };

/** `scrypt$log2(N)$r$p$salt$hash`; the embedded identity provider reads it in `infra/identity-provider/secrets.ts`. */
export function hashSecret(secret: string): string {
  const salt = randomBytes(16);
  const { logN, r, p } = COST;
  const hash = scryptSync(secret, salt, 32, { N: 2 ** logN, r, p, maxmem: 256 * 2 ** logN * r });
  return ['scrypt', logN, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** Letters and digits that nobody confuses on paper or on the phone. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Twelve letters in threes, 59 bits: `k7m-x2p-9fa-qd4`. */
export function makeOneTimePassword(): string {
  const letter = () => LETTERS[randomInt(LETTERS.length)];
  return Array.from({ length: 4 }, () => [letter(), letter(), letter()].join('')).join('-');
}

/** Secret of a machine client: 192 bits. */
export const makeClientSecret = (): string => randomBytes(24).toString('base64url');
