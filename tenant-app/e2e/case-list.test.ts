import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN, signIn } from './browser.ts';
import { PEOPLE } from './people.ts';

const STEP_MS = 120_000;

describe.skipIf(!ORIGIN)('the list of cases', () => {
  let browser: Browser;
  let city: Page;
  beforeAll(async () => {
    browser = await launch({ maps: false });
    city = await signIn(browser, PEOPLE.assessor);
  }, STEP_MS);
  afterAll(() => browser?.close());

  const rowsOf = (page: Page) => page.getByRole('main').getByRole('table').locator('tbody tr');
  const cellsOf = (page: Page, heading: string): Promise<string[]> =>
    page
      .getByRole('main')
      .getByRole('table')
      .evaluate((table, name) => {
        const heads = [...table.querySelectorAll('thead th')];
        const at = heads.findIndex((head) => head.textContent?.trim().startsWith(name));
        return [...table.querySelectorAll('tbody tr')].map((row) => row.children[at]?.textContent?.trim() ?? '');
      }, heading);
  const submit = async (page: Page): Promise<void> => {
    await Promise.all([page.waitForURL(/\?/), page.getByRole('button', { name: '筛选', exact: true }).click()]);
    await page.getByText('共 ').first().waitFor();
  };

  it('lets the city find a case of 蓬溪县 by words and by its number, and open it', { timeout: STEP_MS }, async () => {
    await city.goto(ORIGIN);
    await city.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '案卷', exact: true }).click();
    await city.waitForURL(/\/city\/cases$/);
    await city.getByLabel('区县', { exact: true }).selectOption({ label: '蓬溪县' });
    await submit(city);
    expect(new Set(await cellsOf(city, '区县'))).toEqual(new Set(['蓬溪县']));

    const address = (await cellsOf(city, '地址')).find((each) => each.length > 4)!;
    const number = (await city.getByRole('main').locator('tbody th a').first().innerText()).trim();
    await city.getByLabel('文字', { exact: true }).fill(address.slice(0, 4));
    await submit(city);
    const found = await cellsOf(city, '地址');
    expect(found).toContain(address);

    await city.goto(`${ORIGIN}/city/cases`);
    await city.locator('input[name=number]').fill(number);
    await submit(city);
    await rowsOf(city).first().waitFor();
    expect(await rowsOf(city).count()).toBe(1);
    await city.getByRole('link', { name: number }).click();
    await city.waitForURL(/\/city\/cases\/pengxi\//);
    expect(await city.getByRole('heading', { level: 1 }).innerText()).toContain(number);
  });

  it('is ordered by its headings, the longest overdue first', { timeout: STEP_MS }, async () => {
    await city.goto(`${ORIGIN}/city/cases`);
    await city
      .getByRole('columnheader', { name: /^超期天数/ })
      .getByRole('link')
      .click();
    await city.waitForURL(/overdue=1.*sort=due/);
    const head = city.getByRole('columnheader', { name: /^超期天数/ });
    await expect.poll(() => head.getAttribute('aria-sort')).toBe('descending');
    const days = (await cellsOf(city, '超期天数')).map((text) => Number(/(\d+) 天/.exec(text)?.[1] ?? 0));
    expect(days.length).toBeGreaterThan(1);
    expect(days).toEqual(days.toSorted((a, b) => b - a));
    await head.getByRole('link').click();
    await expect.poll(() => head.getAttribute('aria-sort')).toBe('ascending');
  });

  it('leaves the house as it is shown', { timeout: STEP_MS }, async () => {
    await city.goto(`${ORIGIN}/city/cases?county=pengxi&overdue=1&sort=due`);
    const [download] = await Promise.all([
      city.waitForEvent('download'),
      city.getByRole('link', { name: '导出 Excel' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^案卷-蓬溪县-超期-.*\.xlsx$/);
    const bytes = await readFile(await download.path());
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    expect(new URL(city.url()).pathname).toBe('/city/cases');
  });

  it('is one of four lists that leave the house, each with its name', { timeout: STEP_MS }, async () => {
    for (const [path, name] of [
      ['/city/uploads?region=pengxi&rejected=1', '上传记录-蓬溪县'],
      ['/city/periods', '评价周期-遂宁市'],
      ['/city/audit?kind=case', '操作记录-遂宁市'],
    ] as const) {
      await city.goto(ORIGIN + path);
      const [download] = await Promise.all([
        city.waitForEvent('download'),
        city.getByRole('link', { name: '导出 Excel' }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(new RegExp(`^${name}-.*\\.xlsx$`));
      expect((await readFile(await download.path())).subarray(0, 2).toString()).toBe('PK');
    }
  });

  it('keeps its headings in sight while it scrolls, and is whole on paper', { timeout: STEP_MS }, async () => {
    await city.goto(`${ORIGIN}/city/cases`);
    const frame = city.getByRole('group', { name: '全市案卷' });
    const tops = await frame.evaluate((box) => {
      box.scrollTop = 600;
      const head = box.querySelector('thead th')!;
      return { box: box.getBoundingClientRect().top, head: head.getBoundingClientRect().top, scrolled: box.scrollTop };
    });
    expect(tops.scrolled).toBeGreaterThan(0);
    expect(Math.abs(tops.head - tops.box)).toBeLessThan(2);
    await city.emulateMedia({ media: 'print' });
    const cut = await frame.evaluate((box) => box.scrollHeight - box.clientHeight);
    expect(cut).toBeLessThan(2);
    expect(await city.getByRole('navigation', { name: '主导航' }).isVisible()).toBe(false);
    expect(await city.getByRole('button', { name: '筛选', exact: true }).isVisible()).toBe(false);
    await city.emulateMedia({ media: null });
  });

  it('shows a county its own cases alone, whatever its address says', { timeout: STEP_MS }, async () => {
    const county = await signIn(browser, PEOPLE.shehong);
    expect((await county.goto(`${ORIGIN}/city/cases`))?.status()).toBe(404);
    await county.goto(`${ORIGIN}/county/cases?county=pengxi`);
    await rowsOf(county).first().waitFor();
    const hrefs = await county
      .locator('main tbody th a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(hrefs.every((href) => href?.startsWith('/county/cases/'))).toBe(true);
    expect(await county.getByLabel('区县', { exact: true }).count()).toBe(0);
  });
});
