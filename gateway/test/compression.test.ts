import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSampleHouse, type SampleHouse } from './sample-house.ts';
import { addProxy } from '../src/http/proxy.ts';

const PAGE = `<!doctype html><title>两级</title>${'<p>案卷</p>'.repeat(500)}`;
const PACKED = gzipSync('body { color: black }');

/** A web app that answers a page, a packed file and a stream of events. */
function startWebApp(): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url === '/packed.css') {
      response.writeHead(200, { 'content-type': 'text/css', 'content-encoding': 'gzip', etag: 'W/"f"' });
      return response.end(PACKED);
    }
    if (request.url === '/stream') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      return response.write(`: ${'x'.repeat(5000)}\n\n`); // and no end
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', etag: '"page"' });
    return response.end(PAGE);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

const BROWSER = { 'accept-encoding': 'gzip, deflate, br', 'sec-fetch-site': 'same-origin' };

describe('pages of the web app', () => {
  let webApp: Server;
  let app: FastifyInstance;
  beforeAll(async () => {
    webApp = await startWebApp();
    app = fastify();
    const appUpstream = `http://127.0.0.1:${(webApp.address() as AddressInfo).port}`;
    await addProxy(app, { origin: 'http://liangji.example', identityUpstream: undefined, appUpstream });
    await app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(async () => {
    webApp.closeAllConnections();
    webApp.close();
    await app.close();
  });
  const get = (headers: Record<string, string>, url = '/city') => app.inject({ url, headers });

  test('are compressed for who asks for it, with a tag that promises no bytes and no length of before', async () => {
    const answer = await get(BROWSER);
    expect(answer.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding', etag: 'W/"page"' });
    expect(answer.headers['content-length']).toBeUndefined();
    expect(brotliDecompressSync(answer.rawPayload).toString()).toBe(PAGE);
    expect(answer.rawPayload.length).toBeLessThan(PAGE.length / 10);
    const older = await get({ 'accept-encoding': 'gzip' });
    expect(gunzipSync(older.rawPayload).toString()).toBe(PAGE);
  });

  test('are whole for who does not', async () => {
    const headers = [{}, { 'accept-encoding': 'identity' }, { 'accept-encoding': 'br;q=0' }];
    for (const each of headers as Record<string, string>[]) {
      const answer = await get(each);
      expect(answer.headers['content-encoding']).toBeUndefined();
      expect(answer.payload).toBe(PAGE);
    }
  });

  test('another site that opens one cannot learn from its length what stands in it', async () => {
    for (const site of ['cross-site', 'same-site']) {
      const answer = await get({ ...BROWSER, 'sec-fetch-site': site });
      expect([answer.headers['content-encoding'], answer.rawPayload.length], site).toEqual([
        undefined,
        Buffer.byteLength(PAGE),
      ]);
    }
    expect((await get({ ...BROWSER, 'sec-fetch-site': 'none' })).headers['content-encoding']).toBe('br');
  });

  test('files that the build has packed go on as they are', async () => {
    const answer = await get(BROWSER, '/packed.css');
    expect([answer.headers['content-encoding'], answer.headers['etag']]).toEqual(['gzip', 'W/"f"']);
    expect(answer.rawPayload).toEqual(PACKED);
  });

  test('a stream of events is neither packed nor held back', async () => {
    const { port } = app.server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/stream`, { headers: BROWSER });
    expect(answer.headers.get('content-encoding')).toBeNull();
    const { value } = await answer.body!.getReader().read();
    expect(new TextDecoder().decode(value).slice(0, 3)).toBe(': x');
    await answer.body!.cancel().catch(() => undefined);
  });
});

describe('answers of the gateway', () => {
  let house: SampleHouse;
  beforeAll(async () => {
    house = await openSampleHouse();
  });
  afterAll(() => house.close());
  const read = (payload: Buffer): unknown => JSON.parse(brotliDecompressSync(payload).toString());

  test('outlines of the map are compressed, and still known by their tag', async () => {
    const who = await house.person('linjing');
    const answer = await house.app.inject({ url: '/map/v1/areas', headers: { ...who, ...BROWSER } });
    expect(answer.headers).toMatchObject({ 'content-encoding': 'br', 'cache-control': 'private, max-age=600' });
    expect(read(answer.rawPayload)).toMatchObject({ type: 'FeatureCollection' });
    const tag = String(answer.headers['etag']);
    expect(tag).toMatch(/^W\/"/);
    const again = await house.app.inject({
      url: '/map/v1/areas',
      headers: { ...who, ...BROWSER, 'if-none-match': tag },
    });
    expect([again.statusCode, again.payload]).toEqual([304, '']);
  });

  test('the list of an API is compressed; what is short is sent as it is, with its length', async () => {
    const document = await house.app.inject({ url: '/api/v1/openapi.json', headers: BROWSER });
    expect(document.headers['content-encoding']).toBe('br');
    expect(read(document.rawPayload)).toHaveProperty('openapi');
    const refused = await house.app.inject({ url: '/trpc/batch.get', headers: BROWSER });
    expect(refused.headers['content-encoding']).toBeUndefined();
    expect(Number(refused.headers['content-length'])).toBe(refused.rawPayload.length);
  });

  test('who somebody is stays plain: nothing secret is packed beside what an address says', async () => {
    const who = await house.person('linjing');
    const answer = await house.app.inject({ url: '/auth/me', headers: { ...who, ...BROWSER } });
    expect([answer.statusCode, answer.headers['content-encoding']]).toEqual([200, undefined]);
  });

  test('asking for the head of an answer brings no body', async () => {
    const who = await house.person('linjing');
    const answer = await house.app.inject({
      method: 'HEAD',
      url: '/map/v1/areas',
      headers: { ...who, ...BROWSER },
    });
    expect([answer.statusCode, answer.rawPayload.length]).toEqual([200, 0]);
  });
});
