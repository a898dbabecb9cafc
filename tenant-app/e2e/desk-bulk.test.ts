import AxeBuilder from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN } from './browser.ts';
import { atDesk, filed, ROW, stateOf, target, WORKERS, PENGXI } from './desk-people.ts';
import type { Acted, AtDesk } from './desk-people.ts';

const STEP_MS = 240_000;
const within = { timeout: 30_000 };
const COMMIT = 'Control+Enter';

/** One act on several cases: seen before it is done, each for itself, nothing silent. */
describe.skipIf(!ORIGIN)('several cases at a desk', { timeout: STEP_MS }, () => {
  let browser: Browser;
  let acceptor: AtDesk;
  let shiftLeader: AtDesk;
  let dispatcher: AtDesk;
  let department: AtDesk;

  beforeAll(async () => {
    browser = await launch({ maps: false });
    acceptor = await atDesk(browser, WORKERS.acceptor);
    shiftLeader = await atDesk(browser, WORKERS.shiftLeader);
    dispatcher = await atDesk(browser, WORKERS.dispatcher);
    department = await atDesk(browser, WORKERS.department);
  }, STEP_MS);
  afterAll(() => browser?.close());

  const caseIn = ({ page }: AtDesk, { caseId }: Acted) => page.locator(`[data-bulk-case="${caseId}"]`);
  const statesOf = (who: AtDesk, cases: readonly Acted[]) =>
    Promise.all(cases.map((one) => caseIn(who, one).getAttribute('data-state')));

  /** Marks the rows that a search leaves, from the first by X to the last with the shift key. */
  async function markAll({ page }: AtDesk, view: string, words: string, count: number): Promise<void> {
    await page.goto(`${ORIGIN}/desk?view=${view}`);
    await page.locator('.desk[data-alive]').waitFor();
    await page.keyboard.press('/');
    await page.getByRole('searchbox').fill(words);
    await expect.poll(() => page.locator(ROW).count(), within).toBe(count);
    await page.locator(ROW).first().click();
    await page.locator('[data-queue]').focus();
    await page.keyboard.press('x');
    await page
      .locator(ROW)
      .last()
      .click({ modifiers: ['Shift'] });
    await page.locator('[data-bulk-bar]').getByText(`已选 ${count} 件`).waitFor();
  }

  /** Cases of one street, which no other case has. */
  async function onStreet(count: number): Promise<{ street: string; cases: Acted[] }> {
    const street = `批量路${Date.now()}`;
    const cases: Acted[] = [];
    for (let made = 0; made < count; made += 1) cases.push(await filed(acceptor, shiftLeader, { ...PENGXI, street }));
    return { street, cases };
  }

  it('dispatches three; the one that somebody returned meanwhile says so and stays marked; Z takes both back', async () => {
    const { street, cases } = await onStreet(3);
    const { page } = dispatcher;
    await markAll(dispatcher, 'inbox', street, 3);
    await page.locator('[data-queue]').focus();
    await page.keyboard.press('p');
    await expect.poll(() => statesOf(dispatcher, cases), within).toEqual(['ready', 'ready', 'ready']);
    for (const one of cases) expect(await caseIn(dispatcher, one).textContent()).toMatch(/派给.*蓬溪县/);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect.soft(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target}`)).toEqual([]);

    const taken = cases[1]!; // three were made
    await page.route('**/graphql', (route) => route.abort()); // the desk hears of it no sooner than it commits
    await dispatcher.command('cases.return_case', { ...target(taken), reason: '位置不清' });
    await page.keyboard.press(COMMIT);
    await expect.poll(() => statesOf(dispatcher, cases), within).toEqual(['done', 'failed', 'done']);
    await page.unroute('**/graphql');
    expect(await caseIn(dispatcher, taken).textContent()).toMatch(/案卷已有变化/);
    const states = () => Promise.all(cases.map((one) => stateOf(acceptor, one)));
    expect(await states()).toEqual(['disposing', 'collecting', 'disposing']);
    await page.locator('[data-bulk-bar]').getByText('已选 1 件').waitFor();

    await page.getByRole('button', { name: /撤回/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[data-queue]').focus();
    await page.keyboard.press('z');
    await expect.poll(states, within).toEqual(['dispatching', 'collecting', 'dispatching']);
    await page.locator('[data-done]', { hasText: '已撤回 2 件的“派遣”' }).waitFor();
  });

  it('does once what got no answer, however often it is tried', async () => {
    const { street, cases } = await onStreet(2);
    const { page } = dispatcher;
    await markAll(dispatcher, 'inbox', street, 2);
    await page.locator('[data-queue]').focus();
    await page.keyboard.press('p');
    await expect.poll(() => statesOf(dispatcher, cases), within).toEqual(['ready', 'ready']);
    await page.route(/cases\.dispatch/, async (route) => {
      await route.fetch(); // it is done, and the answer is lost
      await route.abort();
    });
    await page.keyboard.press(COMMIT);
    await expect.poll(() => statesOf(dispatcher, cases), within).toEqual(['failed', 'failed']);
    expect(await caseIn(dispatcher, cases[0]!).textContent()).toContain('再办不会重复');
    await page.unroute(/cases\.dispatch/);
    await page.getByRole('button', { name: '再办失败的 2 件' }).click();
    await expect.poll(() => statesOf(dispatcher, cases), within).toEqual(['done', 'done']);
    const { tenantId, caseId, version } = cases[0]!; // two were made
    const now = await acceptor.question<{ version: number }>('cases.actions', { tenantId, caseId });
    expect(now.version).toBe(version + 1);
  });

  it('grants the extensions that were asked for, and refuses the case that asked for none', async () => {
    const { street, cases } = await onStreet(2);
    const { bodies } = await dispatcher.question<{ bodies: { unitId: number; name: string }[] }>(
      'cases.search_bodies',
      {
        ...{ tenantId: cases[0]!.tenantId, words: '综合行政执法局' },
      },
    );
    const unitId = bodies.find(({ name }) => name === '蓬溪县综合行政执法局')?.unitId;
    for (const one of cases) {
      const sent = await dispatcher.command('cases.dispatch', { ...target(one), unitId });
      await department.command('cases.take', target(sent));
    }
    await markAll(department, 'inbox', street, 2);
    const { page } = department;
    await page.locator('[data-queue]').focus();
    await page.keyboard.press('y');
    await expect.poll(() => statesOf(department, cases), within).toEqual(['ready', 'ready']);
    await page.keyboard.press(COMMIT);
    await page.getByText('还缺：').waitFor();
    await page.keyboard.press('1');
    await page.keyboard.press(COMMIT);
    await expect.poll(() => statesOf(department, cases), within).toEqual(['done', 'done']);
    await page.keyboard.press('Escape');

    const [granted] = [dispatcher.page];
    await markAll(dispatcher, 'requests', street, 2);
    await granted.locator('[data-queue]').focus();
    await granted.keyboard.press('y');
    await expect.poll(() => statesOf(dispatcher, cases), within).toEqual(['ready', 'ready']);
    await granted.keyboard.press('1');
    await granted.keyboard.press(COMMIT);
    await expect.poll(() => statesOf(dispatcher, cases), within).toEqual(['done', 'done']);

    await markAll(department, 'inbox', street, 2);
    await page.locator('[data-queue]').focus();
    await page.keyboard.press('y');
    await expect.poll(() => statesOf(department, cases), within).toEqual(['ready', 'ready']);
    await page.keyboard.press('1');
    const again = await department.question<{ version: number }>('cases.actions', {
      ...{ tenantId: cases[0]!.tenantId, caseId: cases[0]!.caseId },
    });
    await department.command('cases.ask_extension', {
      ...{ tenantId: cases[0]!.tenantId, caseId: cases[0]!.caseId, version: again.version, reason: '天气原因' },
    });
    await page.keyboard.press(COMMIT);
    await expect.poll(() => statesOf(department, cases), within).toEqual(['failed', 'done']);
  });
});
