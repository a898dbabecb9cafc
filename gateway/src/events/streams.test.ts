import { Writable } from 'node:stream';
import type { ServerResponse } from 'node:http';
import type { Actor } from '@liangji/platform';
import { expect, test } from 'vitest';
import type { Bearer } from '../identity/request-actor.ts';
import { makeStreams } from './streams.ts';

/** An answer whose reader takes what comes, or nothing at all. */
function answer(reads: boolean) {
  let bytes = 0;
  const stream = new Writable({
    highWaterMark: 16 * 1024,
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (reads) done(); // one that never does is a connection whose other end stands still
    },
  });
  const response = Object.assign(stream, { setHeader: () => undefined, writeHead: () => undefined });
  return { response: response as unknown as ServerResponse, bytes: () => bytes };
}

const bearer = (sessionId: string): Bearer => ({ sessionId, postId: null }) as Bearer;
const actor = {} as Actor;

test('a reader that does not read is cut, the others hear everything, and what waits for it stays bounded', () => {
  const streams = makeStreams(64 * 1024);
  const [deaf, reading] = [answer(false), answer(true)];
  streams.open(deaf.response, bearer('deaf'), actor, 'first');
  streams.open(reading.response, bearer('reading'), actor, 'first');
  const frame = `data: ${'x'.repeat(1_000)}\n\n`;
  let most = 0;
  for (let sent = 0; sent < 1_000; sent += 1) {
    for (const reader of streams.all()) reader.send(frame);
    most = Math.max(most, deaf.response.writableLength);
  }
  expect(deaf.response.destroyed).toBe(true);
  expect(most).toBeLessThanOrEqual(64 * 1024 + frame.length);
  expect(reading.response.destroyed).toBe(false);
  expect(reading.bytes()).toBeGreaterThan(1_000 * frame.length);
});

test('whoever is cut or ends is not sent to any more', async () => {
  const streams = makeStreams(64 * 1024);
  const [one, two] = [answer(true), answer(true)];
  streams.open(one.response, bearer('one'), actor, '');
  streams.open(two.response, bearer('two'), actor, '');
  const gone = new Promise((resolve) => one.response.once('close', resolve));
  one.response.destroy();
  await gone;
  expect(streams.all()).toHaveLength(1);
  streams.close();
  expect(streams.all()).toEqual([]);
});
