import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN, signIn } from './browser.ts';
import { expectFits, WINDOWS } from './fits.ts';
import { PEOPLE } from './people.ts';

const STEP_MS = 240_000;
const ROW = '[data-queue] [data-key]';
const CLICKS = 20;

/** A row of a queue as the gateway answers it. */
interface QueueNode {
  id: string;
  address: string | null;
  queueAt: string;
  [field: string]: unknown;
}

describe.skipIf(!ORIGIN)('a desk', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launch();
    page = await signIn(browser, PEOPLE.pengxi);
    await visit();
  }, STEP_MS);
  afterAll(() => browser?.close());

  async function visit(): Promise<void> {
    await page.goto(`${ORIGIN}/desk?view=all`);
    await page.locator('.desk[data-alive]').waitFor();
    await page.locator(ROW).first().waitFor();
  }

  /** Answers the queue with rows of the test's making: `many` copies of a real one, in an order of its own. */
  async function withRows(many: number, order: (index: number) => number): Promise<void> {
    await page.route('**/graphql', async (route) => {
      const asked = route.request().postDataJSON() as { operationName: string; variables: { after: string | null } };
      if (asked.operationName !== 'DeskQueue') return route.fallback();
      const response = await route.fetch();
      const body = (await response.json()) as { data: { queue: { nodes: QueueNode[]; pageInfo: object } } };
      const [node] = body.data.queue.nodes;
      if (node === undefined) return route.fulfill({ response });
      const nodes = Array.from({ length: many }, (_, place) => {
        const index = order(place);
        const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
        return {
          ...node,
          id,
          address: `address ${index}`,
          queueAt: new Date(Date.UTC(2026, 0, 1, 0, place)).toISOString(), // what a list is ordered by says the same
        };
      });
      body.data.queue = { nodes, pageInfo: { endCursor: null, hasNextPage: false, __typename: 'PageInfo' } };
      return route.fulfill({ response, json: body });
    });
    await page.getByRole('button', { name: '本单位全部' }).click();
    await page.getByText('address 0', { exact: true }).waitFor();
  }

  it(
    'draws at most 60 rows of 10,000, of two lines or of one, wherever it is scrolled',
    { timeout: STEP_MS },
    async () => {
      await withRows(10_000, (place) => place);
      const queue = page.locator('[data-queue]');
      /** Key, top and bottom of each row that is drawn, from the upper edge of the list. */
      const drawn = () =>
        queue.evaluate((list) =>
          [...list.querySelectorAll<HTMLElement>('[data-key]')].map((row) => {
            const { top, bottom } = row.getBoundingClientRect();
            const { top: edge } = list.getBoundingClientRect();
            return { key: row.dataset['key'], top: Math.round(top - edge), bottom: Math.round(bottom - edge) };
          }),
        );
      const atTop = async () => (await drawn()).find(({ bottom }) => bottom > 1)?.key;
      for (const rowHeight of [56, 36]) {
        for (const part of [0, 0.25, 0.99, 0.5]) {
          await queue.evaluate((list, at) => (list.scrollTop = Math.floor((list.scrollHeight * at) / 504) * 504), part);
          await page.waitForTimeout(100);
          const rows = await drawn();
          expect(rows.length).toBeGreaterThan(10);
          expect(rows.length).toBeLessThanOrEqual(60);
          expect([...new Set(rows.map(({ top, bottom }) => bottom - top))]).toEqual([rowHeight]);
          const height = await queue.evaluate((list) => list.clientHeight);
          expect([rows[0]!.top <= 0, rows.at(-1)!.bottom >= height]).toEqual([true, true]);
        }
        const before = await atTop();
        await page.locator('[data-compact]').click();
        await page.waitForTimeout(100);
        expect(await atTop(), 'the row at the top stays there').toBe(before);
      }
      await page.unroute('**/graphql');
      await page.locator('[data-compact]').click();
      await visit();
      const kept = async () => (await page.locator(ROW).first().boundingBox())?.height;
      await expect.poll(kept, { timeout: 30_000, message: 'another page of the same person' }).toBe(36);
      await page.locator('[data-compact]').click();
      expect(await kept()).toBe(56);
    },
  );

  it(
    'leaves every row under the pointer where it is, though the list comes in another order; a click opens it',
    { timeout: STEP_MS },
    async () => {
      let turns = 0;
      let read = 0;
      // A stream that ends and begins again and again; as soon as the order is another, something may have been missed.
      await page.route(/\/events(\?|$)/, (route) => {
        const hello = `event: hello\ndata: {"replayed":${turns === 0}}\n\n`;
        const body = turns > 0 ? `${hello}event: reset\ndata: {}\n\n` : hello;
        return route.fulfill({ contentType: 'text/event-stream', body });
      });
      await visit();
      await withRows(40, (place) => {
        read += 1;
        return turns % 2 === 0 ? place : 39 - place;
      });
      for (let click = 0; click < CLICKS; click += 1) {
        const row = page.locator(ROW).nth((click * 5) % 12); // another one than before
        const [key, box] = [await row.getAttribute('data-key'), await row.boundingBox()];
        if (box === null) throw new Error('a row has no place');
        turns += 1;
        read = 0;
        await page.evaluate(() => window.dispatchEvent(new Event('online')));
        await expect.poll(() => read, { timeout: 30_000, interval: 10 }).toBeGreaterThan(0); // rows that stay because nothing came prove nothing
        await page.waitForTimeout(50);
        await page.mouse.click(box.x + 40, box.y + 20);
        expect(await page.locator(`${ROW}[aria-selected=true]`).getAttribute('data-key')).toBe(key);
      }
      await page.unroute(/\/events(\?|$)/);
      await page.unroute('**/graphql');
    },
  );

  it('walks by J and K and by arrows; letters stay text in a field', { timeout: STEP_MS }, async () => {
    await visit();
    const chosen = () => page.locator(`${ROW}[aria-selected=true]`).getAttribute('data-key');
    const first = await chosen();
    await page.locator('[data-queue]').focus();
    await page.keyboard.press('j');
    const second = await chosen();
    expect(second).not.toBe(first);
    await page.keyboard.press('ArrowUp');
    expect(await chosen()).toBe(first);
    await page.keyboard.press('/');
    await page.keyboard.type('jkjk');
    expect(await page.getByRole('searchbox').inputValue()).toBe('jkjk');
    await page.keyboard.press('Escape'); // the search leaves no row; without it the list is as it was
    expect(await chosen()).toBe(first);
  });

  it('does nothing on keys that the input method has', { timeout: STEP_MS }, async () => {
    await visit();
    await page.locator('[data-queue]').focus();
    await page.keyboard.press('/');
    const field = page.getByRole('searchbox');
    await field.waitFor();
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', { selectionStart: 2, selectionEnd: 2, text: 'ld' });
    for (const key of ['Enter', 'Escape', '1']) {
      await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, code: key, windowsVirtualKeyCode: 229 });
    }
    await field.waitFor();
    await session.send('Input.insertText', { text: '路灯' });
    expect(await field.inputValue()).toBe('路灯');
    await page.keyboard.press('Escape');
    expect(await field.count()).toBe(0);
  });

  it.each(['light', 'dark'] as const)(
    'has nothing for axe and fits every window, %s',
    { timeout: STEP_MS },
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      for (const [width, height] of WINDOWS) {
        await page.setViewportSize({ width, height });
        await visit();
        await expectFits(page, colorScheme);
      }
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize({ width: 1440, height: 900 });
    },
  );
});
