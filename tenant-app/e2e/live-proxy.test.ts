import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, request as ask, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from './browser.ts';

// The client of the stream in a real browser behind a real proxy that hands nothing on before an answer has ended. The gateway
// is played, so that no product has to run; that the real one answers `once=1` so is in gateway/test/events.test.ts.

const STEP_MS = 120_000;
const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

const PAGE = `<!doctype html><title>desk</title><script type="module">
  import { startLive, onCase, onReset, liveStatus } from '/live.js';
  globalThis.heard = [];
  globalThis.states = [];
  onCase(({ version }) => heard.push(version));
  onReset(() => heard.push('reset'));
  liveStatus.subscribe(({ state }) => states.at(-1) === state || states.push(state));
  startLive();
</script>`;

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // locks need https or this machine
}

/** As nginx does with `proxy_buffering on` and a large buffer, whatever the headers of the answer ask for. */
const bufferingProxy = (upstream: string): Server =>
  createServer((incoming, outgoing) => {
    const onward = ask(
      `${upstream}${incoming.url}`,
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(Buffer.concat(parts)));
        answer.on('error', () => outgoing.destroy());
      },
    );
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });

describe.skipIf(!existsSync(CHROMIUM))('a desk behind a proxy', { timeout: STEP_MS }, () => {
  let browser: Browser;
  let gateway: Server;
  let proxy: Server;
  let origins: { direct: string; buffered: string };
  const asked: string[] = [];
  const streams = new Set<ServerResponse>();
  /** Versions that happened so far; ids are their number. */
  const happened: number[] = [];

  beforeAll(async () => {
    const entry = fileURLToPath(new URL('../src/lib/live/index.ts', import.meta.url));
    const built = await build({
      configFile: false,
      logLevel: 'error',
      build: { write: false, lib: { entry, formats: ['es'] } },
    });
    const [{ output }] = built as unknown as [{ output: [{ code: string }] }];
    gateway = createServer((request, response) => {
      const url = new URL(request.url ?? '', 'http://gateway');
      if (url.pathname === '/live.js') {
        return response.setHeader('content-type', 'text/javascript').end(output[0].code);
      }
      if (url.pathname !== '/events') return response.setHeader('content-type', 'text/html').end(PAGE);
      asked.push(url.search);
      const after = url.searchParams.get('after');
      const missed = after === null ? [] : happened.slice(Number(after));
      response.setHeader('content-type', 'text/event-stream').writeHead(200);
      response.write(`event: hello\ndata: {"replayed": ${after !== null}}\n\n`);
      if (after === null) response.write('event: reset\ndata: {}\n\n');
      for (const version of missed) response.write(frame(version));
      response.write(`id: ${happened.length}\nevent: heartbeat\ndata: {}\n\n`);
      if (url.searchParams.has('once')) return response.end();
      streams.add(response);
      response.on('close', () => streams.delete(response));
    });
    const direct = await listen(gateway);
    proxy = bufferingProxy(direct);
    origins = { direct, buffered: await listen(proxy) };
    browser = await launch({ maps: false });
  }, STEP_MS);
  afterAll(async () => {
    await browser?.close();
    for (const server of [gateway, proxy]) {
      server?.closeAllConnections();
      server?.close();
    }
  });

  const frame = (version: number): string =>
    `id: ${happened.indexOf(version) + 1}\nevent: case\ndata: {"tenantId": 2, "caseId": "a", "version": ${version}}\n\n`;
  const happen = (version: number): void => {
    happened.push(version);
    for (const stream of streams) stream.write(frame(version));
  };
  async function open(origin: string): Promise<Page> {
    const page = await (await browser.newContext()).newPage();
    await page.goto(origin);
    return page;
  }
  const read = <T>(page: Page, name: 'heard' | 'states'): Promise<T[]> =>
    page.evaluate((of) => (globalThis as unknown as Record<string, T[]>)[of]!, name);
  const within = { timeout: STEP_MS / 2, interval: 100 };

  it('that hands on what it gets hears at once, and asks for nothing piece by piece', async () => {
    const page = await open(origins.direct);
    await expect.poll(() => read(page, 'heard'), within).toEqual(['reset']);
    happen(1);
    await expect.poll(() => read(page, 'heard'), { timeout: 1_000, interval: 20 }).toEqual(['reset', 1]);
    await page.context().close();
    expect(asked).toEqual(['']);
  });

  it('that collects the stream goes over to asking piece by piece, misses nothing and hears nothing twice', async () => {
    asked.length = 0;
    const page = await open(origins.buffered);
    await expect.poll(() => read(page, 'heard'), within).toEqual(['reset']);
    expect(asked.at(-1)).toBe('?once=1');
    for (const version of [2, 3, 4]) {
      happen(version);
      const soon = { timeout: 10_000, interval: 100 };
      await expect.poll(() => read(page, 'heard').then((heard) => heard.at(-1)), soon).toBe(version);
    }
    expect(await read(page, 'heard')).toEqual(['reset', 2, 3, 4]);
    expect((await read<string>(page, 'states')).at(-1)).toBe('live');
    expect(asked.slice(-1)[0]).toMatch(/^\?after=\d+&once=1$/);
    await page.context().close();
  });
});
