import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN } from './browser.ts';
import { checked } from './checked-case.ts';
import { accepted, atDesk, filed, openCase, PENGXI, registered, stateOf, WORKERS } from './desk-people.ts';
import type { Acted, AtDesk } from './desk-people.ts';

const STEP_MS = 240_000;
const within = { timeout: 30_000 };
const COMMIT = 'Control+Enter';

/** The strokes of shared keys of a desk, counted: a case is selected before, Ctrl+Enter is one. */
describe.skipIf(!ORIGIN)('strokes at a desk', { timeout: STEP_MS }, () => {
  let browser: Browser;
  let acceptor: AtDesk;
  let shiftLeader: AtDesk;
  let dispatcher: AtDesk;

  beforeAll(async () => {
    browser = await launch({ maps: false });
    acceptor = await atDesk(browser, WORKERS.acceptor);
    shiftLeader = await atDesk(browser, WORKERS.shiftLeader);
    dispatcher = await atDesk(browser, WORKERS.dispatcher);
  }, STEP_MS);
  afterAll(() => browser?.close());

  /** Presses keys one after another, once the case is open; they are all that is done. */
  async function press(who: AtDesk, one: Acted, keys: readonly string[]): Promise<void> {
    await openCase(who, one);
    for (const key of keys) await who.page.keyboard.press(key);
  }
  const holder = (who: AtDesk): Promise<string | null> => who.page.locator('[data-case] dl dd').last().textContent();

  it('files and has the next case before it: 2', async () => {
    const [one] = [await accepted(acceptor), await accepted(acceptor)];
    await press(shiftLeader, one, ['l', COMMIT]);
    await expect.poll(() => stateOf(shiftLeader, one), within).toBe('dispatching');
    const open = shiftLeader.page.locator('[data-case]');
    await expect.poll(() => open.getAttribute('data-case'), within).not.toBe(one.caseId);
  });

  // Before suggestions are picked: a body that worked the class lately is the second of them.
  it('dispatches to a body that is searched by the initials of its name: at most 7', async () => {
    const one = await filed(acceptor, shiftLeader);
    const keys = ['p', 'h', 'j', 'w', 's', COMMIT]; // 环境卫生
    expect(keys.length).toBeLessThanOrEqual(7);
    await press(dispatcher, one, keys);
    await expect.poll(() => stateOf(dispatcher, one), within).toBe('disposing');
    await openCase(dispatcher, one, 'all');
    expect(await holder(dispatcher)).toContain('蓬溪县环境卫生所');
  });

  it('dispatches to the first suggestion: 2, to another: 3', async () => {
    const one = await filed(acceptor, shiftLeader);
    await press(dispatcher, one, ['p', COMMIT]);
    await expect.poll(() => stateOf(dispatcher, one), within).toBe('disposing');

    const other = await filed(acceptor, shiftLeader);
    await press(dispatcher, other, ['p']);
    const second = dispatcher.page.locator('[data-act-form] [data-pick] button').nth(1);
    await second.waitFor();
    const name = (await second.locator('span').first().textContent())?.trim() ?? '-';
    for (const key of ['2', COMMIT]) await dispatcher.page.keyboard.press(key);
    await expect.poll(() => stateOf(dispatcher, other), within).toBe('disposing');
    await openCase(dispatcher, other, 'all');
    expect(await holder(dispatcher)).toContain(name);
  });

  it('asks a body to help that is searched by the initials of its name and picked by its digit', async () => {
    const one = await filed(acceptor, shiftLeader);
    await press(dispatcher, one, ['p']);
    const form = dispatcher.page.locator('[data-act-form]');
    const field = form.locator('input[id$=-assists]');
    await field.focus();
    for (const key of ['h', 'j', 'w', 's', '1']) await dispatcher.page.keyboard.press(key);
    await form.getByText('移除蓬溪县环境卫生所').waitFor();
    expect(await field.inputValue()).toBe('');
    await dispatcher.page.keyboard.press(COMMIT);
    await expect.poll(() => stateOf(dispatcher, one), within).toBe('disposing');
    await openCase(dispatcher, one, 'all');
    expect(await dispatcher.page.locator('[data-task=assist]').textContent()).toContain('蓬溪县环境卫生所');
  });

  it('asks whoever collects to verify, as suggested: 2', async () => {
    const one = await registered(acceptor, PENGXI, 'hotline');
    await press(acceptor, one, ['h']);
    const suggested = acceptor.page.locator('[data-act-form] [data-pick] button').first();
    expect(await suggested.textContent()).toMatch(/遂宁市城管信息采集公司.*市级采集单位，服务本区县/);
    await acceptor.page.keyboard.press(COMMIT);
    const asked = acceptor.page.locator('[data-task=verify]');
    await expect
      .poll(async () => {
        await openCase(acceptor, one);
        return asked.allTextContents();
      }, within)
      .toEqual([expect.stringContaining('遂宁市城管信息采集公司')]);
  });

  it('returns with a stock reason: 3', async () => {
    const one = await filed(acceptor, shiftLeader);
    await press(dispatcher, one, ['t', '1', COMMIT]);
    await expect.poll(() => stateOf(acceptor, one), within).toBe('collecting');
  });

  it('passes a check, with its photographs in view: 3', async () => {
    const one = await checked(browser, { acceptor, shiftLeader, dispatcher });
    await openCase(acceptor, one);
    await acceptor.page.locator('[data-photos] img').first().waitFor();
    await acceptor.page.keyboard.press('v');
    const box = await acceptor.page.locator('[data-photos]').boundingBox();
    expect(box?.y).toBeLessThan(900);
    for (const key of ['w', COMMIT]) await acceptor.page.keyboard.press(key);
    await expect.poll(() => stateOf(shiftLeader, one), within).toBe('closing');
  });

  it('registers a call: at most 12 beside what is written', async () => {
    const { page } = acceptor;
    await page.goto(`${ORIGIN}/desk?view=inbox`);
    await page.locator('.desk[data-alive]').waitFor();
    let strokes = 0;
    const stroke = async (...keys: string[]): Promise<void> => {
      for (const key of keys) await page.keyboard.press(key);
      strokes += keys.length;
    };
    await stroke('n');
    await page.keyboard.type('13990001234');
    await stroke('Tab', 'Tab', 'Tab');
    await page.keyboard.insertText('夜市摊位占了整条人行道');
    await stroke('Tab');
    await page.keyboard.insertText('蓬溪县滨江路101 号附近'); // an address of the sample
    await stroke('Tab');
    const form = page.getByRole('region', { name: '登记' });
    const classField = form.locator('input[id$=-class]');
    for (let tabs = 0; tabs < 8; tabs += 1) {
      if (await classField.evaluate((field) => field === document.activeElement)) break;
      await stroke('Tab');
    }
    await page.keyboard.insertText('店外经营');
    await page.getByRole('group', { name: '类别' }).locator('button').first().waitFor();
    await stroke('Enter', COMMIT);
    await expect.poll(() => form.count(), within).toBe(0);
    expect(strokes).toBeLessThanOrEqual(12);
    await expect.poll(() => page.locator('[data-case]').textContent(), within).toContain('夜市摊位占了整条人行道');
  });
});
