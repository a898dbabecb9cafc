/**
 * How soon something stands on the screen over slow 4G: first contentful paint of the ranking, of a list of cases and of a desk,
 * opened with an empty cache by a browser of a fourth of this machine's speed. Beside each, in the same run, the same words
 * and styles as one plain file of a bare server: what the network alone costs.
 */
import { existsSync } from 'node:fs';
import type { BrowserContext } from 'playwright-core';
import { launch, signIn } from '../e2e/browser.ts';
import { WORKERS } from '../e2e/desk-people.ts';
import { PEOPLE } from '../e2e/people.ts';
import { paintOf } from './first-paint/paint-of.ts';
import type { Paint } from './first-paint/paint-of.ts';
import { plainPageOf, servePlain } from './first-paint/plain-page.ts';
import { runningProduct } from './first-paint/running-product.ts';

const GOAL_MS = 1500;
const RUNS = 5;
const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

if (!existsSync(CHROMIUM)) {
  print({ skipped: 'no browser: set CHROMIUM_PATH or install chromium' });
  process.exit(0);
}
const product = await runningProduct();
const browser = await launch({ maps: false });
try {
  const city = (await signIn(browser, PEOPLE.assessor, product.origin)).context();
  const county = (await signIn(browser, PEOPLE.anju, product.origin)).context();
  const desk = (await signIn(browser, WORKERS.acceptor, product.origin)).context();
  await measure('/city', city);
  await measure('/county/cases', county);
  await measure('/desk', desk);
} finally {
  await browser.close();
  await product.stop();
}

async function measure(path: string, who: BrowserContext): Promise<void> {
  const state = await who.storageState();
  const plain = await servePlain(await plainPageOf(who, product.origin + path));
  const pages: Paint[] = [];
  const bare: Paint[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    bare.push(await paintOf(browser, plain.url, undefined));
    pages.push(await paintOf(browser, product.origin + path, state));
  }
  plain.stop();
  const [paint, reference] = [median(pages, 'ms'), median(bare, 'ms')];
  print({
    ratio: Math.round((paint / reference) * 1000) / 1000,
    goal: `<= ${GOAL_MS} ms until something is seen`,
    met: paint <= GOAL_MS,
    reference: 'the same words and styles as one compressed file of a bare server',
    figures: {
      ...{ page: path, first_paint_ms: paint, reference_ms: reference },
      ...{ html_kilobytes: median(pages, 'htmlKilobytes'), kilobytes: median(pages, 'kilobytes') },
    },
  });
}

function median(paints: readonly Paint[], figure: keyof Paint): number {
  const sorted = paints.map((paint) => paint[figure]).toSorted((a, b) => a - b);
  return Math.round((sorted[sorted.length >> 1] ?? Number.NaN) * 10) / 10;
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify({ bench: 'first-paint', ...line })}\n`);
}
