import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN } from './browser.ts';
import { atDesk } from './desk-people.ts';
import { PEOPLE } from './people.ts';

const STEP_MS = 240_000;

describe.skipIf(!ORIGIN)('the desk of a body of the city', { timeout: STEP_MS }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  }, STEP_MS);
  afterAll(() => browser?.close());

  it('opens a case of a county with its clock, its county and the outline it lies in', async () => {
    const { page } = await atDesk(browser, PEOPLE.power);
    await page.goto(`${ORIGIN}/desk?view=all`);
    await page.locator('.desk[data-alive]').waitFor();
    await page.locator('[data-case] h2').waitFor();
    expect(await page.locator('.pane-context dl dd').first().textContent()).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d/);
    expect(await page.locator('[data-case] dl').textContent()).toMatch(/射洪市|蓬溪县|大英县|船山区|安居区|河东新区/);
    await page.locator('canvas.maplibregl-canvas').first().waitFor();
    const areas = await page.request.get(`${ORIGIN}/map/v1/areas`);
    expect(((await areas.json()) as { features: object[] }).features.length).toBeGreaterThanOrEqual(9);
  });
});
