import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN, signIn } from './browser.ts';
import { checked } from './checked-case.ts';
import { atDesk, stateOf, target, WORKERS, type AtDesk } from './desk-people.ts';
import { idle } from './idle.ts';
import { PEOPLE } from './people.ts';

const STEP_MS = 240_000;
const within = { timeout: 60_000, interval: 100 };
/** How often the page looks by itself: nothing below may come of that. */
const LOOK_AGAIN_MS = 30_000;

describe.skipIf(!ORIGIN)('the ranking on the screen of the city', { timeout: STEP_MS }, () => {
  let browser: Browser;
  let ranking: Page;
  let acceptor: AtDesk;
  let shiftLeader: AtDesk;
  let dispatcher: AtDesk;

  beforeAll(async () => {
    browser = await launch();
    acceptor = await atDesk(browser, WORKERS.acceptor);
    shiftLeader = await atDesk(browser, WORKERS.shiftLeader);
    dispatcher = await atDesk(browser, WORKERS.dispatcher);
    ranking = await signIn(browser, PEOPLE.assessor);
    await ranking.addInitScript((every) => {
      const later = window.setTimeout.bind(window);
      window.setTimeout = ((run: TimerHandler, delay?: number, ...given: unknown[]) =>
        delay === every ? 0 : later(run, delay, ...given)) as typeof window.setTimeout;
    }, LOOK_AGAIN_MS);
  }, STEP_MS);
  afterAll(() => browser?.close());

  /** What stands in the row of 蓬溪县: rank, score, and the figures of every indicator. */
  const row = (): Promise<string> =>
    ranking
      .getByRole('row')
      .filter({ has: ranking.getByRole('rowheader', { name: '蓬溪县' }) })
      .innerText();

  /** The row once it has stood still. */
  async function settled(): Promise<string> {
    for (;;) {
      const before = await row();
      await ranking.waitForTimeout(6_000);
      if ((await row()) === before) return before;
    }
  }

  it('moves by itself when a case that was in time is closed at a desk, also one that is due later', async () => {
    await ranking.goto(`${ORIGIN}/city`);
    const open = ranking.getByLabel('评价周期').locator('option', { hasText: '未定稿' }).first();
    const label = (await open.getAttribute('value')) ?? '';
    await idle(ranking, () => ranking.goto(`${ORIGIN}/city?period=${encodeURIComponent(label)}`));
    const one = await checked(browser, { acceptor, shiftLeader, dispatcher });
    const passed = await acceptor.command('cases.pass_check', target(one));
    const before = await settled();
    const closedAt = performance.now();
    await shiftLeader.command('cases.close', target(passed));
    await expect.poll(row, within).not.toBe(before);
    console.log(`the row of 蓬溪县 moved ${Math.round(performance.now() - closedAt)} ms after the case was closed`);
    expect(await stateOf(shiftLeader, one)).toBe('closed');
  });
});
