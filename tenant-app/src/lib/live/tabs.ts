/** What one tab sends the others of its browser. */
export interface Channel<Message> {
  post(message: Message): void;
  /** Called with what others post, never with one's own. */
  onMessage(heard: (message: Message) => void): void;
  close(): void;
}

/** As `navigator.locks`, as far as it is used here. */
export interface Locks {
  request(
    name: string,
    options: { signal?: AbortSignal; steal?: boolean },
    held: () => Promise<void>,
  ): Promise<unknown>;
}

export interface Leadership {
  /** Takes the lead from a tab that does nothing any more. */
  take(): void;
  leave(): void;
}

/**
 * One tab of a browser leads: it holds the lock of that name until it closes, and the browser gives it to the next. `lead` begins leading
 * and returns how to end it. Where there are no locks (plain http from another machine) every tab leads itself.
 */
export function leadOneTab(locks: Locks | undefined, lock: string, lead: () => () => void): Leadership {
  const leaving = new AbortController();
  let release: (() => void) | undefined;
  if (locks === undefined) {
    const end = lead();
    return { take: () => undefined, leave: end };
  }
  const { signal } = leaving;
  const { request } = locks;

  async function hold(): Promise<void> {
    if (signal.aborted) return;
    const end = lead();
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    release = undefined;
    end();
  }
  async function stand(steal: boolean): Promise<void> {
    try {
      await request.call(locks, lock, steal ? { steal } : { signal }, hold);
    } catch {
      // We left, or another tab took the lead: then its tab is closed some day and ours is next.
      release?.();
      if (!signal.aborted) void stand(false);
    }
  }
  void stand(false);
  return {
    take: () => (release ? undefined : void stand(true)),
    leave() {
      leaving.abort();
      release?.();
    },
  };
}
