import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN, signIn } from './browser.ts';
import { novemberFile } from './november.ts';
import { PEOPLE } from './people.ts';

const STEP_MS = 120_000;
const file = novemberFile(Date.now().toString(36));

describe.skipIf(!ORIGIN)('from a county’s file to the city’s ranking', () => {
  let browser: Browser;
  let city: Page;
  let anju: Page;
  let period = '';
  let casePath = '';
  let before = 0;

  beforeAll(async () => {
    browser = await launch();
    city = await signIn(browser, PEOPLE.assessor);
    anju = await signIn(browser, PEOPLE.anju);
  }, STEP_MS);
  afterAll(() => browser?.close());

  /** Cases the ranking says 安居区 closed in the open period; null while it has no figure there. */
  async function closedInRanking(): Promise<number | null> {
    await city.goto(`${ORIGIN}/city?period=${encodeURIComponent(period)}`);
    const row = city.getByRole('row').filter({ hasText: '安居区' });
    await row.waitFor();
    const cells = await row.locator('td').allInnerTexts();
    const counts = /([\d,]+) \/ [\d,]+/.exec(cells[6] ?? '');
    return counts ? Number(counts[1]?.replaceAll(',', '')) : null;
  }

  it('the city can choose the open period, which says that it is provisional', { timeout: STEP_MS }, async () => {
    await city.goto(`${ORIGIN}/city`);
    const options = await city.getByLabel('评价周期').locator('option').allInnerTexts();
    const open = options.find((text) => text.includes('2026-11') && text.includes('未定稿'));
    expect(open, 'the sample city has an open period').toBeDefined();
    period = open!.replace('（未定稿）', '').trim();
    await city.getByLabel('评价周期').selectOption(period);
    await city.getByRole('button', { name: '查看', exact: true }).click();
    await city.waitForURL(/period=/);
    await city.getByText('暂定').first().waitFor();
    before = (await closedInRanking()) ?? 0;
  });

  it('钱伟 can upload a file and see what became of every row', { timeout: STEP_MS }, async () => {
    await anju.getByRole('link', { name: '上传文件' }).click();
    await anju.locator('input[type=file]').setInputFiles({
      name: file.name,
      mimeType: 'application/x-ndjson',
      buffer: file.bytes,
    });
    await anju.getByRole('button', { name: '开始上传' }).click();
    await anju.waitForURL(/\/county\/uploads\//);
    await anju.getByText('已完成，有未通过行').first().waitFor();
    const tiles = anju.getByRole('region', { name: '逐行结果' }).getByRole('listitem');
    expect(await tiles.filter({ hasText: '新增' }).innerText()).toContain(`\n${file.good}\n`);
    expect(await tiles.filter({ hasText: '未通过' }).innerText()).toContain(`\n${file.bad}\n`);
    await anju.getByText('MAP-CLASS-UNKNOWN', { exact: true }).waitFor();
  });

  it('钱伟 can download the rejected row with its reason', { timeout: STEP_MS }, async () => {
    const [download] = await Promise.all([
      anju.waitForEvent('download'),
      anju.getByRole('link', { name: '下载未通过行' }).click(),
    ]);
    const stream = await download.createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    expect(text).toContain('MAP-CLASS-UNKNOWN');
    expect(text.trim().split('\r\n')).toHaveLength(1 + file.bad);
  });

  it('the ranking of the open period changes within a minute', { timeout: STEP_MS }, async () => {
    await expect.poll(closedInRanking, { timeout: 60_000, interval: 2_000 }).toBeGreaterThanOrEqual(before + file.good);
  });

  it('from then on both levels open with the running period', { timeout: STEP_MS }, async () => {
    await city.goto(`${ORIGIN}/city`);
    expect(await city.getByLabel('评价周期').inputValue()).toMatch(/^20\d\d-\d\d$/);
    expect((await city.getByLabel('评价周期').inputValue()) >= period).toBe(true);
    await city.getByText('暂定').first().waitFor();
    await anju.goto(`${ORIGIN}/county`);
    const own = await anju.getByRole('heading', { name: '得分 ·' }).innerText();
    expect(own.replace('得分 · ', '') >= period, own).toBe(true);
    await city.goto(`${ORIGIN}/city?period=${encodeURIComponent(period)}`);
  });

  it('林静 can click from the score down to the very row of the file', { timeout: STEP_MS }, async () => {
    await city.getByRole('link', { name: '安居区' }).click();
    await city.getByRole('heading', { name: '得分如何得出' }).waitFor();
    const closing = city.getByRole('listitem').filter({ hasText: /^结案数/ });
    await closing.getByRole('link').first().click();
    await city.getByRole('heading', { name: /^结案数：\d+ 件$/ }).waitFor();
    await city.getByRole('row').filter({ hasText: file.firstNumber }).getByRole('link').click();
    await city.getByRole('heading', { name: '上传的原始行' }).waitFor();
    casePath = new URL(city.url()).pathname;
    expect(await city.getByRole('row').filter({ hasText: 'caseCode' }).innerText()).toContain(file.firstNumber);
    await city.getByText(file.name).waitFor();
  });

  it('钱伟 can open the same case with its explained deadline', { timeout: STEP_MS }, async () => {
    const id = casePath.split('/').at(-1);
    await anju.goto(`${ORIGIN}/county/cases/${id}`);
    await anju.getByRole('heading', { name: '处置截止时间' }).waitFor();
    expect(await anju.getByRole('table', { name: '截止时间逐段说明' }).innerText()).toContain('工作时间，计时');
  });

  it('the wrong county cannot distinguish this case from one that never was', { timeout: STEP_MS }, async () => {
    const shehong = await signIn(browser, PEOPLE.shehong);
    const id = casePath.split('/').at(-1) ?? '';
    const stranger = id.replace(/^.{8}/, 'deadbeef');
    const answerOf = async (path: string): Promise<[number, string]> => {
      const response = await shehong.goto(ORIGIN + path);
      return [response?.status() ?? 0, await shehong.getByRole('main').innerText()];
    };
    const foreign = await answerOf(`/county/cases/${id}`);
    expect(foreign).toEqual([404, expect.stringContaining('未找到')]);
    expect(await answerOf(`/county/cases/${stranger}`)).toEqual(foreign);
    expect(await answerOf(casePath)).toEqual(foreign);
    expect(await answerOf('/city')).toEqual(foreign);
  });
});
