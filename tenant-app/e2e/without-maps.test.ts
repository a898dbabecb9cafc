import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN } from './browser.ts';
import { atDesk } from './desk-people.ts';
import { PEOPLE } from './people.ts';

const STEP_MS = 240_000;
const NOT_DRAWN = '此浏览器不能绘制地图';

describe.skipIf(!ORIGIN)('a browser that cannot draw maps', { timeout: STEP_MS }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch({ maps: false });
  }, STEP_MS);
  afterAll(() => browser?.close());

  it('says so at a desk and on the ranking, and shows all the rest', async () => {
    const { page } = await atDesk(browser, PEOPLE.leader);
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));

    await page.goto(`${ORIGIN}/desk?view=all`);
    await page.locator('.pane-context', { hasText: NOT_DRAWN }).waitFor();
    expect(await page.locator('[data-case] h2').textContent()).toMatch(/\S/);

    await page.goto(`${ORIGIN}/city`);
    await page.getByRole('heading', { name: '地图' }).scrollIntoViewIfNeeded();
    await page.getByText(NOT_DRAWN).waitFor();
    await page.getByRole('rowheader', { name: '蓬溪县' }).first().waitFor();
    expect(errors).toEqual([]);
  });
});
