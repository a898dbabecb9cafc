import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN, signIn } from './browser.ts';
import { WORKERS } from './desk-people.ts';
import { everyPage, type Visited } from './pages.ts';
import { PEOPLE } from './people.ts';
import { notAtEnd, swipeToEnd, telephones, tooSmall } from './telephone.ts';

const STEP_MS = 240_000;

describe.skipIf(!ORIGIN)('on a telephone', { timeout: STEP_MS }, () => {
  let browser: Browser;
  let pages: Visited[] = [];
  let city: Page;
  let county: Page;

  beforeAll(async () => {
    browser = await launch();
    const onTelephone = telephones(browser);
    const collector = await signIn(browser, WORKERS.collector);
    const dispatcher = await signIn(browser, WORKERS.dispatcher);
    const visited = [
      ...(await everyPage(browser, ORIGIN)),
      { name: 'desk of a collector', path: '/desk?view=tasks', page: collector },
      { name: 'desk of a dispatcher', path: '/desk?view=all', page: dispatcher },
    ];
    pages = await Promise.all(visited.map(async (one) => ({ ...one, page: await onTelephone(one.page) })));
    city = pages.find(({ name }) => name === 'ranking')!.page;
    county = pages.find(({ name }) => name === 'cases')!.page;
  }, STEP_MS);
  afterAll(() => browser?.close());

  async function open(page: Page, path: string): Promise<void> {
    await page.goto(ORIGIN + path);
    await page.getByRole('main').waitFor();
    await page.waitForLoadState('load');
  }

  it('the ranking is cards, best first, each with what its row in the table has', async () => {
    await open(city, '/city?period=2026-10');
    expect(await city.getByRole('table').count()).toBe(0);
    const cards = city.getByRole('list', { name: '区县组' }).getByRole('listitem');
    expect(await cards.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual([
      '射洪市',
      '安居区',
      '船山区',
      '蓬溪县',
      '大英县',
    ]);
    const first = (await cards.first().innerText()).replaceAll(/\s+/g, ' ');
    for (const part of [
      '名次 1',
      '得分 90.40',
      '等级 A',
      '监督举报率',
      '权重 10%',
      '结案率',
      '97.19% 415 / 427',
      '按期结案率',
    ])
      expect(first).toContain(part);
    await cards.first().getByRole('link', { name: '射洪市' }).tap();
    await city.waitForURL(/\/city\/score\/2026-10\/shehong$/);
    await city.getByRole('heading', { level: 1, name: '射洪市 得分 · 2026-10' }).waitFor();
  });

  it('on a wide screen the ranking is the table, and the cards are not there', async () => {
    const wide = await signIn(browser, PEOPLE.leader);
    await wide.goto(`${ORIGIN}/city?period=2026-10`);
    await wide.getByRole('rowheader', { name: '射洪市' }).waitFor();
    expect(await wide.getByRole('list', { name: '区县组' }).count()).toBe(0);
    await wide.context().close();
  });

  it('a list of cases shows number, class, stage, address and what is overdue, and opens the case by a tap', async () => {
    await open(county, '/county/cases?overdue=1');
    const list = county.getByRole('list', { name: '本辖区案卷' });
    expect(await county.getByRole('table').count()).toBe(0);
    const cards = list.getByRole('listitem');
    expect(await cards.count()).toBeGreaterThan(1);
    for (const card of (await cards.all()).slice(0, 5)) {
      const text = (await card.innerText()).replaceAll(/\s+/g, ' ');
      expect(text).toMatch(/^510904\S* 已(派遣|处置|结案) \S.* \S.* 处置截止 2026-\d\d-\d\d \d\d:\d\d 超期/);
    }
    const sideways = await list.evaluate((of) => of.scrollWidth - of.clientWidth);
    expect(sideways).toBeLessThanOrEqual(0);
    // Anywhere on the card, not on the number alone.
    await cards.first().tap({ position: { x: 150, y: 70 } });
    await county.getByRole('heading', { level: 1, name: /^案卷 510904/ }).waitFor();
  });

  it('uploads, their findings and the audit lie under each other: nothing is beyond the edge', async () => {
    for (const { name, path, page } of pages) {
      if (!['overview', 'batch', 'city-audit', 'county-audit', 'score', 'county-score'].includes(name)) continue;
      await open(page, path);
      const beyond = await page.evaluate(() =>
        [...document.querySelectorAll('main table.as-cards, main .row-cards')]
          .filter((part) => part.checkVisibility() && part.getBoundingClientRect().right > innerWidth)
          .map((part) => part.textContent?.trim().slice(0, 20)),
      );
      expect.soft(beyond, name).toEqual([]);
    }
    const batch = pages.find(({ name }) => name === 'batch')!;
    await open(batch.page, '/county');
    const row = batch.page.getByRole('row').first();
    const cells = await row.evaluate((of) =>
      [...of.children].map((cell) => `${cell.getAttribute('data-label') ?? ''} ${cell.textContent?.trim()}`.trim()),
    );
    for (const cell of [
      'pengxi-2026-10.ndjson 蓬溪县数字城管平台',
      '已完成，有未通过行',
      '行数 266',
      '新增 239',
      '未通过 21',
      '同号重复，以后行为准 6',
    ])
      expect(cells).toContain(cell);
  });

  it.each(['zh', 'en'])(
    'is worked with a finger to its end, and all it works is 44 px large, in %s',
    async (language) => {
      for (const { name, path, page } of pages) {
        await page.context().addCookies([{ name: 'liangji_language', value: language, url: ORIGIN }]);
        await open(page, path);
        // What a page says, and so how long it is, is the same in both.
        if (language === 'zh') {
          await swipeToEnd(page);
          expect.soft(await page.evaluate(notAtEnd), name).toEqual([]);
        }
        await page.evaluate(() =>
          document.querySelectorAll('main details').forEach((one) => one.setAttribute('open', '')),
        );
        expect.soft(await page.evaluate(tooSmall), name).toEqual([]);
        await page.context().addCookies([{ name: 'liangji_language', value: 'zh', url: ORIGIN }]);
      }
    },
  );
});
