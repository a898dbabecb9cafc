import type { Readable } from 'node:stream';
import { MAX_UPLOAD_BYTES, Problem, tooLarge } from '@liangji/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** A sender silent for this long has gone, whatever its connection says. */
const SILENCE_MS = 60_000;

/** The slowest upload of 150 MB that is waited for, milliseconds: 20 kB a second. */
const LONGEST_MS = 2 * 3_600_000;

/** A refused sender still sending gets this long to notice the answer. */
const FAREWELL_MS = 5_000;

const FORMATS = {
  'text/csv': 'csv',
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
} as const;
type Format = (typeof FORMATS)[keyof typeof FORMATS];

/** Lets bodies of these types through as the streams they are; every other type is answered 415. */
export function takeStreams(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(Object.keys(FORMATS), (_request, payload, done) => done(null, payload));
}

/** Format by content type. Gzip is recognised by the bytes themselves; any other coding is one we do not know. */
export function formatOf(request: FastifyRequest): Format {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const coding = request.headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (!Object.hasOwn(FORMATS, type) || !['identity', 'gzip', 'x-gzip'].includes(coding)) {
    throw new Problem('SYS-MEDIA-TYPE');
  }
  return FORMATS[type as keyof typeof FORMATS];
}

/** Refuses by its stated length what would be refused by its bytes. */
export function checkLength(request: FastifyRequest): void {
  if (Number(request.headers['content-length'] ?? 0) > MAX_UPLOAD_BYTES) {
    throw tooLarge(MAX_UPLOAD_BYTES);
  }
}

/**
 * The body piece by piece, at the reader's pace. A reader that stops early leaves the connection open, so that its
 * sender still gets the answer; a sender that falls silent, drips without end or goes away ends it with an error.
 */
export async function* bytesOf(body: Readable): AsyncGenerator<Uint8Array> {
  const pieces = body.iterator({ destroyOnReturn: false });
  const until = performance.now() + LONGEST_MS;
  try {
    for (;;) {
      const patience = Math.min(SILENCE_MS, until - performance.now());
      const silence = setTimeout(() => body.destroy(new Error('the sender fell silent')), patience);
      const next = await pieces.next().finally(() => clearTimeout(silence));
      if (next.done === true) return;
      yield next.value as Uint8Array;
    }
  } finally {
    await pieces.return?.(undefined); // lets go of the body, which flows on only then
  }
}

/**
 * What to do with a body that will not be read to its end: let the rest pass by, so that the sender comes to read our
 * answer, and hang up when it goes on and on.
 */
export function leaveBody(body: Readable): void {
  if (body.readableEnded || body.destroyed) return;
  const farewell = setTimeout(() => body.destroy(), FAREWELL_MS);
  body.once('close', () => clearTimeout(farewell));
  body.once('end', () => clearTimeout(farewell));
  body.resume();
}
