import type { Source } from './connection.ts';
import { EVENTS, type Frame } from './frames.ts';
import type { LiveParts } from './live.ts';
import type { Channel, Locks } from './tabs.ts';

/** A browser for tests: tabs that share a lock and a channel, and streams whose gateway the test plays. */
export function fakeBrowser() {
  const streams: FakeStream[] = [];
  const held: { name: string; lose(): void }[] = [];
  const waiting: (() => void)[] = [];
  const channels = new Set<{ hear(message: unknown): void }>();
  const state = { online: true, status: 200, asked: 0 };

  function channel<Message>(): Channel<Message> {
    const handlers: ((message: Message) => void)[] = [];
    const self = { hear: (message: unknown) => handlers.forEach((handler) => handler(message as Message)) };
    channels.add(self);
    return {
      post: (message) => {
        const copy = structuredClone(message);
        queueMicrotask(() => [...channels].filter((other) => other !== self).forEach((other) => other.hear(copy)));
      },
      onMessage: (heard) => handlers.push(heard),
      close: () => channels.delete(self),
    };
  }

  const locks: Locks = {
    async request(name, { signal, steal }, run) {
      if (steal) held.splice(0).forEach((lock) => lock.lose());
      else {
        while (held.length > 0) {
          await new Promise<void>((resolve, reject) => {
            waiting.push(resolve);
            signal?.addEventListener('abort', () => reject(new Error('aborted')));
          });
          if (signal?.aborted) throw new Error('aborted');
        }
      }
      const lost = Promise.withResolvers<never>();
      lost.promise.catch(() => undefined);
      const lock = { name, lose: () => lost.reject(new Error('stolen')) };
      held.push(lock);
      try {
        await Promise.race([run(), lost.promise]);
      } finally {
        if (held.includes(lock)) held.splice(held.indexOf(lock), 1);
        waiting.splice(0).forEach((wake) => wake());
      }
    },
  };

  /** A tab; `frozen` stops hearing and saying anything, as one the system put to sleep. */
  const tab = (more: Partial<LiveParts> = {}): LiveParts => ({
    channel: channel(),
    locks,
    isOnline: () => state.online,
    isVisible: () => true,
    open(url) {
      const stream = new FakeStream(url);
      streams.push(stream);
      return stream;
    },
    ask: async () => {
      state.asked += 1;
      return state.status;
    },
    ...more,
  });
  return {
    tab,
    streams,
    state,
    /** Streams that are open now. */
    open: () => streams.filter(({ isOpen }) => isOpen),
    newest(): FakeStream {
      const newest = streams.at(-1);
      if (!newest) throw new Error('no tab has opened a stream');
      return newest;
    },
  };
}

export class FakeStream implements Source {
  isOpen = true;
  readonly url: string;
  readonly #handlers = new Map<string, (frame: { data?: unknown; lastEventId?: string }) => void>();
  #lastId = '';
  constructor(url: string) {
    this.url = url;
  }
  addEventListener(event: string, heard: (frame: { data?: unknown; lastEventId?: string }) => void): void {
    this.#handlers.set(event, heard);
  }
  close(): void {
    this.isOpen = false;
  }
  /** The gateway sends a frame. */
  send(event: Frame['event'], data: object = {}, id?: string): void {
    if (!this.isOpen) return;
    if (!EVENTS.includes(event)) throw new Error(event);
    this.#lastId = id ?? this.#lastId;
    this.#handlers.get(event)?.({ data: JSON.stringify(data), lastEventId: this.#lastId });
  }
  /** The line breaks, or the gateway answers with no stream. */
  fail(): void {
    if (this.isOpen) this.#handlers.get('error')?.({});
  }
}
