import type { Browser, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN } from './browser.ts';
import { accepted, atDesk, registered, WORKERS, type AtDesk } from './desk-people.ts';

const STEP_MS = 240_000;

describe.skipIf(!ORIGIN)('a desk that nobody touches', { timeout: STEP_MS }, () => {
  let browser: Browser;
  let acceptor: AtDesk;
  let desk: AtDesk;

  beforeAll(async () => {
    browser = await launch({ maps: false });
    acceptor = await atDesk(browser, WORKERS.otherAcceptor);
    desk = await atDesk(browser, WORKERS.acceptor);
  }, STEP_MS);
  afterAll(() => browser?.close());

  /** What the desk asks the gateway because somebody else acts: whether each request says that the screen asks by itself. */
  async function askedBecauseOf(act: () => Promise<unknown>): Promise<boolean[]> {
    const asked: boolean[] = [];
    const note = (request: Request): void => {
      if (/\/(graphql|trpc)/.test(new URL(request.url()).pathname)) asked.push('x-unattended' in request.headers());
    };
    desk.page.on('request', note);
    await act();
    await expect.poll(() => asked.length, { timeout: 30_000 }).toBeGreaterThan(0);
    await desk.page.waitForTimeout(1_000);
    desk.page.off('request', note);
    return asked;
  }

  it('asks by itself what is new, without keeping its session alive; touched, it asks for somebody', async () => {
    const { page } = desk;
    // The clock of the page can be put forward; its timers go on as they do.
    await page.addInitScript(() => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + ((globalThis as unknown as { ahead?: number }).ahead ?? 0);
    });
    await page.goto(`${ORIGIN}/desk?view=inbox`);
    await page.locator('.desk[data-alive]').waitFor();
    await page.mouse.move(200, 200);
    expect(new Set(await askedBecauseOf(() => registered(acceptor)))).toEqual(new Set([false]));
    await page.evaluate(() => void Object.assign(globalThis, { ahead: 61_000 }));
    expect(new Set(await askedBecauseOf(() => registered(acceptor)))).toEqual(new Set([true]));
    await page.mouse.move(300, 300);
    const accept = () => accepted(acceptor);
    expect(new Set(await askedBecauseOf(accept))).toEqual(new Set([false]));
  });
});
