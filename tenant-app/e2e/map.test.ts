import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN, signIn } from './browser.ts';
import { PEOPLE } from './people.ts';

const STEP_MS = 240_000;

describe.skipIf(!ORIGIN)('the map of a city', { timeout: STEP_MS }, () => {
  let browser: Browser;
  let city: Page;

  beforeAll(async () => {
    browser = await launch();
    city = await signIn(browser, PEOPLE.assessor);
  }, STEP_MS);
  afterAll(() => browser?.close());

  const map = () => city.locator('.maplibregl-canvas');
  const choose = (label: string, option: string) => city.getByLabel(label, { exact: true }).selectOption(option);

  async function open(): Promise<void> {
    await city.goto(`${ORIGIN}/city`);
    await city.getByRole('heading', { name: '地图' }).scrollIntoViewIfNeeded();
    await map().waitFor();
  }

  /** What the map says of each region, `射洪市 82.13`, by its name. */
  async function figures(): Promise<Map<string, string>> {
    const [, ...regions] = String(await map().getAttribute('aria-label')).split('; ');
    return new Map(regions.map((text) => [text.slice(0, text.indexOf(' ')), text.slice(text.indexOf(' ') + 1)]));
  }

  /** Text of a column of both tables of the ranking, by region. */
  async function column(heading: RegExp): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const table of await city.getByRole('table').filter({ hasText: '名次' }).all()) {
      const headings = await table.getByRole('columnheader').allInnerTexts();
      const at = headings.findIndex((text) => heading.test(text));
      for (const row of await table.locator('tbody tr').all()) {
        const cells = await row.locator('td, th').allInnerTexts();
        const [first = ''] = (cells[at] ?? '').split('\n');
        found.set(String(cells[1]), cells[2]?.startsWith('无数据') ? '无数据' : first.trim());
      }
    }
    return found;
  }

  it('says of every county and zone the figure that stands in the ranking', async () => {
    await open();
    const scores = await column(/^得分/);
    expect(scores.size).toBe(9);
    expect(await figures()).toEqual(scores);

    await choose('着色指标', '结案率');
    const rates = await column(/^结案率/);
    expect([...rates.values()].some((text) => text.endsWith('%'))).toBe(true);
    expect(await figures()).toEqual(rates);
  });

  it('colours by the cases filed as well, and its legend names the classes', async () => {
    await open();
    await choose('着色指标', '立案数');
    const legend = city.getByRole('list', { name: '立案数' }).getByRole('listitem');
    expect(await legend.count()).toBeGreaterThan(1);
    expect((await legend.allInnerTexts()).join(' ')).toMatch(/\d[\d,]*–\d/);
    for (const [name, figure] of await figures()) expect(figure, name).toMatch(/^(无数据|\d{1,3}(,\d{3})*)$/);
  });

  it('shows every case of the period, and says how many there are', async () => {
    await open();
    await choose('显示内容', '案卷位置');
    const sentence = city.getByText(/^图上 [\d,]+ 件，本期共上报 [\d,]+ 件。/);
    const text = await sentence.innerText();
    const [shown, total] = [...text.matchAll(/([\d,]+) 件/g)].map(([, digits = '']) =>
      Number(digits.replaceAll(',', '')),
    );
    const answer = await city.evaluate(async () => {
      const [, query] =
        /points(\?.*)/.exec(
          performance
            .getEntriesByType('resource')
            .map(({ name }) => name)
            .filter((name) => name.includes('/map/v1/points'))
            .at(-1) ?? '',
        ) ?? [];
      const found = (await (await fetch(`/map/v1/points${query}`)).json()) as {
        placed: number;
        unplaced: number;
        features: { properties: { cases?: number } }[];
      };
      const drawn = found.features.reduce((sum, { properties }) => sum + (properties.cases ?? 1), 0);
      return { drawn, placed: found.placed, total: found.placed + found.unplaced };
    });
    expect([shown, total]).toEqual([answer.placed, answer.total]);
    expect(answer.drawn).toBe(answer.placed);
  });

  it('shows counts where there are many cases, and says when it shows each again', async () => {
    const at = (properties: object) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [105.55, 30.52] },
      properties: { tenantId: 2, ...properties },
    });
    // As the gateway answers a city of a million cases, and a street of it.
    await city.route('**/map/v1/points*', (route) => {
      const isNear = route.request().url().includes('bbox=');
      const features = isNear
        ? [at({ id: 'a', stage: 'closed' }), at({ id: 'b', stage: 'filed' })]
        : [at({ cases: 600_000 }), at({ cases: 399_000 })];
      const answer = {
        type: 'FeatureCollection',
        placed: isNear ? 2 : 999_000,
        unplaced: isNear ? 0 : 1_000,
        features,
      };
      return route.fulfill({ json: answer });
    });
    await open();
    await choose('显示内容', '案卷位置');
    const sentence = city.getByText(/图上 999,000 件，本期共上报 1,000,000 件。\s*1,000 件没有坐标，未上图。/);
    await sentence.waitFor();
    expect(await sentence.innerText()).toContain('放大地图或选定区县后逐件显示');
    for (let step = 0; step < 3; step += 1) await city.getByRole('button', { name: '放大' }).click();
    await city.getByText('当前画面内 2 件，逐件显示').waitFor();
    await city.unroute('**/map/v1/points*');
  });

  it('shows the cells of a county with their counts; a table leads to the busiest by keyboard', async () => {
    await open();
    await choose('显示内容', '单元网格');
    await city.getByText('请在“查看范围”中选定一个区县').waitFor();
    await choose('查看范围', '射洪市');
    const table = city.getByRole('table', { name: '立案最多的单元网格' });
    await table.getByRole('button').first().waitFor();
    const counts = (await table.locator('tbody tr td:last-child').allInnerTexts()).map(Number);
    expect(counts.length).toBeGreaterThan(3);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    const first = table.getByRole('button').first();
    const code = await first.innerText();
    await first.focus();
    await city.keyboard.press('Enter');
    await city.getByText(`单元网格 ${code}：本期立案 ${counts[0]} 件`).waitFor();
  });

  it('speaks Chinese, and a wheel over it scrolls the page', async () => {
    await open();
    await city.getByRole('button', { name: '放大' }).waitFor();
    expect(await city.getByRole('button', { name: /zoom/i }).count()).toBe(0);
    const box = (await map().boundingBox())!;
    await city.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    const before = await city.evaluate(() => window.scrollY);
    await city.mouse.wheel(0, -200);
    await city.getByText('按住 Ctrl 键并滚动鼠标滚轮，可缩放地图').waitFor();
    await expect.poll(() => city.evaluate(() => window.scrollY)).toBeLessThan(before);
  });

  it('lets one finger scroll the page on a telephone, and says so', async () => {
    const context = await browser.newContext({
      storageState: await city.context().storageState(),
      viewport: { width: 390, height: 780 },
      hasTouch: true,
      isMobile: true,
    });
    const phone = await context.newPage();
    await phone.goto(`${ORIGIN}/city`);
    await phone.getByRole('heading', { name: '地图' }).scrollIntoViewIfNeeded();
    const canvas = phone.locator('.maplibregl-canvas');
    await canvas.scrollIntoViewIfNeeded();
    expect(await canvas.evaluate((element) => getComputedStyle(element).touchAction)).toBe('pan-x pan-y');
    const box = (await canvas.boundingBox())!;
    const tools = await context.newCDPSession(phone);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const before = await phone.evaluate(() => window.scrollY);
    await tools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
    for (let step = 1; step <= 10; step += 1) {
      await tools.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y: y + 15 * step }] });
      await phone.waitForTimeout(30);
    }
    await phone.getByText('请用两指移动地图').waitFor();
    await tools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expect.poll(() => phone.evaluate(() => window.scrollY)).toBeLessThan(before);
    await context.close();
  });
});
