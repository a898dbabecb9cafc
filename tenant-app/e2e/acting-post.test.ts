import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN, signIn } from './browser.ts';
import { PEOPLE } from './people.ts';

const STEP_MS = 120_000;

describe.skipIf(!ORIGIN)('acting in a post', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  }, STEP_MS);
  afterAll(() => browser?.close());

  const atDesk = (url: URL): boolean => url.pathname === '/desk';

  it(
    '王立新, an acceptor, begins at his desk and is offered no upload; 王海, a leader, begins with the ranking',
    { timeout: STEP_MS },
    async () => {
      const page = await signIn(browser, PEOPLE.acceptor);
      await page.waitForURL(atDesk);
      const upload = page.getByRole('link', { name: '上传文件' });
      expect(await upload.count()).toBe(0);
      await page.goto(`${ORIGIN}/county`);
      await page.getByRole('heading', { level: 1, name: '蓬溪县' }).waitFor();
      expect(await upload.count()).toBe(0);
      await page.goto(`${ORIGIN}/county/upload`);
      await page.getByText('您的岗位不能上传').waitFor();

      const leader = await signIn(browser, PEOPLE.leader);
      expect(new URL(leader.url()).pathname).toBe('/city');
      const officer = await signIn(browser, PEOPLE.pengxi);
      expect(new URL(officer.url()).pathname).toBe('/county');
      expect(await officer.getByRole('main').getByRole('link', { name: '上传文件' }).count()).toBe(1);
    },
  );

  it('何鹏 of 供电公司 sees for whom he acts, and nothing of others', { timeout: STEP_MS }, async () => {
    const page = await signIn(browser, PEOPLE.power);
    await page.waitForURL(atDesk);
    await page.goto(`${ORIGIN}/unit`);
    expect(await page.getByRole('banner').innerText()).toContain('供电公司 · 处置人员');
    expect(await page.getByRole('main').innerText()).toContain('本单位的案卷在工作台办理');
    for (const path of ['/city', '/county', '/county/cases', '/posts/x']) {
      const answer = await page.goto(ORIGIN + path);
      expect([path, answer?.status()]).toEqual([path, 404]);
    }
  });

  it('周洁 chooses her post, sees it on every page and changes it', { timeout: STEP_MS }, async () => {
    const page = await signIn(browser, PEOPLE.twoPosts);
    await page.waitForURL('**/posts');
    await page.getByRole('main').getByRole('button', { name: '船山区环境卫生所 · 处置部门' }).click();
    await page.waitForURL(atDesk);
    const banner = page.getByRole('banner');
    expect(await banner.innerText()).toContain('船山区环境卫生所 · 处置部门');

    await banner.getByRole('button', { name: '更换岗位' }).click();
    await banner.getByRole('button', { name: '船山区数字化城市管理分中心 · 数据员' }).click();
    await page.waitForURL('**/county');
    expect(await page.getByRole('banner').innerText()).toContain('船山区数字化城市管理分中心 · 数据员');
    expect((await page.goto(`${ORIGIN}/`))?.url(), 'chosen once, not asked again').toBe(`${ORIGIN}/county`);

    // A link of her other post: the page that is not there offers the post that may open it.
    expect((await page.goto(`${ORIGIN}/unit`))?.status()).toBe(404);
    const main = page.getByRole('main');
    expect(await main.innerText()).toContain('其他岗位也许能打开此页');
    await main.getByRole('button', { name: '船山区环境卫生所 · 处置部门' }).click();
    await page.getByRole('heading', { level: 1 }).getByText('本单位').waitFor();
    expect(page.url()).toBe(`${ORIGIN}/unit`);
  });
});
