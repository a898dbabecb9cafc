import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/** What the domain must not reach for by itself: time, identity and the key of the installation. Tests and the sample month inject their own. */
export interface Deps {
  readonly clock: { now(): Date };
  readonly ids: { next(): string };
  /** Keyed digest of a telephone number (its digits) in a city: whoever has it cannot get back to the number. */
  readonly phoneDigest: (cityId: number, phone: string) => Promise<string>;
}

/**
 * uuid v7 in strictly rising order within the process, so that index pages fill in order and events of one transaction
 * keep theirs. Random bytes are drawn for 1,024 ids at once: one by one they were a tenth of an upload's time.
 */
function risingIds(): { next(): string } {
  const pool = new Uint8Array(16 * 1024);
  let used = pool.length;
  let msecs = 0;
  let seq = 0;
  return {
    next() {
      if (used === pool.length) {
        randomFillSync(pool);
        used = 0;
      }
      const random = pool.subarray(used, (used += 16));
      const now = Date.now();
      if (now > msecs) {
        msecs = now;
        // Starts in the lower half, so that a millisecond has room for two thousand million ids.
        seq = ((random[6]! << 23) | (random[7]! << 16) | (random[8]! << 8) | random[9]!) & 0x7fffffff;
      } else if (++seq > 0xffffffff) {
        seq = 0;
        msecs++;
      }
      return v7({ random, msecs, seq });
    },
  };
}

/** Wall clock and time-ordered ids (uuid v7, so that index pages fill in order). */
export const systemDeps: Deps = {
  clock: { now: () => new Date() },
  ids: risingIds(),
  phoneDigest: () => Promise.reject(new Error('no key of the installation: supply installationDigest(database)')),
};
