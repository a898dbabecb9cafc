import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fetch } from './issuer.ts';

/**
 * The issuer's public keys, kept in memory.
 *
 * - A known key answers at once, also while the issuer is away (up to `KEEP_MS` after the last good fetch).
 * - An unknown key id is decided by a fetch that began after the question came in. Fetches begin at most once per
 *   `COOL_DOWN_MS`, and everybody who asks meanwhile waits for the same next one. So random key ids cost the issuer one
 *   request a second at most, and cannot delay a rotation by more than that: the fetch they cause brings the new key.
 * - Keys older than `REFRESH_MS` are fetched again in the background, so that a withdrawn key goes.
 *
 * Not jose's remote key set: within its cooldown it refuses an unknown key id unasked, so a rotation fails logins; past
 * its `cacheMaxAge` it serves nobody while the issuer is away; it bounds no size, and a slow answer can bring back a
 * withdrawn key.
 */
export interface SigningKeys {
  /** The key of this id; rejects with `UnknownKey`, or with `IssuerAway` when that cannot be decided now. */
  get(kid: string): Promise<KeyObject>;
}

export class UnknownKey extends Error {
  constructor() {
    super('unknown key');
    this.name = 'UnknownKey';
  }
}

export class IssuerAway extends Error {
  constructor(cause: unknown) {
    super('the identity provider does not answer', { cause });
    this.name = 'IssuerAway';
  }
}

export const COOL_DOWN_MS = 1_000;
const REFRESH_MS = 5 * 60_000;
const KEEP_MS = 60 * 60_000;
const LARGEST_BYTES = 64 * 1024;
const SMALLEST_MODULUS_BITS = 2048;

/** RSA keys meant for RS256 signatures; others of the set are none of our business. */
function readKeys(text: string): Map<string, KeyObject> {
  const { keys } = JSON.parse(text) as { keys: (JsonWebKey & { kid?: string; use?: string; alg?: string })[] };
  const usable = new Map<string, KeyObject>();
  for (const { kty, n, e, kid, use, alg } of keys) {
    if (kty !== 'RSA' || !kid || (use ?? 'sig') !== 'sig' || (alg ?? 'RS256') !== 'RS256') continue;
    const key = createPublicKey({ key: { kty, n, e } as JsonWebKey, format: 'jwk' });
    if ((key.asymmetricKeyDetails?.modulusLength ?? 0) >= SMALLEST_MODULUS_BITS) usable.set(kid, key);
  }
  if (usable.size === 0) throw new Error('the key set holds no RSA signing key');
  return usable;
}

/** `now` in milliseconds of a clock that only measures distances. */
export function fetchSigningKeys(url: string, fetch: Fetch, now: () => number = () => performance.now()): SigningKeys {
  let keys = new Map<string, KeyObject>();
  let fetchedAt = -Infinity;
  let beganAt = -Infinity;
  let keptBegan = -Infinity; // when the fetch began whose keys are kept
  let pending: Promise<void> | undefined; // a fetch that has not begun yet: whoever joins is answered by it

  async function load(began: number): Promise<void> {
    const response = await fetch(url, { headers: { accept: 'application/json' } });
    if (!response.ok) throw new Error(`the key set answers ${response.status}`);
    const text = await response.text();
    if (text.length > LARGEST_BYTES) throw new Error('the key set is too large');
    const found = readKeys(text);
    if (began < keptBegan) return; // a slow answer, overtaken by a newer one, must not bring a withdrawn key back
    keptBegan = began;
    keys = found;
    fetchedAt = now();
  }

  function nextFetch(): Promise<void> {
    pending ??= (async () => {
      await sleep(Math.max(0, beganAt + COOL_DOWN_MS - now()), undefined, { ref: false });
      beganAt = now();
      pending = undefined; // from here on a question needs the fetch after this one
      await load(beganAt);
    })();
    return pending;
  }

  return {
    async get(kid) {
      const age = now() - fetchedAt;
      const known = age < KEEP_MS ? keys.get(kid) : undefined;
      if (known) {
        // A failed background refresh changes nothing: the next request tries again, and KEEP_MS ends it.
        if (age > REFRESH_MS && now() - beganAt > COOL_DOWN_MS) void nextFetch().catch(() => undefined);
        return known;
      }
      try {
        await nextFetch();
      } catch (error) {
        throw new IssuerAway(error);
      }
      const key = keys.get(kid);
      if (!key) throw new UnknownKey();
      return key;
    },
  };
}
