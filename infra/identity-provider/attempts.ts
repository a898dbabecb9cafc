/**
 * Counts wrong passwords per key (account, and address of the caller). After `limit` in a row the key waits `waitMs`;
 * a right password forgets the account's failures. In memory: a restart of the embedded provider forgives.
 */
export interface Attempts {
  /** Milliseconds this key still has to wait; 0 when it may try. */
  waitFor(key: string): number;
  failed(key: string): void;
  succeeded(key: string): void;
}

const MOST_KEYS = 10_000;

export function countAttempts(limit: number, waitMs: number, now: () => number): Attempts {
  const failures = new Map<string, { count: number; until: number }>();
  return {
    waitFor(key) {
      return Math.max(0, (failures.get(key)?.until ?? 0) - now());
    },
    failed(key) {
      const before = failures.get(key);
      const count = before && before.until > 0 && before.until <= now() ? 1 : (before?.count ?? 0) + 1;
      failures.delete(key); // re-insert at the end: the map keeps the order of the last failure
      failures.set(key, { count, until: count >= limit ? now() + waitMs : 0 });
      for (const oldest of failures.keys()) if (failures.size > MOST_KEYS) failures.delete(oldest);
    },
    succeeded(key) {
      failures.delete(key);
    },
  };
}
