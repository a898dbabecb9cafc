import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN, signIn } from './browser.ts';
import { idle } from './idle.ts';
import { openPeriod } from './open-period.ts';
import { PEOPLE } from './people.ts';

const STEP_MS = 120_000;

/** Half a month of the sample's data: long over, so that it can be closed; a new name with every run. */
const HALF = `2026-10-half-${Date.now().toString(36)}`;

describe.skipIf(!ORIGIN)('closing a period', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  }, STEP_MS);
  afterAll(() => browser?.close());

  const rankingOf = (label: string): string => `${ORIGIN}/city?period=${encodeURIComponent(label)}`;

  async function openPeriodAs(username: string): Promise<Page> {
    const page = await signIn(browser, username);
    await page.goto(`${ORIGIN}/city`);
    const option = page.getByLabel('评价周期').locator('option', { hasText: '未定稿' }).first();
    const label = (await option.getAttribute('value')) ?? '';
    await idle(page, () => page.goto(rankingOf(label)));
    return page;
  }

  it('is asked twice: 林静 can still step back', { timeout: STEP_MS }, async () => {
    const page = await openPeriodAs(PEOPLE.assessor);
    await page.getByRole('button', { name: '定稿' }).click();
    const question = page.getByRole('alertdialog');
    await question.getByText('不能再改').waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    expect(await page.getByText('暂定').count()).toBeGreaterThan(0);
  });

  it('cannot be asked for by 王海, whose post does not close periods', { timeout: STEP_MS }, async () => {
    const page = await openPeriodAs(PEOPLE.leader);
    expect(await page.getByText('暂定').count()).toBeGreaterThan(0);
    expect(await page.getByRole('button', { name: '定稿' }).count()).toBe(0);
  });

  it(
    'cannot be done before its last day is over, and 林静 reads why in one sentence',
    { timeout: STEP_MS },
    async () => {
      const page = await openPeriodAs(PEOPLE.assessor);
      await page.getByRole('button', { name: '定稿' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: '定稿' }).click();
      await page.getByRole('alert').getByText('尚不能定稿').waitFor();
      expect(await page.getByText('暂定').count()).toBeGreaterThan(0);
    },
  );

  it('cannot be done by 赵敏 of a county, on the page or past it', { timeout: STEP_MS }, async () => {
    await openPeriod(HALF, '2026-10-01', '2026-10-16');
    const page = await signIn(browser, PEOPLE.shehong);
    expect((await page.goto(rankingOf(HALF)))?.status()).toBe(404);
    expect(await page.getByRole('button', { name: '定稿' }).count()).toBe(0);
    const answer = await page.evaluate(async (label) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch('/trpc/period.close', { method: 'POST', headers, body: JSON.stringify({ label }) });
      return { status: response.status, text: await response.text() };
    }, HALF);
    expect(answer).toEqual({ status: 403, text: expect.stringContaining('AUTH-FORBIDDEN') });
    const city = await signIn(browser, PEOPLE.leader);
    await city.goto(rankingOf(HALF));
    await city.getByText('暂定').first().waitFor();
  });

  it('林静 can close a period that is over, and sees its ranking frozen', { timeout: STEP_MS }, async () => {
    const page = await signIn(browser, PEOPLE.assessor);
    await idle(page, () => page.goto(rankingOf(HALF)));
    await page.getByRole('button', { name: '定稿' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: '定稿' }).click();
    await page.getByText('成绩已锁定').waitFor({ timeout: 60_000 });
    expect(await page.getByRole('button', { name: '定稿' }).count()).toBe(0);
    const shehong = await page.getByRole('row').filter({ hasText: '射洪市' }).locator('td').allInnerTexts();
    expect(shehong[0]).toMatch(/^[1-5]$/);
    expect(shehong[1]).toMatch(/^\d+\.\d\d$/);
    const frozen = await page.getByRole('main').innerText();
    expect(frozen).toMatch(/锁定校验值 [0-9a-f]{64}/);
    await page.reload();
    expect(await page.getByRole('main').innerText()).toBe(frozen);
  });
});
