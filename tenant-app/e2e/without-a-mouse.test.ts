import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN, signIn } from './browser.ts';
import { PEOPLE } from './people.ts';

const STEP_MS = 120_000;

describe.skipIf(!ORIGIN)('without a mouse, without JavaScript', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  }, STEP_MS);
  afterAll(() => browser?.close());

  it(
    'the ranking can be read with JavaScript switched off, and a county can be opened',
    { timeout: STEP_MS },
    async () => {
      const signedIn = await signIn(browser, PEOPLE.assessor);
      const storageState = await signedIn.context().storageState();
      const context = await browser.newContext({ javaScriptEnabled: false, storageState });
      const page = await context.newPage();
      await page.goto(`${ORIGIN}/city`);
      expect(await page.getByRole('row').count()).toBeGreaterThan(9);
      await page.getByRole('link', { name: '射洪市' }).click();
      expect(await page.getByRole('main').innerText()).toContain('得分如何得出');
    },
  );

  it(
    'the case list can be filtered with JavaScript switched off; the address keeps only what was chosen',
    { timeout: STEP_MS },
    async () => {
      const signedIn = await signIn(browser, PEOPLE.shehong);
      const storageState = await signedIn.context().storageState();
      const page = await (await browser.newContext({ javaScriptEnabled: false, storageState })).newPage();
      await page.goto(`${ORIGIN}/county/cases`);
      expect(await page.getByLabel('类别').locator('optgroup').count()).toBeGreaterThan(5);
      await page.getByLabel('阶段').selectOption('closed');
      await page.getByRole('button', { name: '筛选' }).click();
      await page.waitForURL((url) => url.search === '?stage=closed');
    },
  );

  it('林静 can go from the ranking to a case by keyboard alone', { timeout: STEP_MS }, async () => {
    const page = await signIn(browser, PEOPLE.assessor);
    await page.goto(`${ORIGIN}/city`);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('跳到正文');
    await page.keyboard.press('Enter');
    await tabTo(() => page.evaluate(() => document.activeElement?.getAttribute('href') ?? ''), '/city/score/');
    await page.waitForURL(/\/city\/score\//);
    await tabTo(() => page.evaluate(() => document.activeElement?.getAttribute('href') ?? ''), '?counter=');
    await page.waitForURL(/counter=/);
    await page.locator('#cases').waitFor();
    await tabTo(() => page.evaluate(() => document.activeElement?.getAttribute('href') ?? ''), '/city/cases/');
    await page.waitForURL(/\/city\/cases\//);

    async function tabTo(href: () => Promise<string>, wanted: string): Promise<void> {
      for (let step = 0; step < 80; step++) {
        await page.keyboard.press('Tab');
        if ((await href()).includes(wanted)) return page.keyboard.press('Enter');
      }
      throw new Error(`no link to ${wanted} can be reached by keyboard`);
    }
  });

  it('filters of the case list survive a reload and can be sent as an address', { timeout: STEP_MS }, async () => {
    const page = await signIn(browser, PEOPLE.shehong);
    await page.goto(`${ORIGIN}/county/cases`);
    await page.getByLabel('阶段').selectOption('closed');
    await page.getByLabel('上报起始日期').fill('2026-10-05');
    await page.getByLabel('上报截止日期').fill('2026-10-06');
    await page.getByRole('button', { name: '筛选' }).click();
    await page.waitForURL(/stage=closed/);
    const found = await page.getByRole('main').innerText();
    await page.reload();
    expect(await page.getByLabel('阶段').inputValue()).toBe('closed');
    expect(await page.getByLabel('上报起始日期').inputValue()).toBe('2026-10-05');
    expect(await page.getByRole('main').innerText()).toBe(found);
    const heads = await page.getByRole('columnheader').allInnerTexts();
    const reported = heads.findIndex((head) => head.startsWith('上报')) + 1;
    const days = await page.locator(`tbody tr td:nth-child(${reported})`).allInnerTexts();
    expect(days.length).toBeGreaterThan(0);
    expect(days.every((text) => /^2026-10-0[56]/.test(text))).toBe(true);
  });

  it('signing out ends the session: the pages lead to the sign-in page again', { timeout: STEP_MS }, async () => {
    const page = await signIn(browser, PEOPLE.shehong);
    await page.getByRole('button', { name: '退出', exact: true }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/county'));
    await page.goto(`${ORIGIN}/county`);
    await page.locator('input[name=password]').waitFor();
  });
});
