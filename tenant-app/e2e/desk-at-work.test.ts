import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN } from './browser.ts';
import { expectFits, WINDOWS } from './fits.ts';
import { taskOf } from './checked-case.ts';
import { accepted, atDesk, bodyOf, filed, openCase, PENGXI, registered, ROW } from './desk-people.ts';
import { sendPhoto, stateOf, target, WORKERS } from './desk-people.ts';
import type { Acted, AtDesk } from './desk-people.ts';

const STEP_MS = 240_000;
const within = { timeout: 30_000 };
const COMMIT = 'Control+Enter';
const BANNER = '[data-moved-on]';

/** What people do at once, and what a desk does with it. */
describe.skipIf(!ORIGIN)('a desk among others', { timeout: STEP_MS }, () => {
  let browser: Browser;
  let acceptor: AtDesk;
  let otherAcceptor: AtDesk;
  let shiftLeader: AtDesk;
  let dispatcher: AtDesk;
  let department: AtDesk;

  beforeAll(async () => {
    browser = await launch();
    acceptor = await atDesk(browser, WORKERS.acceptor);
    otherAcceptor = await atDesk(browser, WORKERS.otherAcceptor);
    shiftLeader = await atDesk(browser, WORKERS.shiftLeader);
    dispatcher = await atDesk(browser, WORKERS.dispatcher);
    department = await atDesk(browser, WORKERS.department);
  }, STEP_MS);
  afterAll(() => browser?.close());

  const caseOf = ({ tenantId, caseId }: Acted) => ({ tenantId, caseId });
  const wordsOf = (page: Page) => page.locator('[data-act-form] textarea');

  it('lets one of two win who act at once; the other reads who did what, and keeps the text', async () => {
    const one = await registered(acceptor);
    const rivals = [acceptor, otherAcceptor];
    for (const rival of rivals) {
      await openCase(rival, one);
      await rival.page.keyboard.press('s');
      await rival.page.locator('[data-act-form=accept] [data-pick] button').first().click();
      await wordsOf(rival.page).fill(rival === acceptor ? '甲的意见' : '乙的意见');
    }
    await Promise.all(rivals.map(({ page }) => page.keyboard.press(COMMIT)));
    await expect.poll(() => stateOf(acceptor, one), within).toBe('filing');
    const banners = async () => Promise.all(rivals.map(({ page }) => page.locator(BANNER).count()));
    await expect.poll(async () => (await banners()).reduce((sum, count) => sum + count), within).toBe(1);
    const loser = (await banners())[0] === 1 ? 0 : 1;
    const { page } = rivals[loser]!;
    expect(await page.locator(BANNER).textContent()).toMatch(loser === 0 ? /赵志远.*前受理/ : /王小燕.*前受理/);
    expect(await page.locator(BANNER).textContent()).toMatch(/状态.*待受理.*待立案/);
    await page.getByRole('button', { name: '继续填写' }).click();
    expect(await wordsOf(page).inputValue()).toBe(loser === 0 ? '甲的意见' : '乙的意见');
  });

  it('keeps a draft whose tab is killed', async () => {
    const one = await filed(acceptor, shiftLeader);
    await openCase(dispatcher, one);
    const kept = dispatcher.page.waitForResponse(/drafts\.put/);
    await dispatcher.page.keyboard.press('t');
    await wordsOf(dispatcher.page).fill('位置说得不清，已电话联系');
    await kept;
    const tab = await dispatcher.page.context().newPage();
    await dispatcher.page.close({ runBeforeUnload: false });
    dispatcher = { ...dispatcher, ...(await atDesk(browser, WORKERS.dispatcher)) };
    await tab.close();
    await openCase(dispatcher, one);
    await dispatcher.page.keyboard.press('t');
    await expect.poll(() => wordsOf(dispatcher.page).inputValue(), within).toBe('位置说得不清，已电话联系');
  });

  it('gives what somebody wrote to a colleague of his post, who reads from whom it is and takes it', async () => {
    const one = await registered(acceptor, PENGXI, 'hotline');
    const [{ page }, { page: other }] = [acceptor, otherAcceptor];
    await openCase(acceptor, one);
    await page.keyboard.press('b');
    await wordsOf(page).fill('已请示值班长，属重复来电');
    await page.locator('[data-hand-over]').click();
    await page.getByRole('button', { name: '移交给赵志远' }).click();
    await page.locator('[data-done]', { hasText: '草稿已移交给赵志远' }).waitFor();
    await page.keyboard.press('b');
    await page.waitForTimeout(1_000);
    expect(await wordsOf(page).inputValue(), 'it is hers no more').toBe('');

    await other.goto(`${ORIGIN}/desk?view=inbox`);
    await other.locator('.desk[data-alive]').waitFor();
    await other.locator('[data-handed-bar]').getByRole('button', { name: '王小燕 · 不予受理' }).last().click();
    await other.locator(`[data-case="${one.caseId}"] [data-act]:visible`).first().waitFor();
    await other.keyboard.press('b');
    await other.locator('[data-handed]', { hasText: '王小燕移交来的草稿' }).getByRole('button').click();
    await expect.poll(() => wordsOf(other).inputValue(), within).toBe('已请示值班长，属重复来电');
    await expect.poll(() => other.locator('[data-handed-bar]').count(), within).toBe(0);
  });

  it('shows nobody at a case any more whose answer ended his sight of it', async () => {
    const collector = await atDesk(browser, WORKERS.collector);
    const one = await registered(acceptor, PENGXI, 'hotline');
    const company = await bodyOf(acceptor, one.tenantId, '遂宁市城管信息采集公司');
    const asked = await acceptor.command('cases.ask_verify', { ...target(one), unitId: company });
    const { tenantId, caseId } = asked;
    await collector.page.goto(`${ORIGIN}/desk?view=tasks`);
    await collector.page.locator('.desk[data-alive]').waitFor();
    const taskId = await taskOf(collector, caseId);
    await collector.page.goto(`${ORIGIN}/desk?view=tasks&case=${tenantId}.${caseId}&task=${taskId}`);
    await collector.page.locator('[data-act=answer_verify]:visible').click();
    await openCase(acceptor, asked);
    const there = acceptor.page.locator('[data-case]').getByText('葛佳正在填写');
    await there.waitFor();
    const vain: string[] = [];
    collector.page.on('response', (answer) => {
      if (answer.status() === 404) vain.push(answer.url());
    });
    const shown = { photos: [{ sha256: await sendPhoto(collector), usage: 'verify' }] };
    await collector.command('cases.answer_verify', { tenantId, taskId, finding: 'exists', ...shown });
    await expect.poll(() => there.count(), { timeout: 8_000 }).toBe(0); // a beat is 10 s, forgetting 30 s
    await collector.page.waitForTimeout(12_000);
    expect(vain).toEqual([]);
    await collector.page.close();
  });

  it('says that a draft is not kept, and keeps it as soon as the server answers again', async () => {
    const one = await filed(acceptor, shiftLeader);
    await openCase(dispatcher, one);
    const { page } = dispatcher;
    await page.keyboard.press('t');
    await page.waitForTimeout(1000);
    await page.route(/drafts\.put/, (route) => route.abort());
    await wordsOf(page).fill('先记下来');
    await page.getByText('草稿还没有存到服务器').waitFor();
    const kept = page.waitForResponse(/drafts\.put/);
    await page.unroute(/drafts\.put/);
    await kept;
    await expect.poll(() => page.getByText('草稿还没有存到服务器').count(), within).toBe(0);
  });

  it('says which help did not come: suggestions, search', async () => {
    const one = await filed(acceptor, shiftLeader);
    const { page } = dispatcher;
    await page.route(/suggest_unit|search_bodies/, (route) => route.abort());
    await openCase(dispatcher, one);
    await page.keyboard.press('p');
    await page.getByText('没有取到建议单位').waitFor();
    await page.keyboard.type('h');
    await page.getByText('没有搜到').waitFor();
    await page.unroute(/suggest_unit|search_bodies/);
  });

  it.each([1, 31])('shows after a cut of %i s what a fresh desk shows', async (seconds) => {
    const one = await filed(acceptor, shiftLeader);
    const { page } = dispatcher;
    await openCase(dispatcher, one);
    await page.keyboard.press('t');
    await page.locator('[data-act-form]').waitFor();
    let missed: typeof one;
    await page.context().setOffline(true);
    try {
      await page.getByText('已离线，暂不能办理').first().waitFor();
      expect(await page.locator('[data-act-form] button[data-kind=primary]').isDisabled()).toBe(true);
      missed = await filed(acceptor, shiftLeader);
      await page.waitForTimeout(seconds * 1000);
    } finally {
      await page.context().setOffline(false);
    }
    const fresh = await atDesk(browser, WORKERS.dispatcher);
    await openCase(fresh, missed);
    const rows = (of: Page) => of.locator(ROW).evaluateAll((all) => all.map((row) => row.getAttribute('data-key')));
    const wanted = await rows(fresh.page);
    expect(wanted).toContain(missed.caseId);
    await expect
      .poll(async () => {
        const waiting = page.getByRole('button', { name: /件新案卷/ });
        if ((await waiting.count()) > 0) await waiting.click();
        return rows(page);
      }, within)
      .toEqual(wanted);
    await fresh.page.close();
  });

  it('takes a hand-over back by one key within 10 s, with its clock; after somebody took it, not', async () => {
    const one = await filed(acceptor, shiftLeader);
    const { page } = dispatcher;
    await openCase(dispatcher, one);
    const due = () => page.locator('.pane-context dl dd').first().textContent();
    const before = (await due())?.match(/\d{4}-\d\d-\d\d \d\d:\d\d/)?.[0];
    expect(before).toBeDefined();
    await page.keyboard.press('p');
    await page.keyboard.press(COMMIT);
    await page.getByRole('button', { name: '撤回 Z' }).waitFor();
    await page.keyboard.press('z');
    await expect.poll(() => stateOf(dispatcher, one), within).toBe('dispatching');
    const note = page.locator('[data-done]');
    await expect
      .poll(() => note.textContent(), within)
      .toMatch(/撤回“派遣” · \d{6}-\d{8}-\d{5} 已决定撤回，系统随即执行/);
    await note.getByRole('button', { name: '打开案卷' }).click();
    await page.locator(`[data-case="${one.caseId}"] [data-act=dispatch]:visible`).waitFor();
    expect(await due()).toContain(before);

    const two = await filed(acceptor, shiftLeader);
    await openCase(dispatcher, two);
    await page.keyboard.press('p');
    await page.keyboard.press(COMMIT);
    await page.getByRole('button', { name: '撤回 Z' }).waitFor();
    const { version } = await dispatcher.question<{ version: number }>('cases.actions', caseOf(two));
    await department.command('cases.take', { ...caseOf(two), version });
    await page.keyboard.press('z'); // whether or not the desk has heard of it
    await expect.poll(() => page.getByRole('button', { name: /撤回/ }).count(), within).toBe(0);
    const late = dispatcher.command('cases.recall', { ...caseOf(two), version: version + 1 });
    await expect(late).rejects.toThrow('已被接收，不能再撤回');
    await page.waitForTimeout(2_000); // as long as the clerk might take
    expect(await stateOf(dispatcher, two)).toBe('disposing');
  });

  it('says that a new build is served, and loads it by itself as soon as nothing is typed', async () => {
    const one = await filed(acceptor, shiftLeader);
    const { page } = dispatcher;
    await openCase(dispatcher, one);
    await page.keyboard.press('t');
    await wordsOf(page).fill('先写一半');
    await page.evaluate(() => Object.assign(window, { isOld: true }));
    const isOld = () => page.evaluate(() => 'isOld' in window);
    await page.route('**/_app/version.json', (route) => route.fulfill({ json: { version: 'of tomorrow' } }));
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await page.locator('[data-new-version]').waitFor();
    await page.waitForTimeout(7_000); // longer than it waits for stillness
    expect(await isOld(), 'somebody has typed something').toBe(true);
    await wordsOf(page).fill('');
    await expect.poll(isOld, within).toBe(false);
    await page.unroute('**/_app/version.json');
    await page.locator(`[data-case="${one.caseId}"]`).waitFor();
  });

  it('leaves the keys of an input method alone; letters work afterwards', async () => {
    const one = await filed(acceptor, shiftLeader);
    const { page } = dispatcher;
    await openCase(dispatcher, one);
    const acts: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().includes('/trpc/cases.')) acts.push(request.url());
    });
    await page.keyboard.press('t');
    await wordsOf(page).focus();
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', { selectionStart: 3, selectionEnd: 3, text: 'ptl' });
    for (const key of ['Enter', 'Escape', '1', 'p', 'z']) {
      await session.send('Input.dispatchKeyEvent', {
        ...{ type: 'rawKeyDown', key, code: key, windowsVirtualKeyCode: 229, modifiers: key === 'Enter' ? 2 : 0 },
      });
    }
    expect(await page.locator('[data-act-form=return_case]').count()).toBe(1);
    await session.send('Input.insertText', { text: '派太路' });
    expect(await wordsOf(page).inputValue()).toBe('派太路');
    expect(acts).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('[data-act-form]').waitFor({ state: 'detached' });
    await page.keyboard.press('p');
    await page.locator('[data-act-form=dispatch]').waitFor();
    expect(acts).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('has nothing for axe with a form open, %s', async (colorScheme) => {
    const one = await accepted(acceptor);
    const { page } = shiftLeader;
    await page.emulateMedia({ colorScheme });
    for (const [width, height] of WINDOWS) {
      await page.setViewportSize({ width, height });
      await openCase(shiftLeader, one);
      // On a telephone it is among 更多.
      const isNarrow = width < 768;
      if (isNarrow) await page.getByRole('toolbar').locator('summary').click();
      const more = page.getByRole('toolbar').locator('li button', { hasText: /退回/ });
      await (isNarrow ? more.first() : page.locator('[data-act=return_to_acceptor]:visible')).click();
      await page.locator('[data-act-form] [data-pick]').waitFor();
      await expectFits(page, colorScheme);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1440, height: 900 });
    expect(await stateOf(shiftLeader, one)).toBe('filing');
  });

  it.each(['light', 'dark'] as const)(
    'fits every window with registration, report and help open, %s',
    async (scheme) => {
      const { page } = acceptor;
      await page.emulateMedia({ colorScheme: scheme });
      for (const [width, height] of WINDOWS) {
        await page.setViewportSize({ width, height });
        await page.goto(`${ORIGIN}/desk?view=inbox`);
        await page.locator('.desk[data-alive]').waitFor();
        await page.locator('[data-queue]').focus();
        await page.keyboard.press('?');
        await page.getByRole('region', { name: '按键与办理事项' }).waitFor();
        await expectFits(page, `${scheme} help`);
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: /上报/ }).first().click();
        await page.getByRole('region', { name: /上报/ }).waitFor();
        await expectFits(page, `${scheme} report`);
        await page.keyboard.press('Escape');
        await page.keyboard.press('n');
        await page.getByRole('region', { name: '登记' }).waitFor();
        await expectFits(page, `${scheme} registration`);
      }
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize({ width: 1440, height: 900 });
    },
  );
});
