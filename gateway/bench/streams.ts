import { get, type ClientRequest } from 'node:http';
import type { Headers, House } from './house.ts';

/** Somebody's open stream of events. */
export interface Stream {
  /** When a text came, by `performance.now()`; to be asked before it is sent. */
  hears(text: string): Promise<number>;
  close(): void;
}

/** Opens a stream and waits for its first frames. */
export async function openStream({ origin }: House, headers: Headers): Promise<Stream> {
  let waiting: { readonly text: string; readonly done: (at: number) => void } | undefined;
  let heard = '';
  const began = Promise.withResolvers<void>();
  const request: ClientRequest = get(`${origin}/events`, { headers, agent: false }, (answer) => {
    if (answer.statusCode !== 200) began.reject(new Error(`no stream: ${answer.statusCode}`));
    answer.setEncoding('utf8');
    answer.on('error', () => undefined); // cut by us
    answer.on('data', (part: string) => {
      heard += part;
      if (heard.includes('event: heartbeat')) began.resolve(); // the last of the opening
      if (waiting === undefined || !heard.includes(waiting.text)) return;
      waiting.done(performance.now());
      waiting = undefined;
    });
  });
  request.on('error', began.reject);
  await began.promise;
  return {
    hears(text) {
      heard = '';
      return new Promise((done) => (waiting = { text, done }));
    },
    close: () => request.destroy(),
  };
}
