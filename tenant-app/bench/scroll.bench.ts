/**
 * Whether the list of a desk stays light: 10,000 made-up rows scrolled for ten seconds while twenty events a second change them.
 * It is the desk's own list and its own way of taking changes; fetching and the panes beside it are not in it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import tailwindcss from '@tailwindcss/vite';
import { build, preview } from 'vite';
import type { Page } from 'playwright-core';
import { launch } from '../e2e/browser.ts';

const SECONDS = 10;
const EVENTS_A_SECOND = 20;
const MOST_NODES = 60;
const MOST_MS = 50;
const REFERENCE = `${MOST_MS} ms of the page's thread in one task`;
const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

if (!existsSync(CHROMIUM)) {
  print({ skipped: 'no browser: set CHROMIUM_PATH or install chromium' });
  process.exit(0);
}
const root = fileURLToPath(new URL('..', import.meta.url));
// What the app's own build makes before it begins: sentences, and the settings of the compiler.
for (const script of ['scripts/messages.ts', '../node_modules/@sveltejs/kit/svelte-kit.js sync']) {
  const { status } = spawnSync(process.execPath, script.split(' '), { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`${script} failed`);
}
const outDir = mkdtempSync(join(tmpdir(), 'liangji-bench-scroll-'));
const input = 'bench/scroll/index.html';
const plugins = [tailwindcss(), svelte({ configFile: false })];
await build({ configFile: false, root, plugins, logLevel: 'error', build: { outDir, rolldownOptions: { input } } });
const server = await preview({
  ...{ configFile: false, root, logLevel: 'error', build: { outDir } },
  preview: { host: '127.0.0.1', port: 0 },
});
const browser = await launch();
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(new URL(input, server.resolvedUrls!.local[0]).href);
  await page.locator('[data-key]').first().waitFor();
  await page.mouse.move(200, 400);
  await scroll(page, 1); // compiled once
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', '__metadata'] });
  const { nodes, rows, events } = await scroll(page, SECONDS);
  const tasks = tasksOf(JSON.parse((await browser.stopTracing()).toString()));
  await page.goto(`${page.url()}?compact`); // rows of one line are more
  await page.locator('[data-key]').first().waitFor();
  await page.mouse.move(200, 400);
  const compact = await scroll(page, 2);
  if (tasks.length === 0 || rows === 0) throw new Error('nothing was traced, or nothing scrolled');
  const longest = Math.max(...tasks.map(({ thread }) => thread));
  const ratio = Math.round((longest / MOST_MS) * 1000) / 1000;
  print({
    ratio,
    goal: `<= 1, and at most ${MOST_NODES} rows drawn`,
    met: ratio <= 1 && Math.max(nodes, compact.nodes) <= MOST_NODES,
    reference: REFERENCE,
    figures: {
      rows_drawn: nodes,
      compact_rows_drawn: compact.nodes,
      rows_passed: rows,
      events_a_second: Math.round((events / SECONDS) * 10) / 10,
      tasks: tasks.length,
      longest_ms: Math.round(longest * 10) / 10,
      // What the thread waited for a processor is in these: of a busy machine, not of the page.
      longest_with_waiting_ms: Math.round(Math.max(...tasks.map(({ wall }) => wall)) * 10) / 10,
      wanted_events_a_second: EVENTS_A_SECOND,
    },
  });
} finally {
  await browser.close();
  await server.close();
  rmSync(outDir, { recursive: true, force: true });
}

interface Scrolled {
  /** The most rows drawn at once. */
  readonly nodes: number;
  /** Rows passed. */
  readonly rows: number;
  readonly events: number;
}

/** Scrolls down with the wheel for some seconds. */
async function scroll(page: Page, seconds: number): Promise<Scrolled> {
  const top = () => page.evaluate(() => document.querySelector('[data-queue]')!.scrollTop);
  const events = () => page.evaluate(() => Number(document.body.dataset['events'] ?? 0));
  const [from, before, until] = [await top(), await events(), performance.now() + seconds * 1000];
  let nodes = 0;
  while (performance.now() < until) {
    await page.mouse.wheel(0, 600);
    nodes = Math.max(nodes, await page.evaluate(() => document.querySelectorAll('[data-key]').length));
  }
  return { nodes, rows: Math.round(((await top()) - from) / 56), events: (await events()) - before };
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** Milliseconds of every task of the page's main thread: computing, and with waiting for a processor. */
function tasksOf({ traceEvents }: { readonly traceEvents: readonly TraceEvent[] }) {
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return traceEvents.flatMap(({ name, pid, tid, dur, tdur }) =>
    name.endsWith('RunTask') && main.has(`${pid} ${tid}`) && dur !== undefined && tdur !== undefined
      ? [{ wall: dur / 1000, thread: tdur / 1000 }]
      : [],
  );
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify({ bench: 'scroll', ...line })}\n`);
}
