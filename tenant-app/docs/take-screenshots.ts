/**
 * `npm run screenshots -w tenant-app`: every page as it looks at a desk and on a small telephone, into docs/screenshots.
 * Needs a running `npm start`; its address comes after `--` (default http://localhost:7300). CHROMIUM_PATH names the browser.
 */
import { writeFile } from 'node:fs/promises';
import { launch, signIn } from '../e2e/browser.ts';
import { WORKERS } from '../e2e/desk-people.ts';
import { everyPage } from '../e2e/pages.ts';
import type { Visited } from '../e2e/pages.ts';
import { entryPages } from './entry-pages.ts';
import { settle } from './settle.ts';
import { toWebp } from './to-webp.ts';

const ORIGIN = process.argv[2] ?? 'http://localhost:7300';
const FOLDER = new URL('screenshots/', import.meta.url);
/** Width of the window and most height of a picture, px: lists go on below. */
const SIZES = [
  { width: 1440, most: 1900 },
  { width: 360, most: 2000 },
];

const browser = await launch();
try {
  const studio = await (await browser.newContext()).newPage();
  // A desk is shown as somebody works at it who has acts to do.
  const desk = { name: 'desk', path: '/desk', page: await signIn(browser, WORKERS.acceptor, ORIGIN) };
  const others = (await everyPage(browser, ORIGIN)).filter(({ name }) => name !== desk.name);
  const visited = [...(await entryPages(browser, ORIGIN)), ...others, desk];
  for (const one of visited) for (const size of SIZES) await take(one, size);

  async function take({ name, path, page }: Visited, { width, most }: (typeof SIZES)[number]): Promise<void> {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(ORIGIN + path);
    await settle(page);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    const clip = { x: 0, y: 0, width, height: Math.min(height, most) };
    const bytes = await toWebp(studio, await page.screenshot({ fullPage: true, clip }));
    await writeFile(new URL(`${name}-${width}.webp`, FOLDER), bytes);
    console.log(`${name}-${width}.webp ${Math.round(bytes.length / 1000)} kB`);
  }
} finally {
  await browser.close();
}
