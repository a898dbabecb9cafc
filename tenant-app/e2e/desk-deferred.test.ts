import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN } from './browser.ts';
import { accepted, atDesk, filed, openCase, stateOf, WORKERS } from './desk-people.ts';
import type { AtDesk } from './desk-people.ts';

const STEP_MS = 240_000;
const within = { timeout: 30_000 };
const SCRIPTS = '**/_app/immutable/**/*.js';
/** Something that stands in the forms of a desk and nowhere else of it. */
const OF_FORMS = 'data-bulk-pane';

/** The forms of a desk come after its first screen: on a slow line somebody types before they are there. */
describe.skipIf(!ORIGIN)('the forms of a desk on a slow line', { timeout: STEP_MS }, () => {
  let browser: Browser;
  let acceptor: AtDesk;
  let shiftLeader: AtDesk;
  let dispatcher: AtDesk;
  beforeAll(async () => {
    browser = await launch();
    acceptor = await atDesk(browser, WORKERS.acceptor);
    shiftLeader = await atDesk(browser, WORKERS.shiftLeader);
    dispatcher = await atDesk(browser, WORKERS.dispatcher);
  }, STEP_MS);
  afterAll(() => browser?.close());

  /** Keeps the forms back until the returned function is called; `asked` says whether they were asked for. */
  async function keepBack(page: Page): Promise<{ asked: () => boolean; give: () => void }> {
    const { promise, resolve } = Promise.withResolvers<void>();
    let asked = false;
    await page.route(SCRIPTS, async (route) => {
      const response = await route.fetch();
      const body = await response.text();
      if (body.includes(OF_FORMS)) {
        asked = true;
        await promise;
      }
      await route.fulfill({ response, body });
    });
    return { asked: () => asked, give: resolve };
  }

  async function visit(page: Page): Promise<void> {
    await page.goto(`${ORIGIN}/desk?view=inbox`);
    await page.locator('.desk[data-alive]').waitFor();
  }
  const press = async (page: Page, ...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };

  it('asks for them by itself as soon as it is alive, before any key', async () => {
    const { page } = acceptor;
    const forms = await keepBack(page);
    await visit(page);
    await expect.poll(forms.asked, within).toBe(true);
    forms.give();
    await page.unrouteAll({ behavior: 'wait' });
  });

  it('writes what was typed into the form that the first key asked for, field by field', async () => {
    const { page } = acceptor;
    const forms = await keepBack(page);
    await visit(page);
    await press(page, 'n', ...'1399000', '5', 'Backspace', '1', 'Tab', 'h', 'e');
    const phone = page.getByLabel('来电号码');
    expect(await phone.count()).toBe(0);
    forms.give();
    await phone.waitFor();
    expect(await phone.inputValue()).toBe('13990001');
    const name = page.getByLabel('反映人');
    expect(await name.inputValue()).toBe('he');
    await page.keyboard.type('x');
    expect(await name.inputValue()).toBe('hex');
    await page.unrouteAll({ behavior: 'wait' });
    await phone.fill(''); // nothing of a draft stays behind
    await page.keyboard.press('Escape');
  });

  it('does an act by the keys pressed meanwhile: letter, digit, commit', async () => {
    const one = await filed(acceptor, shiftLeader);
    const { page } = dispatcher;
    const forms = await keepBack(page);
    await openCase(dispatcher, one);
    await press(page, 't', '1', 'Control+Enter');
    expect(await page.locator('[data-act-form]').count()).toBe(0);
    forms.give();
    await expect.poll(() => stateOf(acceptor, one), within).toBe('collecting');
    await page.unrouteAll({ behavior: 'wait' });
  });

  it('gives up by Escape: what was pressed for the form acts on nothing else', async () => {
    const one = await accepted(acceptor);
    const { page } = shiftLeader;
    const forms = await keepBack(page);
    await openCase(shiftLeader, one);
    await press(page, '?', 'l', 'Escape');
    await expect.poll(() => page.getByText('正在加载').count(), within).toBe(0);
    forms.give();
    await page.keyboard.press('?');
    await page.getByRole('region', { name: '按键与办理事项' }).waitFor();
    expect(await page.locator('[data-act-form]').count()).toBe(0);
    expect(await stateOf(shiftLeader, one)).toBe('filing');
    await page.unrouteAll({ behavior: 'wait' });
  });

  it('says so when they cannot be fetched, and fetches them again when asked', async () => {
    const { page } = acceptor;
    await page.route(SCRIPTS, async (route) => {
      const response = await route.fetch();
      const body = await response.text();
      await (body.includes(OF_FORMS) ? route.abort() : route.fulfill({ response, body }));
    });
    await visit(page);
    await press(page, 'n');
    const again = page.getByRole('button', { name: '重试' });
    await again.waitFor();
    await page.unrouteAll({ behavior: 'wait' });
    await again.click();
    await page.getByLabel('来电号码').waitFor();
  });
});
