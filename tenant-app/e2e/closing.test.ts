import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN, signIn } from './browser.ts';
import { idle } from './idle.ts';
import { openPeriod } from './open-period.ts';
import { PEOPLE } from './people.ts';

const STEP_MS = 120_000;

/** Half a month of the sample's data: long over, so that it can be closed; a new name with every run. */
const HALF = `2026-10-half-${Date.now().toString(36)}`;
/** Not over before the day after tomorrow; it begins before the sample's months, so that no page opens with it. */
const RUNNING = `autumn-${Date.now().toString(36)}`;
const END = new Date(Date.now() + 8 * 3_600_000 + 2 * 86_400_000).toISOString().slice(0, 10);

describe.skipIf(!ORIGIN)('closing a period', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
    await openPeriod(HALF, '2026-10-01', '2026-10-16');
    await openPeriod(RUNNING, '2026-09-01', END);
  }, STEP_MS);
  afterAll(() => browser?.close());

  const rankingOf = (label: string): string => `${ORIGIN}/city?period=${encodeURIComponent(label)}`;
  const closeButton = (page: Page) => page.getByRole('main').getByRole('button', { name: '定稿', exact: true });

  async function show(username: string, label: string): Promise<Page> {
    const page = await signIn(browser, username);
    await idle(page, () => page.goto(rankingOf(label)));
    return page;
  }

  /** What a command of the page answers, past its buttons. */
  const closePast = (page: Page, label: string, typedLabel: string) =>
    page.evaluate(
      async (input) => {
        const headers = { 'content-type': 'application/json' };
        const response = await fetch('/trpc/period.close', { method: 'POST', headers, body: JSON.stringify(input) });
        return { status: response.status, text: await response.text() };
      },
      { label, typedLabel },
    );

  it('opens the city with the running period, unless it has no figures yet', { timeout: STEP_MS }, async () => {
    const page = await signIn(browser, PEOPLE.assessor);
    await page.goto(`${ORIGIN}/city`);
    const cells = await page.getByRole('row').locator('td').allInnerTexts();
    expect(cells.filter((cell) => /^\d+\.\d\d$/.test(cell))).not.toEqual([]);
    const picker = page.getByLabel('评价周期');
    const chosen = await picker.inputValue();
    const options = await picker.locator('option').allInnerTexts(); // the latest first
    const at = options.findIndex((text) => text.replace('（未定稿）', '').trim() === chosen);
    expect(at).toBeGreaterThanOrEqual(0);
    expect(options.slice(0, at).every((text) => text.includes('未定稿'))).toBe(true);
  });

  it('names what it would freeze and wants the name: 林静 can still step back', { timeout: STEP_MS }, async () => {
    const page = await show(PEOPLE.assessor, HALF);
    await closeButton(page).click();
    const question = page.getByRole('alertdialog');
    await question.getByText('不能再改').waitFor();
    const shehong = question.getByRole('row').filter({ hasText: '射洪市' });
    await shehong.waitFor(); // the counts come after the question
    expect((await shehong.locator('td').allInnerTexts()).join(' ')).toMatch(/^\d+\.\d\d [1-9][\d,]* \d[\d,]* \d+$/);
    const confirm = question.getByRole('button', { name: '定稿', exact: true });
    expect(await confirm.isDisabled()).toBe(true);
    await question.getByLabel(`请输入评价周期名称“${HALF}”以确认`).fill('2026-10');
    expect(await confirm.isDisabled(), 'the name of another period').toBe(true);
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    expect(await closePast(page, HALF, '2026-10')).toEqual({
      ...{ status: 422, text: expect.stringContaining('PERIOD-NAME') },
    });
    expect(await page.getByText('暂定').count()).toBeGreaterThan(0);
  });

  it('cannot be asked for by 王海, whose post does not close periods', { timeout: STEP_MS }, async () => {
    const page = await show(PEOPLE.leader, HALF);
    expect(await page.getByText('暂定').count()).toBeGreaterThan(0);
    expect(await closeButton(page).count()).toBe(0);
    expect((await closePast(page, HALF, HALF)).status).toBe(403);
  });

  it('is not offered before its last day is over, nor done past the page', { timeout: STEP_MS }, async () => {
    const page = await show(PEOPLE.assessor, RUNNING);
    await page.getByText('结束后方可定稿').waitFor();
    expect(await closeButton(page).count()).toBe(0);
    expect(await closePast(page, RUNNING, RUNNING)).toEqual({
      ...{ status: 409, text: expect.stringContaining('PERIOD-NOT-OVER') },
    });
  });

  it('cannot be done by 赵敏 of a county, on the page or past it', { timeout: STEP_MS }, async () => {
    const page = await signIn(browser, PEOPLE.shehong);
    expect((await page.goto(rankingOf(HALF)))?.status()).toBe(404);
    expect(await closeButton(page).count()).toBe(0);
    expect(await closePast(page, HALF, HALF)).toEqual({
      ...{ status: 403, text: expect.stringContaining('AUTH-FORBIDDEN') },
    });
    const city = await signIn(browser, PEOPLE.leader);
    await city.goto(rankingOf(HALF));
    await city.getByText('暂定').first().waitFor();
  });

  it('林静 can close a period that is over, and sees its ranking frozen', { timeout: STEP_MS }, async () => {
    const page = await show(PEOPLE.assessor, HALF);
    await closeButton(page).click();
    const question = page.getByRole('alertdialog');
    await question.getByLabel(`请输入评价周期名称“${HALF}”以确认`).fill(HALF);
    await question.getByRole('button', { name: '定稿', exact: true }).click();
    await page.getByText('成绩已锁定').waitFor({ timeout: 60_000 });
    expect(await closeButton(page).count()).toBe(0);
    const shehong = await page.getByRole('row').filter({ hasText: '射洪市' }).locator('td').allInnerTexts();
    expect(shehong[0]).toMatch(/^[1-5]$/);
    expect(shehong[1]).toMatch(/^\d+\.\d\d$/);
    /** All that stands above what is marked as live. */
    const frozenPart = async (): Promise<string> => {
      await page.getByRole('button', { name: '重新开放' }).waitFor();
      return (await page.getByRole('main').innerText()).split('迟报数据')[0]!;
    };
    const frozen = await frozenPart();
    expect(frozen).toMatch(/锁定校验值 [0-9a-f]{64}/);
    await page.reload();
    expect(await frozenPart()).toBe(frozen);
  });

  it('marks on its pages what is not of the frozen snapshot', { timeout: STEP_MS }, async () => {
    const page = await show(PEOPLE.assessor, HALF);
    for (const title of ['每日立案数', '迟报数据']) {
      const card = page.getByRole('region', { name: title, exact: true });
      expect(await card.getByText('实时数据', { exact: true }).count(), title).toBe(1);
    }
    // The map shows the figures of the ranking first.
    const map = page.getByRole('region', { name: '地图', exact: true });
    await map.scrollIntoViewIfNeeded();
    await map.getByText('定稿数据').first().waitFor();
    expect(await map.getByText('实时数据', { exact: true }).count()).toBe(0);
    await page.goto(`${ORIGIN}/city/score/${HALF}/shehong?counter=archive_num`);
    expect(await page.locator('#cases').getByText('实时数据', { exact: true }).count()).toBe(1);
    const open = await show(PEOPLE.assessor, RUNNING);
    expect(await open.getByText('实时数据').count(), 'an open one moves altogether').toBe(0);
  });
});
