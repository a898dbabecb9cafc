import type { ServerResponse } from 'node:http';
import type { Actor } from '@liangji/platform';
import type { Bearer } from '../identity/request-actor.ts';
import { frameText, PADDING, STREAM_HEADERS } from './frames.ts';

/** Streams of one session; each tab of a browser without locks opens one, and six connections are all it has. */
const MOST_STREAMS = 4;
/** What a reader may leave unread before it is cut: it comes back and hears the rest, bytes. */
const MOST_UNREAD = 256 * 1024;
/** How long the last frame may take to somebody who does not read, milliseconds. */
const LAST_WORDS_MS = 1_000;

/** Why a stream ends for good or for now; `retry` false: coming back is in vain until somebody does something. */
export interface Farewell {
  readonly reason: 'signed-out' | 'revoked' | 'post-changed' | 'replaced' | 'restart';
  readonly retry: boolean;
}

/** Somebody who listens. */
export interface Reader {
  readonly bearer: Bearer;
  readonly actor: Actor;
  send(text: string): void;
  end(farewell: Farewell): void;
}

/** Everybody who listens at this process. */
export interface Streams {
  /** Opens a stream for somebody, beginning with `text`; the oldest of too many of a session ends. */
  open(response: ServerResponse, bearer: Bearer, actor: Actor, text: string): void;
  all(): readonly Reader[];
  /** Ends all of them. */
  close(): void;
}

/** One session, or one bearer token. */
const ownerOf = ({ sessionId, token }: Bearer): string => sessionId ?? `${token.clientId} ${token.subject}`;

export function makeStreams(mostUnread = MOST_UNREAD): Streams {
  const readers = new Set<Reader>(); // in the order of their coming

  return {
    all: () => [...readers],
    open(response, bearer, actor, text) {
      const reader: Reader = {
        bearer,
        actor,
        send(more) {
          response.write(more);
          if (response.writableLength > mostUnread) response.destroy();
        },
        end(farewell) {
          readers.delete(reader);
          response.end(frameText({ event: 'bye', data: farewell }));
          setTimeout(() => response.destroy(), LAST_WORDS_MS).unref();
        },
      };
      response.on('close', () => readers.delete(reader));
      response.on('error', () => readers.delete(reader)); // a reader that went away in the middle of a line
      for (const [name, value] of Object.entries(STREAM_HEADERS)) response.setHeader(name, value);
      response.setHeader('connection', 'close'); // nothing else will come: a closing process need not wait for more
      response.writeHead(200);
      const siblings = [...readers].filter((other) => ownerOf(other.bearer) === ownerOf(bearer));
      for (const oldest of siblings.slice(0, Math.max(0, siblings.length + 1 - MOST_STREAMS))) {
        oldest.end({ reason: 'replaced', retry: false });
      }
      readers.add(reader);
      reader.send(PADDING + text);
    },
    close() {
      for (const reader of [...readers]) reader.end({ reason: 'restart', retry: true });
    },
  };
}
