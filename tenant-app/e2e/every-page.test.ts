import AxeBuilder from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN } from './browser.ts';
import { everyPage } from './pages.ts';
import type { Visited } from './pages.ts';

const STEP_MS = 240_000;

describe.skipIf(!ORIGIN)('every page', () => {
  let browser: Browser;
  let pages: Visited[] = [];

  beforeAll(async () => {
    browser = await launch();
    pages = await everyPage(browser, ORIGIN);
  }, STEP_MS);
  afterAll(() => browser?.close());

  it.each(['zh', 'en'])('has nothing serious for axe, in %s', { timeout: STEP_MS }, async (language) => {
    for (const { name, path, page } of pages) {
      await page.context().addCookies([{ name: 'liangji_language', value: language, url: ORIGIN }]);
      await page.goto(ORIGIN + path);
      await page.getByRole('main').waitFor();
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect
        .soft(
          serious.map(({ id, nodes }) => `${id} ${nodes[0]?.target}`),
          name,
        )
        .toEqual([]);
      expect.soft(await page.locator('html').getAttribute('lang'), name).toBe(language === 'zh' ? 'zh-CN' : 'en');
    }
  });

  it(
    'marks what is Chinese on an English page, so that it is read aloud as Chinese',
    { timeout: STEP_MS },
    async () => {
      for (const { name, path, page } of pages) {
        await page.context().addCookies([{ name: 'liangji_language', value: 'en', url: ORIGIN }]);
        await page.goto(ORIGIN + path);
        const unmarked = await page.getByRole('main').evaluate((main) => {
          const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
          const found: string[] = [];
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const chinese = /\p{Script=Han}/u.test(node.textContent ?? '');
            const { lang = '' } = node.parentElement?.closest<HTMLElement>('[lang]') ?? {};
            if (chinese && !lang.startsWith('zh')) found.push(node.textContent?.trim() ?? '');
          }
          return found;
        });
        expect.soft(unmarked, name).toEqual([]);
        await page.context().addCookies([{ name: 'liangji_language', value: 'zh', url: ORIGIN }]);
      }
    },
  );

  it('does not scroll sideways on a small telephone', { timeout: STEP_MS }, async () => {
    for (const { name, path, page } of pages) {
      await page.setViewportSize({ width: 360, height: 780 });
      await page.goto(ORIGIN + path);
      await page.getByRole('main').waitFor();
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(over, name).toBeLessThanOrEqual(0);
      await page.setViewportSize({ width: 1440, height: 900 });
    }
  });

  it(
    'comes from the server whole: the browser asks for nothing the page already has',
    { timeout: STEP_MS },
    async () => {
      // A desk asks once more as soon as it hears the gateway: something may have happened in between.
      for (const { name, path, page } of pages.filter((each) => each.name !== 'desk')) {
        const asked: string[] = [];
        const note = (request: { url: () => string }): void => {
          if (/\/(graphql|trpc)/.test(request.url())) asked.push(request.url());
        };
        page.on('request', note);
        await page.goto(ORIGIN + path, { waitUntil: 'load' });
        await page.waitForTimeout(300);
        page.off('request', note);
        expect.soft(asked, name).toEqual([]);
      }
    },
  );
});
