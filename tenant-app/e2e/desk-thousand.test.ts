import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN } from './browser.ts';
import { ANJU, atDesk, classOf, filed, openCase, ROW, target, type Acted, type AtDesk } from './desk-people.ts';

const STEP_MS = 240_000;
/** A thousand real acts, on a machine that does other things too. */
const THOUSAND_MS = 900_000;
const within = { timeout: 60_000 };
const CASES = 10;
/** Rounds, and one or two acts more: at the end a case is not where it was. */
const ACTS_OF_EACH = 101;

/** People of 安居区, which takes in and commands, and the dispatcher of its city. */
const PEOPLE = {
  acceptor: 'geqian',
  shiftLeader: 'xuejingyi',
  dispatcher: 'haozhiyuan',
  cityDispatcher: 'kongxue',
} as const;

/** What a page that is watched has shown meanwhile, by what it should have kept. */
interface Watched {
  readonly under: string[];
  readonly orders: string[];
  readonly focused: string[];
}

describe.skipIf(!ORIGIN)('a desk whose rows change a thousand times', { timeout: STEP_MS }, () => {
  let browser: Browser;
  let acceptor: AtDesk;
  let shiftLeader: AtDesk;
  let dispatcher: AtDesk;
  let cityDispatcher: AtDesk;
  let reader: AtDesk;

  beforeAll(async () => {
    browser = await launch({ maps: false });
    acceptor = await atDesk(browser, PEOPLE.acceptor);
    shiftLeader = await atDesk(browser, PEOPLE.shiftLeader);
    dispatcher = await atDesk(browser, PEOPLE.dispatcher);
    cityDispatcher = await atDesk(browser, PEOPLE.cityDispatcher);
    reader = await atDesk(browser, PEOPLE.dispatcher);
    // Nobody else looks at a screen: what they do comes over the API.
    for (const { page } of [acceptor, shiftLeader, dispatcher, cityDispatcher]) await page.goto('about:blank');
    await stopClockOnDemand(reader.page);
    await reader.page.setViewportSize({ width: 1440, height: 2400 }); // all rows in question are drawn
  }, STEP_MS);
  afterAll(() => browser?.close());

  const isPassedUp = (index: number): boolean => index % 2 === 0;
  /** A case goes round and round: every act moves it to another state, desk and deadline. */
  async function* acts(one: Acted, passesUp: boolean): AsyncGenerator<Acted> {
    const { classId, ruleId } = await classOf(acceptor, ANJU);
    const reason = { reason: '位置不清' };
    let at = one;
    const act = async (who: AtDesk, name: string, given: object = {}): Promise<Acted> =>
      (at = await who.command(`cases.${name}`, { ...target(at), ...given }));
    for (;;) {
      if (passesUp) {
        yield act(dispatcher, 'pass_up', reason);
        yield act(cityDispatcher, 'send_down', reason);
      }
      yield act(dispatcher, 'return_case', reason);
      yield act(acceptor, 'accept', { classId, ruleId });
      yield act(shiftLeader, 'file');
    }
  }

  it(
    'leaves what is written, its focus, caret, selection and composition, and the row under the pointer alone',
    async () => {
      const cases: Acted[] = [];
      while (cases.length < CASES) cases.push(await filed(acceptor, shiftLeader, ANJU));
      const [open, hovered] = [cases[0]!, cases[3]!];
      const { page } = reader;
      await openCase(reader, open, 'all');
      await page.keyboard.press('t');
      const field = page.locator('[data-act-form] textarea');
      await field.fill('路灯不亮，请换');
      await field.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(2, 2));
      const box = (await page.locator(`[data-key="${hovered.caseId}"]`).boundingBox())!;
      const pointer = { x: box.x + 40, y: box.y + 20 };
      await page.mouse.move(pointer.x, pointer.y);
      const before = await rowsOf(page);
      await watch(page, pointer);

      let done = 0;
      const last = new Map(cases.map((one) => [one.caseId, one]));
      const working = Promise.all(
        cases.map(async (one, index) => {
          let left = ACTS_OF_EACH;
          for await (const acted of acts(one, isPassedUp(index))) {
            last.set(one.caseId, acted);
            done += 1;
            left -= 1;
            if (left === 0) return;
          }
        }),
      );
      const reached = (count: number) =>
        expect.poll(() => done, { timeout: THOUSAND_MS / 3 }).toBeGreaterThanOrEqual(count);

      await reached(50);
      await page.keyboard.type('ABC', { delay: 500 });
      await reached(300);
      await page.keyboard.type('D');
      expect(await field.inputValue()).toBe('路灯ABCD不亮，请换');
      expect(await caretOf(page)).toEqual([6, 6]);

      // An input method holds its letters for as long as three hundred changes take.
      const session = await page.context().newCDPSession(page);
      await session.send('Input.imeSetComposition', { selectionStart: 4, selectionEnd: 4, text: 'fuqi' });
      await reached(600);
      await session.send('Input.imeSetComposition', { selectionStart: 6, selectionEnd: 6, text: 'fujin' });
      expect(await field.inputValue()).toBe('路灯ABCDfujin不亮，请换');
      await session.send('Input.insertText', { text: '附近' });
      expect(await field.inputValue()).toBe('路灯ABCD附近不亮，请换');

      await field.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(2, 6));
      await reached(1_000);
      await working;
      expect(await caretOf(page)).toEqual([2, 6]);
      await page.keyboard.type('杆');
      expect(await field.inputValue()).toBe('路灯杆附近不亮，请换');

      const versions = cases.map(({ caseId, version }) => last.get(caseId)!.version - version);
      expect(versions, 'every act moved its case').toEqual(cases.map(() => ACTS_OF_EACH));
      // The desk has heard of all that: of one half the last act gave the case away, of the other it was accepted.
      const wanted = cases.map((_, index) => (isPassedUp(index) ? '已转出' : '待立案'));
      const stands = async (): Promise<string[]> => {
        const rows = await rowsOf(page);
        return cases.map(({ caseId }, index) =>
          rows.get(caseId)?.includes(wanted[index]!) ? wanted[index]! : 'other',
        );
      };
      await expect.poll(stands, within).toEqual(wanted);
      const after = await rowsOf(page);
      for (const { caseId } of cases) expect.soft(after.get(caseId), caseId).not.toBe(before.get(caseId));
      const { under, orders, focused } = await watched(page);
      expect(under, 'rows that were under the pointer').toEqual([hovered.caseId]);
      expect(orders, 'orders that the list has had').toHaveLength(1);
      expect(focused, 'what has had the focus').toEqual(['TEXTAREA']);

      // The case moved on under the form, for the last time too, or it would be folded once more: it says so, sends nothing, and goes on with what is written.
      await page.locator(`[data-case][data-version="${last.get(open.caseId)!.version}"]`).waitFor();
      expect(await page.locator('[data-moved-on]').count()).toBe(1);
      await page.keyboard.press('Control+Enter');
      await page.getByRole('button', { name: '继续填写' }).click();
      expect(await field.inputValue()).toBe('路灯杆附近不亮，请换');

      // The clocks of both screens are stopped at one instant; what comes last lets both look at it.
      const now = Date.now();
      await page.evaluate((at) => void Object.assign(globalThis, { stopped: at }), now);
      const fresh = await atDesk(browser, PEOPLE.dispatcher);
      await stopClockOnDemand(fresh.page, now);
      await fresh.page.setViewportSize({ width: 1440, height: 2400 });
      await openCase(fresh, open, 'all');
      const newest = await filed(acceptor, shiftLeader, ANJU);
      const settledRows = async (of: Page): Promise<[string, string][]> => {
        const waiting = of.getByRole('button', { name: /件新案卷/ });
        if ((await waiting.count()) > 0) await waiting.click();
        return [...(await rowsOf(of))];
      };
      await expect
        .poll(async () => {
          const [mine, anew] = [await settledRows(page), await settledRows(fresh.page)];
          return anew.some(([key]) => key === newest.caseId)
            ? mine.filter((row, at) => `${row}` !== `${anew[at]}`)
            : 'not there';
        }, within)
        .toEqual([]);
      const keys = [...(await rowsOf(page)).keys()];
      expect(cases.map(({ caseId }) => keys.includes(caseId))).toEqual(cases.map((_, index) => !isPassedUp(index)));
    },
    THOUSAND_MS,
  );
});

