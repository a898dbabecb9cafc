import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN } from './browser.ts';
import { accepted, atDesk, classOf, target, WORKERS } from './desk-people.ts';
import type { Acted, AtDesk } from './desk-people.ts';

const STEP_MS = 240_000;
const within = { timeout: 30_000 };
const ALARM = '[data-alarm]';

/** An urgent case is seen and heard at the desk of whoever must take it, until it is taken. */
describe.skipIf(!ORIGIN)('the alarm of a desk', { timeout: STEP_MS }, () => {
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

  async function filedUrgently(): Promise<Acted> {
    const one = await accepted(acceptor);
    const { bodies } = await shiftLeader.question<{ bodies: { unitId: number; name: string }[] }>(
      'cases.search_bodies',
      { tenantId: one.tenantId, words: '综合行政执法局' },
    );
    const unitId = bodies.find(({ name }) => name === '蓬溪县综合行政执法局')?.unitId;
    const { classId, ruleId } = await classOf(shiftLeader);
    return shiftLeader.command('cases.file_urgent', { ...target(one), classId, ruleId, unitId });
  }
  const take = (one: Acted) => department.command('cases.take', target(one));
  const open = async ({ page }: AtDesk): Promise<void> => {
    await page.goto(`${ORIGIN}/desk?view=tasks`);
    await page.locator('.desk[data-alive]').waitFor();
  };

  it('begins with the case, is heard once the page was touched, can be muted for good, and ends when it is taken', async () => {
    const { page } = department;
    await open(department);
    await open(dispatcher);
    const before = await page.locator(ALARM).count();
    expect(before).toBe(0); // whatever waited before was taken
    const one = await filedUrgently();
    await page.locator(ALARM).getByText('紧急案卷 1 件待接收').waitFor(within);
    await page.locator('h1').first().click();
    await expect.poll(() => page.locator(ALARM).getAttribute('data-alarm'), within).toBe('ringing');
    await expect.poll(() => page.locator('[data-spoken]').textContent(), within).toContain('紧急案卷 1 件待接收');

    await page.getByRole('button', { name: '静音' }).click();
    expect(await page.locator(ALARM).getAttribute('data-alarm')).toBe('muted');
    await open(department);
    await expect.poll(() => page.locator(ALARM).getAttribute('data-alarm'), within).toBe('muted');
    await page.getByRole('button', { name: '恢复响铃' }).click();
    expect(await dispatcher.page.locator(ALARM).count()).toBe(0);

    await page.getByRole('button', { name: '打开', exact: true }).click();
    await page.locator(`[data-case="${one.caseId}"] [data-act=take]:visible`).waitFor(within);
    await take(one);
    await page.locator(ALARM).waitFor({ state: 'detached', ...within });
  });
});
