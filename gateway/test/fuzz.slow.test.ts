import { bytesOf, makeDraw, mutated, verdictOf, type FuzzRequest } from '@liangji/infra/fuzz';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { everyOperation } from './isolation/operations.ts';
import { bearer, openWorld, type World } from './isolation/world.ts';

// `npm run fuzz` does the same to a running copy, over its wire.

const REQUESTS = 3_000;
/** A person at the desk of a county, its machine client, the desk of its city. */
const READERS = ['willow-officer', 'willow-upload', 'riverton-officer'];

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** As it travels. */
function requestOf({ method = 'GET', url, headers = {}, payload }: InjectOptions): FuzzRequest {
  const isJson = typeof payload === 'object' && !Buffer.isBuffer(payload);
  return {
    ...{ method, url: String(url), body: typeof payload === 'string' ? Buffer.from(payload) : payload },
    headers: { ...(isJson ? { 'content-type': 'application/json' } : {}), ...(headers as Record<string, string>) },
  };
}

test('whatever is wrong with a request, it is answered with a code and is never a fault of ours', async () => {
  const offered = (await everyOperation(world)).map(({ request }) => requestOf(request));
  // The world names a photograph whose bytes it does not have.
  const operations = offered.filter(({ url }) => !/^\/media\/[0-9a-f]{64}$/.test(url));
  const bearers = await Promise.all(READERS.map(bearer));
  const draw = makeDraw(2026);
  const wrong: string[] = [];
  for (let count = 0; count < REQUESTS; count++) {
    const request = mutated(operations[Math.floor(draw() * operations.length)]!, draw);
    const authorization = bearers[count % bearers.length]!;
    const { method, url, headers, body } = request;
    const answer = await world.app.inject({
      ...{ method: method as 'GET', url, headers: { authorization, ...headers } },
      ...(body === undefined ? {} : { payload: bytesOf(body)! }),
    });
    const type = String(answer.headers['content-type'] ?? '');
    const verdict = verdictOf(request, { status: answer.statusCode, type, text: answer.body });
    if (verdict !== undefined) {
      const sent = `${method} ${url} ${JSON.stringify(headers)} ${bytesOf(body)?.toString() ?? ''}`;
      wrong.push(`${verdict}: ${sent.slice(0, 500)} → ${answer.body.slice(0, 500)}`);
    }
  }
  expect(wrong).toEqual([]);
}, 300_000);
