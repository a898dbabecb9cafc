/**
 * Desks on screens, for `npm run bench -- live`: a process of its own that shows real pages in Chromium and says when a row was
 * drawn. Asked by messages of its parent.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import tailwindcss from '@tailwindcss/vite';
import type { Page } from 'playwright-core';
import { build, preview } from 'vite';
import { launch } from '../../e2e/browser.ts';
import { trustedDocuments } from '../../scripts/trusted-documents.ts';

/** What the parent asks for; each is answered by one message. */
type Asked =
  | { readonly open: { readonly url: string; readonly headers: readonly Record<string, string>[] } }
  | { readonly gone: string }
  | { readonly close: true };

const root = fileURLToPath(new URL('../..', import.meta.url));
// What the app's own build makes before it begins: sentences, and the settings of the compiler.
for (const script of ['scripts/messages.ts', '../node_modules/@sveltejs/kit/svelte-kit.js sync']) {
  const { status } = spawnSync(process.execPath, script.split(' '), { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`${script} failed`);
}
const outDir = mkdtempSync(join(tmpdir(), 'liangji-bench-live-'));
const input = 'bench/live/index.html';
const app = join(root, 'bench/live/app.ts');
await build({
  ...{ configFile: false, root, logLevel: 'error' },
  plugins: [tailwindcss(), trustedDocuments(), svelte({ configFile: false })],
  resolve: { alias: { '$app/navigation': app, '$app/state': app } },
  build: { outDir, rolldownOptions: { input } },
});
const server = await preview({
  ...{ configFile: false, root, logLevel: 'error', build: { outDir } },
  preview: { host: '127.0.0.1', port: 0 },
});
const browser = await launch();
const pages: Page[] = [];

/** The instant at which a row that has gone is drawn so, milliseconds since 1970, on each screen. */
const goneAt = (caseId: string): Promise<number[]> =>
  Promise.all(
    pages.map((page) =>
      page.evaluate(
        (key) =>
          new Promise<number>((done) => {
            const look = (): void => {
              const row = document.querySelector(`[data-queue] [data-key="${key}"]`);
              if (row?.querySelector('.opacity-60')) done(performance.timeOrigin + performance.now());
              else requestAnimationFrame(look);
            };
            look();
          }),
        caseId,
      ),
    ),
  );

async function answer(asked: Asked): Promise<unknown> {
  if ('gone' in asked) return goneAt(asked.gone);
  if ('close' in asked) return Promise.all(pages.splice(0).map((page) => page.context().close()));
  for (const headers of asked.open.headers) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 1800 }, extraHTTPHeaders: headers });
    const page = await context.newPage();
    await page.goto(new URL(input, asked.open.url).href);
    await page.locator('.desk[data-alive]').waitFor();
    await page.locator('[data-queue] [data-key]').first().waitFor();
    pages.push(page);
  }
  return pages.length;
}

process.on('message', (asked: Asked) => {
  void answer(asked).then(
    (answered) => process.send?.({ answered }),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
process.on('disconnect', () => {
  void browser
    .close()
    .then(() => server.close())
    .then(() => {
      rmSync(outDir, { recursive: true, force: true });
      process.exit(0);
    });
});
process.send?.({ answered: server.resolvedUrls!.local[0] });