/** Rows as they are drawn, by case: everything that stands in them. */
const rowsOf = async (page: Page): Promise<Map<string, string>> =>
  new Map(
    await page
      .locator(ROW)
      .evaluateAll((all) =>
        all.map((row): [string, string] => [
          row.getAttribute('data-key') ?? '',
          row.textContent.replaceAll(/\s+/g, ' '),
        ]),
      ),
  );

const caretOf = (page: Page): Promise<(number | null)[]> =>
  page.evaluate(() => {
    const { selectionStart, selectionEnd } = document.activeElement as HTMLTextAreaElement;
    return [selectionStart, selectionEnd];
  });

/** The clock of a page stands still once `stopped` is set. */
const stopClockOnDemand = (page: Page, at?: number): Promise<unknown> =>
  page.addInitScript((stopped) => {
    const now = Date.now.bind(Date);
    const clock = globalThis as unknown as { stopped?: number };
    if (stopped !== null) clock.stopped = stopped;
    Date.now = () => clock.stopped ?? now();
  }, at ?? null);

/** Looks, as often as the page is drawn, what lies under the pointer, in which order rows stand and what has the focus. */
const watch = (page: Page, pointer: { x: number; y: number }): Promise<void> =>
  page.evaluate(
    ([row, { x, y }]) => {
      const seen = { under: new Set<string>(), orders: new Set<string>(), focused: new Set<string>() };
      Object.assign(globalThis, { seen });
      const look = (): void => {
        seen.under.add(document.elementFromPoint(x, y)?.closest(row)?.getAttribute('data-key') ?? 'none');
        seen.orders.add([...document.querySelectorAll(row)].map((one) => one.getAttribute('data-key')).join());
        seen.focused.add(document.activeElement?.tagName ?? 'none');
        requestAnimationFrame(look);
      };
      look();
    },
    [ROW, pointer] as const,
  );

const watched = (page: Page): Promise<Watched> =>
  page.evaluate(() => {
    const { seen } = globalThis as unknown as { seen: Record<keyof Watched, Set<string>> };
    return { under: [...seen.under], orders: [...seen.orders], focused: [...seen.focused] };
  });
