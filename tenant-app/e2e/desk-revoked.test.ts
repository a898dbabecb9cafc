import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN } from './browser.ts';
import { atDesk } from './desk-people.ts';
import { applyTenant, exportTenant } from './tenant-manifest.ts';

const STEP_MS = 240_000;
/** 赵玲, the dispatcher of 大英县, where cases wait to be dispatched. */
const DISPATCHER = 'zhaoling';
const POST = '- { unit: centre, post: dispatcher, from: 2026-01-01 }';

/** Needs LIANGJI_HOME: the operator's commands find the running copy by it. */
describe.skipIf(!ORIGIN || !process.env.LIANGJI_HOME)('a post that is taken away', { timeout: STEP_MS }, () => {
  let browser: Browser;
  let manifest = '';

  beforeAll(async () => {
    browser = await launch({ maps: false });
    manifest = await exportTenant('daying');
  }, STEP_MS);
  afterAll(() => browser?.close());

  /** Brings 大英县 to its manifest with another line for the dispatcher's post. */
  async function apply(line: string): Promise<void> {
    const [before, after] = manifest.split(`username: ${DISPATCHER}\n`);
    await applyTenant(`${before}username: ${DISPATCHER}\n${after?.replace(POST, line)}`);
  }

  it('ends the desk at once: the bar goes, an act is refused', async () => {
    expect(manifest).toContain(POST);
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const ended = POST.replace(' }', `, to: ${today} }`);
    const who = await atDesk(browser, DISPATCHER);
    const { page } = who;
    await page.goto(`${ORIGIN}/desk?view=inbox`);
    await page.locator('.desk[data-alive]').waitFor();
    await page.locator('[data-case] [data-act=dispatch]').first().waitFor();
    const [tenant, caseId] = new URL(page.url()).searchParams.get('case')?.split('.') ?? [];
    const open = { tenantId: Number(tenant), caseId };
    const { version } = await who.question<{ version: number }>('cases.actions', open);
    try {
      const since = Date.now();
      await apply(ended);
      const applied = Date.now();
      await expect(who.command('cases.return_case', { ...open, version, reason: '位置不清' })).rejects.toThrow(/AUTH-/);
      await expect.poll(() => page.locator('[data-act]:enabled').count(), { timeout: STEP_MS / 2 }).toBe(0);
      // That it does not wait for a cache to grow old is proved with the clock held still: gateway/test/right-revoked.test.ts.
      console.log(
        `the bar was gone ${Date.now() - since} ms after the order, ${Date.now() - applied} ms after the post`,
      );
    } finally {
      await apply(`${ended}\n      ${POST.replace('2026-01-01', today)}`);
    }
  });
});
