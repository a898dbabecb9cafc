import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN } from './browser.ts';
import { everyPage } from './pages.ts';
import type { Visited } from './pages.ts';

const STEP_MS = 480_000;
const NIGHT = 'rgb(16, 23, 27)';

describe.skipIf(!ORIGIN)('every page', () => {
  let browser: Browser;
  let pages: Visited[] = [];

  beforeAll(async () => {
    browser = await launch();
    pages = await everyPage(browser, ORIGIN);
  }, STEP_MS);
  afterAll(() => browser?.close());

  async function open({ path, page }: Visited, language: 'zh' | 'en'): Promise<void> {
    await page.context().addCookies([{ name: 'liangji_language', value: language, url: ORIGIN }]);
    await page.goto(ORIGIN + path);
    await page.getByRole('main').waitFor();
  }

  // One visit is judged in several ways: to open a page costs more than to look at it.
  it('is whole, accessible in light and dark, and fits a small telephone', { timeout: STEP_MS }, async () => {
    for (const visited of pages) {
      const { name, page } = visited;
      const asked = await askedAfterwards(page, () => open(visited, 'zh'));
      // A desk asks once more as soon as it hears the gateway: something may have happened in between.
      if (name !== 'desk') expect.soft(asked, name).toEqual([]);
      expect.soft(await page.locator('html').getAttribute('lang'), name).toBe('zh-CN');
      expect.soft(await seriousFaults(page), name).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect.soft(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(NIGHT);
      expect.soft(await seriousFaults(page), `${name}, dark`).toEqual([]);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize({ width: 360, height: 780 });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(over, name).toBeLessThanOrEqual(0);
      await page.setViewportSize({ width: 1440, height: 900 });
    }
  });

  it(
    'is accessible in English, and marks what is Chinese, so that it is read aloud as Chinese',
    { timeout: STEP_MS },
    async () => {
      for (const visited of pages) {
        const { name, page } = visited;
        await open(visited, 'en');
        expect.soft(await page.locator('html').getAttribute('lang'), name).toBe('en');
        expect.soft(await seriousFaults(page), name).toEqual([]);
        expect.soft(await page.getByRole('main').evaluate(unmarkedChinese), name).toEqual([]);
      }
    },
  );
});

/** What a page asks the gateway for after it came from the server; it should have everything. */
async function askedAfterwards(page: Page, visit: () => Promise<void>): Promise<string[]> {
  const asked: string[] = [];
  const note = (request: { url: () => string }): void => {
    if (/\/(graphql|trpc)/.test(request.url())) asked.push(request.url());
  };
  await page.goto('about:blank'); // what the page before still asks for is not this one’s
  page.on('request', note);
  await visit();
  await page.waitForLoadState('load');
  await page.waitForTimeout(300);
  page.off('request', note);
  return asked;
}

async function seriousFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} ${nodes.map(({ target }) => target)}`);
}

/** Texts in Chinese that no `lang` says are Chinese. */
function unmarkedChinese(main: Element): string[] {
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const found: string[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const chinese = /\p{Script=Han}/u.test(node.textContent ?? '');
    const { lang = '' } = node.parentElement?.closest<HTMLElement>('[lang]') ?? {};
    if (chinese && !lang.startsWith('zh')) found.push(node.textContent?.trim() ?? '');
  }
  return found;
}
