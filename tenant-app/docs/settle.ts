import type { Page } from 'playwright-core';
import { idle } from '../e2e/idle.ts';

/** Waits until everything that comes when it is scrolled to (chart, map) is there and drawn. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += 400) {
      window.scrollTo(0, y);
      await new Promise((done) => setTimeout(done, 60));
    }
    window.scrollTo(0, 0);
  });
  await idle(page);
  await page.locator('main [role=status] .spinner').first().waitFor({ state: 'hidden' });
  if ((await page.locator('canvas').count()) > 0) await page.waitForTimeout(2_000); // WebGL reports to nobody when it is done
}
