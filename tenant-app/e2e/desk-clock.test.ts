import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN } from './browser.ts';
import { ANJU, atDesk, bodyOf, openCase, ROW, target, type Acted, type AtDesk } from './desk-people.ts';
import { applyTenant, exportTenant } from './tenant-manifest.ts';

const STEP_MS = 240_000;
/** How often a desk looks at the clock by itself: nothing below may come of that. */
const TICK_MS = 15_000;
/** Classes of 安居区 of which the tests have no other cases. */
const HASTY = { code: 'event:0404', name: '占道废品收购' };
const SLOW = { code: 'event:0410', name: '非机动车乱停放' };

/** Limits that nobody has: over within the test; and beyond every year whose holidays are known. */
const limitsFrom = (day: string): string => `
limits:
  - { catalogue: gbt30428, class: '${HASTY.code}', step: filing, value: '0.02', unit: clock_hour, from: ${day} }
  - { catalogue: gbt30428, class: '${SLOW.code}', step: disposal, value: '5000', unit: working_day, from: ${day} }
`;

/** Needs LIANGJI_HOME: the operator's commands find the running copy by it. */
describe.skipIf(!ORIGIN || !process.env.LIANGJI_HOME)('the clocks of a desk', { timeout: STEP_MS }, () => {
  let browser: Browser;
  let manifest = '';
  let acceptor: AtDesk;
  let shiftLeader: AtDesk;
  let dispatcher: AtDesk;
  let department: AtDesk;

  beforeAll(async () => {
    browser = await launch({ maps: false });
    manifest = await exportTenant('anju');
    expect(manifest).not.toMatch(/^limits:/m);
    await applyTenant(manifest + limitsFrom(new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)));
    acceptor = await atDesk(browser, 'geqian');
    shiftLeader = await atDesk(browser, 'xuejingyi');
    dispatcher = await atDesk(browser, 'haozhiyuan');
    department = await atDesk(browser, 'kongjia');
  }, STEP_MS);
  afterAll(async () => {
    await browser?.close();
    await applyTenant(manifest);
  }, STEP_MS);

  async function acceptedOf(className: string): Promise<Acted> {
    const { longitude, latitude } = ANJU;
    const { places } = await acceptor.question<{ places: { tenantId: number }[] }>('cases.locate', {
      ...{ longitude, latitude },
    });
    const tenantId = places[0]!.tenantId;
    const { classes } = await acceptor.question<{ classes: { id: number; name: string }[] }>('cases.search_classes', {
      ...{ tenantId, words: className },
    });
    const classId = classes.find(({ name }) => name === className)!.id;
    const { rules } = await acceptor.question<{ rules: { id: number }[] }>('cases.class_rules', { tenantId, classId });
    const found = { source: 'patrol', kind: 'event', words: '占道', address: '安居区明月路 3 号' };
    const one = await acceptor.command('cases.register', { tenantId, classId, ...found, longitude, latitude });
    return acceptor.command('cases.accept', { ...target(one), classId, ruleId: rules[0]!.id });
  }
  const rowOf = (page: Page, { caseId }: Acted): Locator => page.locator(`${ROW}[data-key="${caseId}"]`);

  it('turn the lamp of a row when a warning and a deadline come: nobody acts, nothing is loaded anew', async () => {
    const { page } = shiftLeader;
    await page.addInitScript((every) => {
      const again = window.setInterval.bind(window);
      window.setInterval = ((run: TimerHandler, delay?: number, ...given: unknown[]) =>
        delay === every ? 0 : again(run, delay, ...given)) as typeof window.setInterval;
    }, TICK_MS);
    const one = await acceptedOf(HASTY.name); // 72 seconds to file it, near from 57.6 seconds on
    await openCase(shiftLeader, one);
    await page.evaluate(() => Object.assign(globalThis, { loaded: 'once' }));
    const row = rowOf(page, one);
    const lamps = [page.locator(`[data-case="${one.caseId}"] header`), row];
    for (const lamp of lamps) expect(await lamp.textContent()).toContain('○');
    for (const mark of ['◐', '◆']) {
      for (const lamp of lamps) await expect.poll(() => lamp.textContent(), { timeout: 100_000 }).toContain(mark);
    }
    expect(await row.textContent()).toContain('超');
    expect(await page.evaluate(() => (globalThis as unknown as { loaded?: string }).loaded)).toBe('once');
    const { version } = await shiftLeader.question<{ version: number }>('cases.actions', {
      ...{ tenantId: one.tenantId, caseId: one.caseId },
    });
    expect(version).toBe(one.version);
  });

  it('say that a deadline beyond the years whose holidays are known is provisional, in the list and at the case', async () => {
    const one = await shiftLeader.command('cases.file', target(await acceptedOf(SLOW.name)));
    const unitId = await bodyOf(dispatcher, one.tenantId, '安居区综合行政执法局');
    const sent = await dispatcher.command('cases.dispatch', { ...target(one), unitId });
    await openCase(department, sent);
    const { page } = department;
    const badge = { hasText: /^暂定$/ };
    await rowOf(page, one).locator('span', badge).waitFor();
    const clock = page.locator('.pane-context');
    await clock.locator('[data-case-lamp] span', badge).waitFor();
    await clock.locator('[data-clock=disposal] summary span', badge).waitFor();
    expect(await clock.locator('[data-case-lamp]').textContent(), 'twenty years from now').toMatch(/20[4-9]\d-/);

    const [other] = await page
      .locator(ROW)
      .evaluateAll((all) => all.filter((row) => !row.textContent.includes('暂定')).map((row) => row.textContent));
    expect(other, 'a row that is not provisional').toBeDefined();
  });
});
