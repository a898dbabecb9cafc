import { flushSync } from 'svelte';
import type * as Parts from '../deferred.ts';
import { giveHeldKeys } from '../keys/held.ts';

/** The parts of a desk that come after its first screen. */
export function createDeferred() {
  let parts = $state.raw<typeof Parts | null>(null);
  let failed = $state(false);
  let loading: Promise<void> | null = null;

  async function read(): Promise<void> {
    failed = false;
    try {
      const read = await import('../deferred.ts');
      flushSync(() => (parts = read));
      giveHeldKeys();
    } catch {
      failed = true; // what stands in their place says so
      loading = null;
    }
  }

  const load = (): void => void (loading ??= read());

  return {
    /** Null until they are there. */
    get parts() {
      return parts;
    },
    /** They could not be fetched. */
    get failed() {
      return failed;
    },
    load,
    /** Fetches them as soon as the browser has nothing else to do. Safari cannot say when that is. */
    loadWhenIdle() {
      if ('requestIdleCallback' in window) requestIdleCallback(load);
      else setTimeout(load, 200);
    },
  };
}

export type Deferred = ReturnType<typeof createDeferred>;
