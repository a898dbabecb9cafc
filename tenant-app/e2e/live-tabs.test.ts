import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from './browser.ts';
import { idle } from './idle.ts';

// The client of the stream in a real browser: its locks, its channel and its six connections, over HTTP/1.1. The gateway is
// played, so that no product has to run.

const STEP_MS = 120_000;
const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

const PAGE = `<!doctype html><title>desk</title><script type="module">
  import { startLive, onCase, onReset, liveStatus } from '/live.js';
  globalThis.heard = [];
  onCase(({ version }) => heard.push(version));
  onReset(() => heard.push('reset'));
  liveStatus.subscribe((status) => (globalThis.seen = status));
  startLive();
</script>`;

describe.skipIf(!existsSync(CHROMIUM))('tabs of one browser', { timeout: STEP_MS }, () => {
  let browser: Browser;
  let context: BrowserContext;
  let server: Server;
  let origin: string;
  const streams = new Set<ServerResponse>();
  const asked: string[] = [];

  beforeAll(async () => {
    const entry = fileURLToPath(new URL('../src/lib/live/index.ts', import.meta.url));
    const built = await build({
      configFile: false,
      logLevel: 'error',
      build: { write: false, lib: { entry, formats: ['es'] } },
    });
    const [{ output }] = built as unknown as [{ output: [{ code: string }] }];
    server = createServer((request, response) => {
      const url = request.url ?? '';
      if (url === '/live.js') return response.setHeader('content-type', 'text/javascript').end(output[0].code);
      if (!url.startsWith('/events')) return response.setHeader('content-type', 'text/html').end(PAGE);
      asked.push(url);
      response.setHeader('content-type', 'text/event-stream').writeHead(200);
      const isBack = url.includes('after=');
      response.write(`event: hello\ndata: {"replayed": ${isBack}}\n\n`);
      if (!isBack) response.write('event: reset\ndata: {}\n\n');
      streams.add(response);
      response.on('close', () => streams.delete(response));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // locks need https or this machine
    browser = await launch({ maps: false });
    context = await browser.newContext();
  }, STEP_MS);
  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });

  const send = (version: number): void => {
    for (const stream of streams) {
      stream.write(`id: e-${version}\nevent: case\ndata: {"tenantId": 2, "caseId": "a", "version": ${version}}\n\n`);
    }
  };
  const heardBy = (page: Page): Promise<unknown[]> =>
    page.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard);
  const stateOf = (page: Page): Promise<string> =>
    page.evaluate(() => (globalThis as unknown as { seen: { state: string } }).seen.state);
  const within = { timeout: STEP_MS / 2 };

  it('all load, eight of them, and share one stream; when its tab closes another goes on where it was', async () => {
    const tabs: Page[] = [];
    while (tabs.length < 8) {
      const tab = await context.newPage();
      await idle(tab, () => tab.goto(origin)); // for each a stream of its own, the seventh would never load
      tabs.push(tab);
    }
    expect(asked).toEqual(['/events']);
    expect(streams.size).toBe(1);
    send(1);
    for (const tab of tabs) await expect.poll(() => heardBy(tab), within).toEqual(['reset', 1]);

    await tabs[0]?.close();
    await expect.poll(() => asked, within).toEqual(['/events', '/events?after=e-1']);
    await expect.poll(() => streams.size, within).toBe(1);
    send(2);
    for (const tab of tabs.slice(1)) {
      await expect.poll(() => heardBy(tab), within).toEqual(['reset', 1, 2]);
      expect(await stateOf(tab)).toBe('live');
    }
  });

  it('hear of what a gateway that was away brings when it is back', async () => {
    const [tab] = context.pages();
    for (const stream of streams) stream.destroy();
    await expect.poll(() => asked.length, within).toBe(3);
    await expect.poll(() => streams.size, within).toBe(1);
    send(3);
    await expect.poll(() => heardBy(tab!), within).toEqual(['reset', 1, 2, 3]);
    expect(asked.at(-1)).toBe('/events?after=e-2');
  });
});
