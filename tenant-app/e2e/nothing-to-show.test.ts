import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN, signIn } from './browser.ts';
import { openPeriod } from './open-period.ts';
import { PEOPLE } from './people.ts';

const STEP_MS = 120_000;
/** Before anybody reported. */
const EMPTY = '2026-02';
const NOBODY = '01900000-0000-7000-8000-000000000000';

describe.skipIf(!ORIGIN)('where there is nothing to show', () => {
  let browser: Browser;
  let city: Page;
  let silent: Page;

  beforeAll(async () => {
    browser = await launch();
    city = await signIn(browser, PEOPLE.assessor);
    silent = await signIn(browser, PEOPLE.pengxi);
  }, STEP_MS);
  afterAll(() => browser?.close());

  const textOf = async (page: Page, path: string): Promise<string> => {
    await page.goto(ORIGIN + path);
    return page.getByRole('main').innerText();
  };

  it('a page that does not exist says so and keeps the way back', { timeout: STEP_MS }, async () => {
    const ofCity = [
      '/city?period=1999-01',
      '/city/score/1999-01/shehong',
      '/city/score/2026-10/nowhere',
      '/nothing/here',
    ];
    const ofCounty = [
      '/county/cases/none',
      `/county/uploads/${NOBODY}`,
      '/county/mappings/none',
      '/county/score/1999-01',
      '/city',
    ];
    const visits: [Page, string][] = [
      ...ofCity.map((path): [Page, string] => [city, path]),
      ...[`/city/cases/shehong/${NOBODY}`, `/city/uploads/shehong/${NOBODY}`, '/city/mappings/shehong/none'].map(
        (path): [Page, string] => [city, path],
      ),
      [city, `/city/uploads/nowhere/${NOBODY}`],
      ...ofCounty.map((path): [Page, string] => [silent, path]),
    ];
    for (const [page, path] of visits) {
      const response = await page.goto(ORIGIN + path);
      expect.soft(response?.status(), path).toBe(404);
      expect.soft(await page.getByRole('main').innerText(), path).toContain('未找到');
      expect.soft(await page.getByRole('link', { name: '返回首页' }).count(), path).toBe(1);
      expect.soft(await page.getByRole('button', { name: '退出', exact: true }).count(), path).toBe(1);
    }
  });

  it(
    'a region that reported no case in a period has no figure, and every page says why',
    { timeout: STEP_MS },
    async () => {
      await openPeriod(EMPTY, '2026-02-01', '2026-03-01');
      const why = /无数据[\s\S]*没有收到在本期上报的案卷/;
      expect(await textOf(silent, `/county/score/${EMPTY}`)).toMatch(why);
      expect(await textOf(city, `/city/score/${EMPTY}/pengxi`)).toMatch(why);
      await city.goto(`${ORIGIN}/city?period=${EMPTY}`);
      expect(await city.getByRole('row').filter({ hasText: '蓬溪县' }).innerText()).toMatch(why);
    },
  );

  it('a filter that finds nothing can be cleared', { timeout: STEP_MS }, async () => {
    const page = await signIn(browser, PEOPLE.shehong);
    expect(await textOf(page, '/county/cases?number=none')).toContain('没有符合条件的案卷');
    await page.getByRole('main').getByRole('link', { name: '清除筛选' }).last().click();
    await page.getByRole('table').waitFor();
  });

  it('somebody without a post reads why and can sign out', { timeout: STEP_MS }, async () => {
    const context = await browser.newContext({ locale: 'zh-CN' });
    const page = await context.newPage();
    await page.goto(ORIGIN);
    await page.fill('input[name=username]', PEOPLE.stranger);
    await page.fill('input[name=password]', 'liangji');
    await page.click('button[type=submit]');
    await page.getByText('没有有效岗位').waitFor();
    await page.getByRole('link', { name: '退出' }).click();
    await page.locator('input[name=password]').waitFor();
  });
});
