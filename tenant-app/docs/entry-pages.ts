import type { Browser } from 'playwright-core';
import { PASSWORD, PEOPLE } from '../e2e/people.ts';
import type { Visited } from '../e2e/pages.ts';

/** What somebody sees who is not let in: the page to sign in on, and the one for an account without a post. */
export async function entryPages(browser: Browser, origin: string): Promise<Visited[]> {
  const nobody = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
  const stranger = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
  await stranger.goto(origin);
  await stranger.fill('input[name=username]', PEOPLE.stranger);
  await stranger.fill('input[name=password]', PASSWORD);
  await stranger.click('button[type=submit]');
  await stranger.getByText('AUTH-STRANGER').waitFor();
  return [
    { name: 'sign-in', path: '/city', page: nobody },
    { name: 'no-post', path: '/city', page: stranger },
  ];
}
