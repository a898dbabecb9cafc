import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN, signIn } from './browser.ts';
import { novemberFile } from './november.ts';
import { PEOPLE } from './people.ts';

const STEP_MS = 180_000;
const run = Date.now().toString(36);

/** Rows nobody can read: enough of them to keep the worker busy for a while, and without a trace in any score. */
const longFile = Array.from({ length: 40_000 }, (_, n) => JSON.stringify({ caseCode: `AJ-LONG-${run}-${n}` })).join(
  '\n',
);

/** Sends a file as whoever is signed in, and gives the id of the upload. */
const send = (page: Page, clientBatchId: string, content: string): Promise<string> =>
  page.evaluate(
    async ([id, body]) => {
      const url = `/intake/v1/batches?source=anju-main&clientBatchId=${id}&fileName=${id}.ndjson`;
      const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body });
      return ((await answer.json()) as { batchId: string }).batchId;
    },
    [clientBatchId, content] as const,
  );

describe.skipIf(!ORIGIN)('uploads', () => {
  let browser: Browser;
  let city: Page;
  let anju: Page;

  beforeAll(async () => {
    browser = await launch({ maps: false });
    city = await signIn(browser, PEOPLE.assessor);
    anju = await signIn(browser, PEOPLE.anju);
  }, STEP_MS);
  afterAll(() => browser?.close());

  it(
    'of all counties are listed for the city, which narrows them by county and rejected rows',
    { timeout: STEP_MS },
    async () => {
      await city.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '上传', exact: true }).click();
      await city.getByRole('heading', { level: 1, name: '上传记录' }).waitFor();
      const table = city.getByRole('table', { name: '上传记录' });
      const regions = await table.locator('tbody tr td:nth-child(2)').allInnerTexts();
      expect(new Set(regions).size).toBeGreaterThan(1);

      await city.getByLabel('区县').selectOption({ label: '蓬溪县' });
      await city.getByLabel('只看有未通过行的').check();
      await city.getByRole('button', { name: '筛选' }).click();
      await city.waitForURL(/region=pengxi.*rejected=1/);
      expect(new Set(await table.locator('tbody tr td:nth-child(2)').allInnerTexts())).toEqual(new Set(['蓬溪县']));
    },
  );

  it(
    'lead the city from a finding to the row as it was sent, without a way to change anything',
    { timeout: STEP_MS },
    async () => {
      await city.getByRole('table', { name: '上传记录' }).locator('tbody th a').first().click();
      await city.getByRole('heading', { name: '检查结果' }).waitFor();
      expect(
        await city
          .getByRole('main')
          .getByRole('link', { name: /上传一个|上传文件/ })
          .count(),
      ).toBe(0);
      await city.getByRole('table', { name: /示例/ }).first().locator('td a').first().click();
      await city.getByRole('heading', { name: '上传的原始行' }).waitFor();
      expect(await city.getByRole('heading', { level: 1 }).innerText()).toMatch(/^第 \d+ 条$/);
      expect(await city.getByRole('main').innerText()).toMatch(/文件第 \d+ 行/);
    },
  );

  it('and to the mapping they were read with, in words and as a file', { timeout: STEP_MS }, async () => {
    await city.goBack();
    await city.getByRole('link', { name: /^第 \d+ 版$/ }).click();
    await city.getByRole('heading', { level: 1, name: /^字段对照 / }).waitFor();
    expect(await city.getByRole('table', { name: '列与字段' }).innerText()).toContain('立案');
    const [file] = await Promise.all([
      city.waitForEvent('download'),
      city.getByRole('link', { name: '下载 JSON' }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
    expect(JSON.parse(Buffer.concat(chunks).toString('utf8'))).toMatchObject({ externalId: expect.anything() });
  });

  it(
    'lead 钱伟 from a row to its case, and from the case to the score it counts in and back',
    { timeout: STEP_MS },
    async () => {
      const file = novemberFile(`${run}-row`);
      const id = await send(anju, `walk-row-${run}`, file.bytes.toString('utf8'));
      await anju.goto(`${ORIGIN}/county/uploads/${id}`);
      await anju.getByText('已完成，有未通过行').first().waitFor();
      await anju
        .getByRole('region', { name: '逐行结果' })
        .getByRole('listitem')
        .filter({ hasText: '新增' })
        .getByRole('link')
        .click();
      await anju.waitForURL(/outcome=created/);
      await anju.getByRole('table', { name: '各行' }).getByRole('link', { name: '第 1 条' }).click();
      await anju.getByRole('link', { name: '查看案卷' }).click();
      await anju.getByRole('heading', { level: 1, name: /^案卷 / }).waitFor();
      const caseUrl = anju.url();
      const counted = anju
        .getByRole('region', { name: '计入的成绩' })
        .getByRole('link', { name: '结案数', exact: true });
      await expect
        .poll(async () => (await anju.reload(), counted.count()), { timeout: 90_000, interval: 3_000 })
        .toBe(1);
      await counted.click();
      await anju.getByRole('heading', { name: '得分如何得出' }).waitFor();
      await anju.getByRole('row').filter({ hasText: file.firstNumber }).getByRole('link').click();
      await anju.waitForURL(caseUrl);
    },
  );

  it('can be cancelled while they wait, and the same file is taken in afterwards', { timeout: STEP_MS }, async () => {
    const [long] = [await send(anju, `walk-long-${run}`, longFile)];
    const file = novemberFile(`${run}-again`);
    const waiting = await send(anju, `walk-again-${run}`, file.bytes.toString('utf8'));
    await anju.goto(`${ORIGIN}/county/uploads/${waiting}`);
    await anju.getByRole('button', { name: '取消上传' }).click();
    await anju.getByRole('alertdialog').getByRole('button', { name: '取消上传' }).click();
    await anju.getByText('上传已取消').waitFor();
    expect(await anju.getByRole('button', { name: '取消上传' }).count()).toBe(0);

    await anju.goto(`${ORIGIN}/county/uploads?state=cancelled`);
    expect(await anju.getByRole('table', { name: '上传记录' }).innerText()).toContain(`walk-again-${run}`);
    await anju.goto(`${ORIGIN}/county/uploads/${long}`);
    await anju.getByText('已完成，有未通过行').first().waitFor();
    const again = await send(anju, `walk-again-${run}`, file.bytes.toString('utf8'));
    expect(again).not.toBe(waiting);
    await anju.goto(`${ORIGIN}/county/uploads/${again}`);
    await anju.getByText('已完成，有未通过行').first().waitFor();
  });

  it(
    'of others cannot be opened: by another county, a body of the city, or a county at the pages of the city',
    { timeout: STEP_MS },
    async () => {
      await anju.goto(`${ORIGIN}/county/uploads`);
      const path = await anju
        .getByRole('table', { name: '上传记录' })
        .locator('tbody th a')
        .first()
        .getAttribute('href');
      const [shehong, power] = [await signIn(browser, PEOPLE.shehong), await signIn(browser, PEOPLE.power)];
      const visits: [Page, string][] = [
        [shehong, path!],
        [shehong, `${path}/rows/1`],
        [shehong, '/county/mappings/anju-main'],
        ...['/city/uploads', '/city/periods', '/city/mappings/anju/anju-main'].map((each): [Page, string] => [
          shehong,
          each,
        ]),
        ...['/county/uploads', '/city/uploads', '/county/periods', '/city/periods', path!].map(
          (each): [Page, string] => [power, each],
        ),
      ];
      for (const [page, each] of visits) {
        const answer = await page.goto(ORIGIN + each);
        expect.soft(answer?.status(), each).toBe(404);
      }
    },
  );
});

describe.skipIf(!ORIGIN)('periods', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch({ maps: false });
  }, STEP_MS);
  afterAll(() => browser?.close());

  it(
    'are listed for the city and lead to their ranking, for a county to its own score',
    { timeout: STEP_MS },
    async () => {
      const city = await signIn(browser, PEOPLE.assessor);
      await city.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '周期' }).click();
      const october = city.getByRole('row', { name: /^2026-10 2026-10-01/ });
      await october.waitFor();
      expect(await october.innerText()).toMatch(/已定稿|重新开放/);
      await city.getByRole('button', { name: '查看迟报数据' }).click();
      await expect.poll(() => october.locator('td').nth(6).innerText()).toMatch(/^\d+$/);
      await october.getByRole('link').click();
      await city.waitForURL(/\/city\?period=/);

      const county = await signIn(browser, PEOPLE.anju);
      await county.goto(`${ORIGIN}/county/periods`);
      await county
        .getByRole('row', { name: /^2026-10 2026-10-01/ })
        .getByRole('link')
        .click();
      await county.getByRole('heading', { level: 1, name: /^安居区 得分/ }).waitFor();
    },
  );
});
