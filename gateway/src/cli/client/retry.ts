import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '@liangji/platform';

const ATTEMPTS = 6;
const FIRST_WAIT_MS = 500;

/** True for a fault after which the same request may succeed: our own words say so, or the line was bad. */
function mayPass(error: unknown): boolean {
  if (error instanceof Problem) return error.retryable;
  return error instanceof TypeError && error.cause !== undefined; // how fetch reports the network
}

/**
 * Tries again with doubling pauses (0.5 s to 8 s, six times in all). Safe for uploads because the batch id stays the
 * same: what arrived the first time is recognised the second.
 */
export async function withRetry<T>(run: () => Promise<T>, onRetry: (error: unknown) => void = () => {}): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt === ATTEMPTS || !mayPass(error)) throw error;
      onRetry(error);
      await sleep(FIRST_WAIT_MS * 2 ** (attempt - 1));
    }
  }
}
