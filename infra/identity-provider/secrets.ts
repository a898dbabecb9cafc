import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** log2 of N, r and p for passwords people choose: 64 MB and about a tenth of a second a guess. */
const COST = { logN: 16, r: 8, p: 1 };

const derive = (secret: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(secret, salt, 32, options, (error, key) => (error ? reject(error) : resolve(key))),
  );

/** `scrypt$log2(N)$r$p$salt$hash`, as `platform/src/identity/secrets.ts` writes it for secrets that are handed out. */
export async function hashSecret(secret: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(secret, salt, optionsOf(COST.logN, COST.r, COST.p));
  return ['scrypt', COST.logN, COST.r, COST.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** Whether a secret is the one that was hashed. A hash of another form fits nothing. */
export async function secretMatches(hashed: string, given: string): Promise<boolean> {
  const [scheme, logN, r, p, salt, hash] = hashed.split('$');
  if (scheme !== 'scrypt' || !salt || !hash || !(Number(logN) <= 20)) return false;
  const wanted = Buffer.from(hash, 'base64url');
  const found = await derive(given, Buffer.from(salt, 'base64url'), optionsOf(Number(logN), Number(r), Number(p)));
  return wanted.length === found.length && timingSafeEqual(wanted, found);
}

const optionsOf = (logN: number, r: number, p: number): ScryptOptions => ({
  N: 2 ** logN,
  r,
  p,
  maxmem: 256 * 2 ** logN * r,
});

/** Fits no password; it is tried for names nobody has, so that they take as long as those somebody has. */
export const NOBODYS_HASH = `scrypt$14$8$1$${'A'.repeat(22)}$${'A'.repeat(43)}`;
