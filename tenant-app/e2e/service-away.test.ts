import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN, signIn } from './browser.ts';
import { idle } from './idle.ts';
import { PEOPLE } from './people.ts';

const STEP_MS = 120_000;

/** What a visitor sees whose connection, or the service behind it, is away for a moment. */
describe.skipIf(!ORIGIN)('while the service does not answer', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  }, STEP_MS);
  afterAll(() => browser?.close());

  const away = (page: Page, paths: string): Promise<unknown> => page.route(paths, (route) => route.abort());

  it('the next page says so inside its frame, and can be tried again', { timeout: STEP_MS }, async () => {
    const page = await signIn(browser, PEOPLE.shehong);
    await idle(page, () => page.goto(`${ORIGIN}/county`));
    await away(page, '**/graphql');
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '案卷' }).click();
    await page.getByRole('alert').getByText('服务暂不可用').waitFor();
    expect(await page.getByRole('button', { name: '退出', exact: true }).count()).toBe(1);
    await page.unroute('**/graphql');
    await page.getByRole('link', { name: '重试' }).click();
    await page.getByRole('table').waitFor();
  });

  it(
    'what follows the gateway says that it stands still, and goes on when the gateway is back',
    { timeout: STEP_MS },
    async () => {
      const page = await signIn(browser, PEOPLE.shehong);
      await idle(page, () => page.goto(`${ORIGIN}/county`));
      await away(page, '**/graphql');
      const still = page.getByText('暂时无法更新');
      await still.waitFor({ timeout: 30_000 });
      expect(await page.getByRole('table').first().isVisible()).toBe(true);
      await page.unroute('**/graphql');
      await still.waitFor({ state: 'detached', timeout: 60_000 });
    },
  );

  it('map and trend fail alone: the ranking stays', { timeout: STEP_MS }, async () => {
    const page = await signIn(browser, PEOPLE.assessor);
    await away(page, '**/map/v1/**');
    await away(page, '**/graphql');
    await page.goto(`${ORIGIN}/city`);
    for (const title of ['每日立案数', '地图']) {
      const card = page.getByRole('region', { name: title });
      const failed = card.getByText('这一部分暂时无法显示');
      // A part begins when it is seen; what stands above it may still grow and push it away.
      for (; !(await failed.isVisible()); await page.waitForTimeout(200)) await card.scrollIntoViewIfNeeded();
    }
    expect(await page.getByRole('link', { name: '射洪市' }).count()).toBe(1);
  });

  it('an upload that does not arrive can simply be sent again', { timeout: STEP_MS }, async () => {
    const page = await signIn(browser, PEOPLE.anju);
    await idle(page, () => page.goto(`${ORIGIN}/county/upload`));
    await away(page, '**/intake/**');
    await page.locator('input[type=file]').setInputFiles({
      name: 'away.ndjson',
      mimeType: 'application/x-ndjson',
      buffer: Buffer.from('{}\n'),
    });
    await page.getByRole('button', { name: '开始上传' }).click();
    await page.getByRole('alert').getByText('连接中断').waitFor();
    expect(await page.getByRole('button', { name: '开始上传' }).isEnabled()).toBe(true);
  });

  it('a choice made before the scripts arrive is not lost', { timeout: STEP_MS }, async () => {
    const page = await signIn(browser, PEOPLE.shehong);
    let release = (): void => undefined;
    const held = new Promise<void>((done) => (release = done));
    await page.route('**/_app/**/*.js', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${ORIGIN}/county/cases`, { waitUntil: 'commit' });
    await page.getByLabel('阶段').selectOption('closed');
    await page.getByLabel('时限').selectOption('1');
    await page.getByLabel('完整案卷编号').fill('SH-1');
    release();
    await idle(page);
    expect(await page.getByLabel('阶段').inputValue()).toBe('closed');
    expect(await page.getByLabel('时限').inputValue()).toBe('1');
    expect(await page.getByLabel('完整案卷编号').inputValue()).toBe('SH-1');
    await page.getByRole('button', { name: '筛选' }).click();
    await page.waitForURL((url) => url.search === '?number=SH-1&stage=closed&overdue=1');
  });
});
