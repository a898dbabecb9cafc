import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { PASSWORD } from './people.ts';

/** Address of a running product with the sample city; the walks are skipped without it. */
export const ORIGIN = process.env.E2E_URL ?? '';

/** What is not there by then never comes: playwright's own half minute is too short on a busy machine. */
export const HANGS_MS = 110_000;

const DRAWS_MAPS = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/**
 * A browser that talks to nobody but us. Without `maps` it is one of those that cannot draw them, as on many an office
 * computer; where the walk is not about maps that is also cheaper, because here they are drawn without a graphics card.
 */
export function launch({ maps } = { maps: true }): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      ...(maps ? DRAWS_MAPS : ['--disable-3d-apis']),
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Somebody's own browser window, signed in through the sign-in page, at the first page of his kind. */
export async function signIn(browser: Browser, username: string, origin = ORIGIN): Promise<Page> {
  const viewport = { width: 1440, height: 900 };
  const context: BrowserContext = await browser.newContext({ viewport, locale: 'zh-CN' });
  context.setDefaultTimeout(HANGS_MS);
  const page = await context.newPage();
  await page.goto(`${origin}/`);
  await page.fill('input[name=username]', username);
  await page.fill('input[name=password]', PASSWORD);
  await page.click('button[type=submit]');
  await page.getByRole('main').waitFor();
  return page;
}
