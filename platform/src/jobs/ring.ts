/** What one turn found: more to do for the same tenant, or nothing left. */
export type TurnEnd = 'more' | 'done';

export interface RingOptions<T> {
  /** Turns that run at once; never two of the same key. */
  readonly concurrency: number;
  readonly keyOf: (subject: T) => string | number;
  /** One bounded piece of work; must leave everything committed or handed back when it ends. */
  readonly turn: (subject: T) => Promise<TurnEnd>;
  /** Called with a turn that threw. The subject leaves the ring; whoever sweeps will bring it back. */
  readonly onError: (subject: T, error: unknown) => void;
}

export interface Ring<T> {
  /** Puts a subject at the end of the line; waking one that waits already changes nothing. */
  wake(subject: T): void;
  /** Takes no new turns; resolves when the running ones have ended. */
  stop(): Promise<void>;
  /** Resolves when nothing waits and nothing runs. */
  idle(): Promise<void>;
  /** Subjects that wait or run. */
  readonly size: number;
}

/**
 * A fair line: everybody gets one turn, then goes to the end. A tenant with ten files costs another tenant with one
 * file one turn, not ten files. A subject woken during its own turn gets another one afterwards, so no wake is lost.
 */
export function makeRing<T>(options: RingOptions<T>): Ring<T> {
  const waiting = new Map<string | number, T>();
  const running = new Map<string | number, Promise<void>>();
  const rewoken = new Map<string | number, T>();
  let stopped = false;
  let whenIdle: (() => void)[] = [];

  function wake(subject: T): void {
    const key = options.keyOf(subject);
    if (running.has(key)) rewoken.set(key, subject);
    else waiting.set(key, waiting.get(key) ?? subject);
    pump();
  }

  function pump(): void {
    for (const [key, subject] of waiting) {
      if (stopped || running.size >= options.concurrency) break;
      waiting.delete(key);
      running.set(key, take(key, subject));
    }
    if (running.size > 0 || (waiting.size > 0 && !stopped)) return;
    for (const resolve of whenIdle) resolve();
    whenIdle = [];
  }

  async function take(key: string | number, subject: T): Promise<void> {
    let end: TurnEnd = 'done';
    try {
      end = await options.turn(subject);
    } catch (error) {
      options.onError(subject, error);
    }
    running.delete(key);
    const again = rewoken.get(key) ?? (end === 'more' ? subject : undefined);
    rewoken.delete(key);
    if (again !== undefined) waiting.set(key, again);
    pump();
  }

  return {
    wake,
    async stop() {
      stopped = true;
      await Promise.all(running.values());
    },
    async idle() {
      if (running.size > 0 || waiting.size > 0) await new Promise<void>((resolve) => whenIdle.push(resolve));
    },
    get size() {
      return waiting.size + running.size;
    },
  };
}
