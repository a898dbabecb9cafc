import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ORIGIN } from './browser.ts';

const HTTPS = { host: 'liangji.example', proto: 'https' };

/** A form posted as a browser posts it: with the origin of the page it stood on. */
function post(address: string, origin: string, headers: Record<string, string> = {}): Promise<Response> {
  const body = new URLSearchParams({ to: 'en', next: '/city?area=urban' });
  return fetch(`${address}/language`, { method: 'POST', redirect: 'manual', headers: { origin, ...headers }, body });
}

/** As the gateway passes a request on when its own address is https. */
function behindHttps(origin: string): Promise<Response> {
  const ports = JSON.parse(readFileSync(join(process.env.LIANGJI_HOME ?? '', 'ports.json'), 'utf8')) as { app: number };
  const forwarded = { 'x-forwarded-host': HTTPS.host, 'x-forwarded-proto': HTTPS.proto };
  return post(`http://127.0.0.1:${ports.app}`, origin, forwarded);
}

describe.skipIf(!ORIGIN)('a posted form', () => {
  const wayBack = (answer: Response): unknown[] => [
    answer.status,
    answer.headers.get('location'),
    answer.headers.get('set-cookie')?.split(';')[0],
  ];

  it('is taken over http through the gateway', async () => {
    expect(wayBack(await post(ORIGIN, ORIGIN, { cookie: 'liangji_language=zh' }))).toEqual([
      303,
      '/city?area=urban',
      'liangji_language=en',
    ]);
  });

  it('is taken where the gateway is reached by https', async () => {
    expect(wayBack(await behindHttps('https://liangji.example'))).toEqual([
      303,
      '/city?area=urban',
      'liangji_language=en',
    ]);
  });

  it('of a page of somebody else, or of our own name without encryption, is refused', async () => {
    expect((await post(ORIGIN, 'http://evil.example')).status).toBe(403);
    expect((await behindHttps('https://evil.example')).status).toBe(403);
    expect((await behindHttps('http://liangji.example')).status).toBe(403);
  });
});
