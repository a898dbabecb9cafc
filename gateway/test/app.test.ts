import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addProxy } from '../src/http/proxy.ts';
import { openHouse, type House } from './house.ts';

let house: House;
let webApp: Server;
beforeAll(async () => {
  webApp = createServer((request, response) => {
    const [, status, type] = /^\/answers\/(\d+)\?(.+)$/.exec(request.url ?? '') ?? [];
    response.setHeader('content-type', type ?? 'application/json');
    if (status !== undefined) {
      response.statusCode = Number(status);
      response.end('in words of its own');
      return;
    }
    response.end(JSON.stringify({ path: request.url, headers: request.headers }));
  });
  await new Promise<void>((resolve) => webApp.listen(0, '127.0.0.1', resolve));
  house = await openHouse({ LIANGJI_APP_UPSTREAM: `http://127.0.0.1:${(webApp.address() as AddressInfo).port}` });
});
afterAll(async () => {
  await house.close();
  webApp.closeAllConnections();
  webApp.close();
});

test('what is not ours goes on to the web app, with our address instead of what the caller claims', async () => {
  const answer = await fetch(`${house.origin}/county/cases?stage=filed`, {
    headers: { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example', cookie: 'a=b' },
  });
  const { path, headers } = (await answer.json()) as { path: string; headers: Record<string, string> };
  expect(path).toBe('/county/cases?stage=filed');
  expect(headers).toMatchObject({
    'x-forwarded-host': new URL(house.origin).host,
    'x-forwarded-proto': 'http',
    cookie: 'a=b',
  });
  expect(headers).not.toHaveProperty('forwarded');
});

test('the web app learns that people reach us by https, whatever the wire from the ingress says', async () => {
  const app = fastify();
  const { port } = webApp.address() as AddressInfo;
  await addProxy(app, {
    origin: 'https://liangji.example',
    identityUpstream: undefined,
    appUpstream: `http://127.0.0.1:${port}`,
  });
  const answer = await app.inject({ url: '/language', headers: { 'x-forwarded-proto': 'http' } });
  expect(answer.json()).toMatchObject({
    headers: { 'x-forwarded-host': 'liangji.example', 'x-forwarded-proto': 'https' },
  });
  await app.close();
});

test('an unknown address below our own routes is not found, and never the web app’s business', async () => {
  for (const path of ['/auth/nothing', '/intake', '/map/nothing', '/healthz/nothing']) {
    const answer = await fetch(`${house.origin}${path}`);
    expect(answer.status, path).toBe(404);
    expect(answer.headers.get('content-type'), path).toMatch(/^application\/problem\+json/);
  }
});

test('a method that nobody here answers to cannot do more than be refused, wherever it is sent', async () => {
  for (const url of ['/trpc/batch.get', '/trpc/nothing', '/intake/v1/batches', '/graphql', '/county', '/auth/me']) {
    const answer = await house.app.inject({ method: 'TRACE' as 'GET', url });
    expect([answer.statusCode, answer.json().code], url).toEqual([405, 'SYS-METHOD']);
    expect(answer.headers['allow'], url).toBe('GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS');
  }
});

test('a refusal of the web app that is no page is a problem document, and a page stays one', async () => {
  const refused = async (status: number, code: string) => {
    const answer = await fetch(`${house.origin}/answers/${status}?application/json`, { method: 'POST' });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
  };
  await refused(403, 'AUTH-ORIGIN');
  await refused(404, 'SYS-NOT-FOUND');
  await refused(405, 'SYS-METHOD');
  const page = await fetch(`${house.origin}/answers/404?text/html`);
  expect([page.status, await page.text()]).toEqual([404, 'in words of its own']);
  const fine = await fetch(`${house.origin}/answers/200?text/plain`);
  expect([fine.status, await fine.text()]).toEqual([200, 'in words of its own']);
});

test('a page answers to no method that changes something but POST', async () => {
  for (const method of ['PUT', 'PATCH', 'DELETE'] as const) {
    const answer = await house.app.inject({ method, url: '/county' });
    expect([answer.statusCode, answer.json().code], method).toEqual([405, 'SYS-METHOD']);
  }
});

test('the process reports that it lives and can serve', async () => {
  expect(await (await fetch(`${house.origin}/healthz`)).json()).toEqual({ status: 'ok' });
  expect((await fetch(`${house.origin}/readyz`)).status).toBe(200);
});

test('the provider is reached at Keycloak’s address through our own origin', async () => {
  const answer = await fetch(`${house.issuer}/.well-known/openid-configuration`);
  expect(await answer.json()).toMatchObject({ issuer: house.issuer });
});

test('a web app that is away gets a clear answer, not a broken one', async () => {
  webApp.closeAllConnections();
  await new Promise((resolve) => webApp.close(resolve));
  const answer = await fetch(`${house.origin}/city`);
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ code: 'SYS-UNAVAILABLE', retryable: true });
  const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';
  const page = await fetch(`${house.origin}/city?a="><script>`, { headers: { accept } });
  expect([page.status, page.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
  const text = await page.text();
  expect(text).toContain('服务暂不可用，请稍后重试。');
  expect(text).toContain('href="/city?a=');
  expect(text).not.toContain('<script>');
});

test('a person who opens an unknown address of ours gets a page, a script the problem document', async () => {
  const asked = (accept: string) => fetch(`${house.origin}/auth/nothing`, { headers: { accept } });
  expect(await (await asked('text/html')).text()).toContain('未找到');
  expect((await asked('application/json')).headers.get('content-type')).toMatch(/^application\/problem\+json/);
});
