import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, constants } from 'node:zlib';
import type { BrowserContext } from 'playwright-core';

/** What a visitor sees at an address, as one file: no scripts, its styles within. */
export async function plainPageOf(who: BrowserContext, url: string): Promise<string> {
  const answer = await who.request.get(url, { headers: { accept: 'text/html' } });
  const html = await answer.text();
  const styles = [...html.matchAll(/<link[^>]*href="([^"]+\.css)"[^>]*>/g)].map(([, href = '']) => new URL(href, url));
  const texts = await Promise.all(styles.map(async ({ href }) => (await who.request.get(href)).text()));
  return html
    .replace(/<script\b[\s\S]*?<\/script>/g, '')
    .replace(/<link\b[^>]*>/g, '')
    .replace('</head>', () => `<style>${texts.join('\n')}</style></head>`);
}

/** One compressed file at an address of its own. */
export async function servePlain(html: string): Promise<{ url: string; stop: () => void }> {
  const body = brotliCompressSync(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'br' };
  const server = createServer((_request, response) => response.writeHead(200, headers).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
