import { EVENTS, type Frame } from './frames.ts';

/** A stream as `EventSource` gives it, as far as it is used here. */
export interface Source {
  addEventListener(event: string, heard: (frame: { data?: unknown; lastEventId?: string }) => void): void;
  close(): void;
}

export interface ConnectionParts {
  open(url: string): Source;
  /** Status of an answer at the address: why does no stream come? Rejects when nobody answers. */
  ask(url: string): Promise<number>;
  /** Last id heard by anybody in this browser; null before the first. */
  lastId(): string | null;
  heard(frame: Frame): void;
}

/** No frame for longer than this: the line is dead, milliseconds. The gateway sends one every ten seconds. */
export const SILENCE_MS = 15_000;
/** Between two attempts, milliseconds: the first, and the longest. */
const RETRY_MS = [500, 30_000] as const;
/** A stream that shows nothing for so long is being collected by a proxy, milliseconds. */
const COLLECTED_MS = 6_000;
/** Then it is asked for piece by piece, this often, milliseconds. */
const POLL_MS = 3_000;

/** The one stream of a browser: opened anew whenever it breaks, from where it broke. */
export interface Connection {
  /** Tries now what would be tried later: somebody looks, or the network is back. A silent line is given up for it. */
  hurry(isSilent: boolean): void;
  close(): void;
}

/**
 * EventSource comes back by itself, but not after an answer that is no stream (one 503 ends it), nor from a dead line; so
 * every break opens a new one, which names the last id in its address.
 */
export function connect(parts: ConnectionParts): Connection {
  let source: Source | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  /** Attempts at a stream that showed nothing although somebody answers. */
  let collected = 0;
  let isWaiting = false;
  let isClosed = false;

  const polls = (): boolean => collected >= 2;
  function after(milliseconds: number, run: () => void): void {
    clearTimeout(timer);
    if (!isClosed) timer = setTimeout(run, milliseconds);
  }
  function retry(): void {
    const [first, most] = RETRY_MS;
    after(Math.min(most, first * 2 ** failures) * (0.5 + Math.random() / 2), open);
    failures += 1;
  }

  function open(): void {
    source?.close();
    isWaiting = false;
    const query = new URLSearchParams();
    const last = parts.lastId();
    if (last) query.set('after', last);
    if (polls()) query.set('once', '1');
    const opened = parts.open(`/events${query.size > 0 ? '?' : ''}${query.toString()}`);
    source = opened;
    let isHeard = false;
    let isOver = false;
    const end = (then: () => void): void => {
      if (isOver) return;
      isOver = true;
      isWaiting = true;
      opened.close();
      then();
    };
    const watch = (): void =>
      after(isHeard ? SILENCE_MS : COLLECTED_MS, () =>
        end(() => {
          if (!isHeard) collected += 1;
          retry();
        }),
      );
    for (const event of EVENTS) {
      opened.addEventListener(event, ({ data, lastEventId }) => {
        if (isOver || isClosed) return;
        isHeard = true;
        failures = 0;
        watch();
        const id = lastEventId && event !== 'presence' && event !== 'hello' ? lastEventId : null;
        const frame = { event, id, data: JSON.parse(String(data)) as object } as Frame;
        if (frame.event === 'bye') end(frame.data.retry ? retry : () => after(RETRY_MS[1], open));
        parts.heard(frame);
      });
    }
    opened.addEventListener('error', () =>
      end(() => (isHeard && polls() ? after(POLL_MS, open) : isHeard ? retry() : void askWhy())),
    );
    watch();
  }

  /** Refused before a word: the status says whether somebody must sign in, or whether to try again. */
  async function askWhy(): Promise<void> {
    const status = await parts.ask('/events?once=1').catch(() => 0);
    if (isClosed) return;
    if (status === 401 || status === 403) {
      const reason = status === 401 ? 'signed-out' : 'revoked';
      parts.heard({ event: 'bye', id: null, data: { reason, retry: false } });
      after(RETRY_MS[1], open);
    } else retry();
  }

  open();
  return {
    hurry(isSilent) {
      if (isClosed || !(isWaiting || isSilent)) return;
      failures = 0;
      open();
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      source?.close();
    },
  };
}
