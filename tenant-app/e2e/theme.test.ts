import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN, signIn } from './browser.ts';
import { PEOPLE } from './people.ts';

const STEP_MS = 240_000;
const PATH = '/city/audit';
const [WHITE, NIGHT, BARE, INK] = ['rgb(244, 246, 247)', 'rgb(16, 23, 27)', 'rgba(0, 0, 0, 0)', 'rgb(24, 36, 44)'];

describe.skipIf(!ORIGIN)('light and dark', { timeout: STEP_MS }, () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launch({ maps: false });
    page = await signIn(browser, PEOPLE.assessor);
  }, STEP_MS);
  afterAll(() => browser?.close());

  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

  it('a page is as the machine has it until somebody chooses, and then as chosen, also after a reload', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(ORIGIN + PATH);
    expect(await ground()).toBe(NIGHT);
    await page.getByRole('button', { name: '浅色' }).click();
    expect(await ground()).toBe(WHITE);
    const html = await (await page.goto(ORIGIN + PATH))!.text();
    expect(html).toMatch(/<html[^>]* data-theme="light"/); // from the server: nothing flashes
    expect(await ground()).toBe(WHITE);
    expect(await page.getByRole('button', { name: '浅色' }).getAttribute('aria-pressed')).toBe('true');
    await page.getByRole('button', { name: '跟随系统' }).click();
    expect(await ground()).toBe(NIGHT);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await ground()).toBe(WHITE);
  });

  it('somebody without scripts chooses as well', async () => {
    const state = await page.context().storageState();
    const context = await browser.newContext({ storageState: state, javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(ORIGIN + PATH);
    await plain.getByRole('button', { name: '深色' }).click();
    expect(new URL(plain.url()).pathname).toBe(PATH);
    expect(await plain.locator('html').getAttribute('data-theme')).toBe('dark');
    await context.close();
  });

  it('paper is white, whatever the screen is', async () => {
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
    await page.goto(ORIGIN + PATH);
    expect(await ground()).toBe(BARE); // the paper is seen
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).color)).toBe(INK);
    await page.emulateMedia({ colorScheme: 'light', media: 'screen' });
  });
});
