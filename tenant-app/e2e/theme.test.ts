import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN } from './browser.ts';
import { everyPage } from './pages.ts';
import type { Visited } from './pages.ts';

const STEP_MS = 240_000;
const [WHITE, NIGHT, BARE, INK] = ['rgb(244, 246, 247)', 'rgb(16, 23, 27)', 'rgba(0, 0, 0, 0)', 'rgb(24, 36, 44)'];

describe.skipIf(!ORIGIN)('light and dark', { timeout: STEP_MS }, () => {
  let browser: Browser;
  let pages: Visited[] = [];

  beforeAll(async () => {
    browser = await launch();
    pages = await everyPage(browser, ORIGIN);
  }, STEP_MS);
  afterAll(() => browser?.close());

  const ground = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const audit = () => pages.find(({ name }) => name === 'city-audit')!;

  it('a page is as the machine has it until somebody chooses, and then as chosen, also after a reload', async () => {
    const { page, path } = audit();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(ORIGIN + path);
    expect(await ground(page)).toBe(NIGHT);
    await page.getByRole('button', { name: '浅色' }).click();
    expect(await ground(page)).toBe(WHITE);
    const html = await (await page.goto(ORIGIN + path))!.text();
    expect(html).toMatch(/<html[^>]* data-theme="light"/); // from the server: nothing flashes
    expect(await ground(page)).toBe(WHITE);
    expect(await page.getByRole('button', { name: '浅色' }).getAttribute('aria-pressed')).toBe('true');
    await page.getByRole('button', { name: '跟随系统' }).click();
    expect(await ground(page)).toBe(NIGHT);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await ground(page)).toBe(WHITE);
  });

  it('somebody without scripts chooses as well', async () => {
    const { page, path } = audit();
    const state = await page.context().storageState();
    const context = await browser.newContext({ storageState: state, javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(ORIGIN + path);
    await plain.getByRole('button', { name: '深色' }).click();
    expect(new URL(plain.url()).pathname).toBe(path);
    expect(await plain.locator('html').getAttribute('data-theme')).toBe('dark');
    await context.close();
  });

  it('paper is white, whatever the screen is', async () => {
    const { page, path } = audit();
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
    await page.goto(ORIGIN + path);
    expect(await ground(page)).toBe(BARE); // the paper is seen
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).color)).toBe(INK);
    await page.emulateMedia({ colorScheme: 'light', media: 'screen' });
  });

  it('every page has nothing serious for axe in the dark', async () => {
    for (const { name, path, page } of pages) {
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.goto(ORIGIN + path);
      await page.getByRole('main').waitFor();
      expect.soft(await ground(page), name).toBe(NIGHT);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect
        .soft(
          serious.map(({ id, nodes }) => `${id} ${nodes.map(({ target }) => target)}`),
          name,
        )
        .toEqual([]);
      await page.emulateMedia({ colorScheme: 'light' });
    }
  });
});
