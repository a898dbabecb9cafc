/** A frame as a browser would hand it on. */
export interface Heard {
  readonly event: string;
  readonly id: string | null;
  readonly data: Record<string, unknown>;
}

/** Somebody who listens at `/events` over real HTTP. */
export interface Ear {
  readonly frames: readonly Heard[];
  readonly headers: Headers;
  /** The first frame, of those heard and to come, that fits; rejects when the stream ends without it, or after 30 s. */
  until(fits: (frame: Heard) => boolean): Promise<Heard>;
  /** Fulfilled when the stream ends. */
  readonly ended: Promise<void>;
  close(): void;
}

const GENEROUS_MS = 30_000;

/** Opens a stream; rejects when the answer is none. */
export async function listenAt(url: string, headers: Record<string, string>): Promise<Ear> {
  const closing = new AbortController();
  const answer = await fetch(url, { headers, signal: closing.signal });
  if (answer.status !== 200 || answer.body === null) throw new Error(`${answer.status}: ${await answer.text()}`);
  const frames: Heard[] = [];
  let wake = Promise.withResolvers<void>();
  let isOver = false;

  async function read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const bytes of body) {
      const parts = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
      rest = parts.pop() ?? '';
      frames.push(...parts.filter((part) => !part.startsWith(':')).map(parseFrame));
      wake.resolve();
      wake = Promise.withResolvers();
    }
  }
  const ended = read(answer.body)
    .catch(() => undefined) // cut, by us or by the server: over either way
    .then(() => {
      isOver = true;
      wake.resolve();
    });

  return {
    frames,
    headers: answer.headers,
    ended,
    close: () => closing.abort(),
    async until(fits) {
      const deadline = AbortSignal.timeout(GENEROUS_MS);
      const late = new Promise<void>((resolve) => deadline.addEventListener('abort', () => resolve()));
      for (;;) {
        const found = frames.find(fits);
        if (found) return found;
        if (isOver || deadline.aborted) throw new Error(`not heard; heard: ${JSON.stringify(frames.slice(-20))}`);
        await Promise.race([wake.promise, late]);
      }
    },
  };
}

function parseFrame(text: string): Heard {
  const field = (name: string): string | null =>
    text
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2) ?? null;
  return { event: field('event') ?? '', id: field('id'), data: JSON.parse(field('data') ?? '{}') as Heard['data'] };
}
