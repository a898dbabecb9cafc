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
 * keep theirs. Random bytes are drawn for 1,024 ids at once: one by one they were a tenth of an upload's time. Each id is
 * put together in the same few bytes: objects made for it were a seventh of all that an upload allocates.
 */
function risingIds(): { next(): string } {
  const pool = new Uint8Array(16 * 1024);
  const random = new Uint8Array(16);
  const bytes = new Uint8Array(16);
  const text = Buffer.alloc(36, '-');
  let used = pool.length;
  let msecs = 0;
  let seq = 0;
  return {
    next() {
      if (used === pool.length) {
        randomFillSync(pool);
        used = 0;
      }
      for (let i = 0; i < 16; i++) random[i] = pool[used++]!;
      const now = Date.now();
      if (now > msecs) {
        msecs = now;
        // Starts in the lower half, so that a millisecond has room for two thousand million ids.
        seq = ((random[6]! << 23) | (random[7]! << 16) | (random[8]! << 8) | random[9]!) & 0x7fffffff;
      } else if (++seq > 0xffffffff) {
        seq = 0;
        msecs++;
      }
      v7({ random, msecs, seq }, bytes);
      for (let i = 0; i < 16; i++) {
        text[PLACES[i]!] = DIGITS[bytes[i]! >> 4]!;
        text[PLACES[i]! + 1] = DIGITS[bytes[i]! & 15]!;
      }
      return text.toString('latin1');
    },
  };
}

/** Where the digits of each byte stand among the dashes. */
const PLACES = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];
const DIGITS = Buffer.from('0123456789abcdef');

/** Wall clock and time-ordered ids (uuid v7, so that index pages fill in order). */
export const systemDeps: Deps = {
  clock: { now: () => new Date() },
  ids: risingIds(),
  phoneDigest: () => Promise.reject(new Error('no key of the installation: supply installationDigest(database)')),
};
