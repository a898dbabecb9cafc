import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN, signIn } from './browser.ts';
import { PEOPLE } from './people.ts';

const STEP_MS = 120_000;

describe.skipIf(!ORIGIN)('closing a period', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  }, STEP_MS);
  afterAll(() => browser?.close());

  async function openPeriodAs(username: string): Promise<Page> {
    const page = await signIn(browser, username);
    await page.goto(`${ORIGIN}/city`);
    const option = page.getByLabel('评价周期').locator('option', { hasText: '未关账' }).first();
    const label = (await option.getAttribute('value')) ?? '';
    await page.goto(`${ORIGIN}/city?period=${encodeURIComponent(label)}`, { waitUntil: 'networkidle' });
    return page;
  }

  it('is asked twice: 林静 can still step back', { timeout: STEP_MS }, async () => {
    const page = await openPeriodAs(PEOPLE.assessor);
    await page.getByRole('button', { name: '关账' }).click();
    const question = page.getByRole('alertdialog');
    await question.getByText('不能再改').waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    expect(await page.getByText('暂定').count()).toBeGreaterThan(0);
  });

  it('cannot be asked for by 王海, whose post does not close periods', { timeout: STEP_MS }, async () => {
    const page = await openPeriodAs(PEOPLE.leader);
    expect(await page.getByText('暂定').count()).toBeGreaterThan(0);
    expect(await page.getByRole('button', { name: '关账' }).count()).toBe(0);
  });
});
