import { setTimeout as sleep } from 'node:timers/promises';
import { Client, escapeIdentifier } from 'pg';

/** Between two attempts to listen, milliseconds. */
const RETRY_MS = 1_000;
/** How often, and how long, the server is asked whether it is still there, milliseconds: a cut cable reports nothing. */
const CHECK_MS = 5_000;

export interface Listener {
  stop(): Promise<void>;
}

/**
 * Calls `onNotice` with the text of every NOTIFY on the channel, and with null whenever listening begins (again): what was
 * sent meanwhile was not heard. `url` leads to the server itself, because LISTEN needs a session of its own; any role may listen. A lost
 * connection goes to `onError` and is opened again. Our own code, because pg-boss listens for its own jobs only and the
 * library pg-listen is not maintained any more.
 */
export function listen(
  url: string,
  channel: string,
  onNotice: (text: string | null) => void,
  onError: (error: unknown) => void,
): Listener {
  const stopping = new AbortController();
  const { signal } = stopping;

  async function listenOnce(): Promise<void> {
    const client = new Client({
      ...{ connectionString: url, application_name: `liangji ${channel}` },
      ...{ keepAlive: true, connectionTimeoutMillis: CHECK_MS, query_timeout: CHECK_MS },
    });
    const lost = Promise.withResolvers<never>();
    lost.promise.catch(() => undefined); // looked at only once we listen
    const stopped = (): void => lost.reject(signal.reason);
    client.on('error', lost.reject);
    client.on('end', () => lost.reject(new Error('the connection ended')));
    client.on('notification', ({ payload }) => onNotice(payload ?? ''));
    let check: NodeJS.Timeout | undefined;
    signal.addEventListener('abort', stopped);
    try {
      await client.connect();
      await client.query(`listen ${escapeIdentifier(channel)}`);
      check = setInterval(() => void client.query('select').catch(lost.reject), CHECK_MS);
      onNotice(null);
      await lost.promise;
    } finally {
      clearInterval(check);
      signal.removeEventListener('abort', stopped);
      await client.end().catch(() => undefined); // it may never have been open
    }
  }

  async function listenUntilStopped(): Promise<void> {
    while (!signal.aborted) {
      await listenOnce().catch((error: unknown) => {
        if (!signal.aborted) onError(error);
      });
      await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined); // cut short by stop
    }
  }

  const running = listenUntilStopped();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
