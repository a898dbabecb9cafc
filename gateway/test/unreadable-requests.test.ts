import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { makeBrowser } from '@liangji/infra/browser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ZHAO_MIN } from './cast.ts';
import { openHouse, type House } from './house.ts';

// What is refused before anybody is asked who it is, and what every answer carries.

let house: House;
let webApp: Server;
beforeAll(async () => {
  webApp = createServer((request, response) => {
    const isAsset = request.url?.endsWith('.js') === true;
    response.setHeader('content-type', isAsset ? 'text/javascript' : 'text/html');
    response.setHeader('etag', '"same"');
    response.end(request.url);
  });
  await new Promise<void>((resolve) => webApp.listen(0, '127.0.0.1', resolve));
  house = await openHouse({ LIANGJI_APP_UPSTREAM: `http://127.0.0.1:${(webApp.address() as AddressInfo).port}` });
});
afterAll(async () => {
  await house.close();
  webApp.closeAllConnections();
  webApp.close();
});

const SENTENCE = '网址中有无法读取的百分号编码或空字符';

test.each([
  '/%zz',
  '/%',
  '/%c3%28',
  '/county/cases?number=%E4%B8',
  '/county/cases?number=%00',
  '/city%00',
  '/auth/login?next=/%00',
  '/auth/callback?state=%ff',
  '/graphql?x=%80',
  '/trpc/cases.held?input=%7B%00',
  '/intake/v1/batches/%zz',
  '/media/%ed%a0%80',
  '/map/v1/points?from=%',
  '/realms/liangji/%zz',
])('the address %s is refused in words of ours', async (path) => {
  const answer = await raw(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toContain('"code":"SYS-INPUT"');
  expect(answer).toContain(SENTENCE);
  expect(answer).toMatch(/x-content-type-options: nosniff/i);
});

test('an address with Chinese, quotes and a plus sign is none of those', async () => {
  const path = '/county/cases?number=%E8%B7%AF+%22a%22%25';
  expect(await (await fetch(`${house.origin}${path}`)).text()).toBe(path);
});

describe('bytes that are no request', () => {
  test.each([
    ['no HTTP at all', 'hello\r\n\r\n', 400, 'SYS-INPUT'],
    ['a control character in a header', 'GET / HTTP/1.1\r\nhost: a\r\nx: \u0001\r\n\r\n', 400, 'SYS-INPUT'],
    ['two lengths', 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx', 400, 'SYS-INPUT'],
    ['headers without end', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 431, 'SYS-HEADERS'],
  ])('%s: answered with a problem document', async (_, bytes, status, code) => {
    const answer = await raw(bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toMatch(/content-type: application\/problem\+json/);
    expect(answer).toContain(`"code":"${code}"`);
    expect(answer).toContain('cache-control: no-store');
  });
});

describe('a body', () => {
  const post = (payload: string | Buffer, url = '/graphql', type = 'application/json') =>
    house.app.inject({ method: 'POST', url, headers: { 'content-type': type }, payload });

  test.each(['/api/v1/cases/held', '/trpc/cases.held', '/trpc/drafts.put', '/events/presence'])(
    'that is 200,000 lists deep is refused by %s before it is parsed',
    async (url) => {
      const answer = await post('['.repeat(200_000), url);
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'SYS-INPUT']);
      expect(answer.json().title).toContain('nested deeper than 64 levels');
      if (url.startsWith('/trpc')) expect(answer.json().error.data.problem.code).toBe('SYS-INPUT');
    },
  );

  test('that is no UTF-8, no JSON, or of a type nobody takes has a code', async () => {
    const answers = [
      await post(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), '/api/v1/cases/held'),
      await post('{"a":', '/api/v1/cases/held'),
      await post('', '/api/v1/cases/held'),
      await post('{"__proto__":{"a":1}}', '/api/v1/cases/held'),
      await post('a=b', '/api/v1/cases/held', 'application/x-www-form-urlencoded'),
      await post('a', '/api/v1/cases/held', 'text/\u0001'),
    ];
    expect(answers.map((answer) => answer.json().code)).toEqual([
      ...['SYS-INPUT', 'SYS-INPUT', 'SYS-INPUT', 'SYS-INPUT', 'SYS-MEDIA-TYPE', 'SYS-MEDIA-TYPE'],
    ]);
  });
});

describe('what answers carry', () => {
  test('nobody keeps a page, data or a refusal; files of the web app may be kept', async () => {
    const browser = makeBrowser();
    const form = await browser.open(`${house.origin}/auth/login?next=/healthz`);
    await browser.submit(form, { username: ZHAO_MIN.username, password: 'liangji' });
    const cacheOf = async (path: string) => (await browser.send(`${house.origin}${path}`)).headers.get('cache-control');
    for (const path of [
      '/',
      '/county/cases',
      '/auth/me',
      '/auth/nothing',
      '/trpc/cases.held',
      '/media/x',
      '/graphql',
    ]) {
      expect(await cacheOf(path), path).toBe('no-store');
    }
    expect(await cacheOf('/_app/immutable/a.js')).toBeNull();
  });

  test('types are not guessed, and nobody else learns our addresses', async () => {
    for (const path of ['/', '/a.js', '/healthz', '/auth/me', '/nothing', '/graphql', '/realms/liangji/account']) {
      const { headers } = await fetch(`${house.origin}${path}`);
      expect([headers.get('x-content-type-options'), headers.get('referrer-policy')], path).toEqual([
        'nosniff',
        expect.stringMatching(/^(same-origin|no-referrer)$/),
      ]);
      expect(headers.get('strict-transport-security'), 'http is no https').toBeNull();
    }
  });
});

/** Everything a bare connection is answered to these bytes. */
async function raw(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(house.origin).port), '127.0.0.1');
  let answer = '';
  socket.on('data', (piece) => (answer += piece.toString()));
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(bytes);
  await closed;
  return answer;
}
