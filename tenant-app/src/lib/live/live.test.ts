import { get } from 'svelte/store';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from './fake-browser.ts';
import type { CaseChange, Person } from './frames.ts';
import { goLive, type Live, type LiveParts } from './live.ts';

const CASE = { tenantId: 2, caseId: 'a' };
const lives: Live[] = [];
beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-30T01:00:00Z') }));
afterEach(() => {
  for (const live of lives.splice(0)) live.stop();
  vi.useRealTimers();
});

const pass = (milliseconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);

/** A tab that writes down what it hears. */
async function openTab(parts: LiveParts) {
  const live = goLive(parts);
  lives.push(live);
  const heard: (number | 'reset')[] = [];
  live.onCase(({ version }: CaseChange) => heard.push(version));
  live.onReset(() => heard.push('reset'));
  await pass(1);
  const status = () => get(live.status);
  return { live, heard, status };
}

describe('one browser', () => {
  test('of eight tabs has one stream, and all of them hear the same', async () => {
    const browser = fakeBrowser();
    const tabs = [];
    for (let tab = 0; tab < 8; tab += 1) tabs.push(await openTab(browser.tab()));
    expect(browser.streams).toHaveLength(1);
    browser.newest().send('hello', { replayed: false });
    browser.newest().send('reset');
    browser.newest().send('case', { ...CASE, version: 1 }, 'e-1');
    browser.newest().send('heartbeat', {}, 'e-1');
    await pass(0);
    expect(tabs.map(({ heard }) => heard)).toEqual(tabs.map(() => ['reset', 1]));
    expect(tabs.map(({ status }) => status().state)).toEqual(tabs.map(() => 'live'));
  });

  test('goes on in another tab when the leading one closes, from where it had got', async () => {
    const browser = fakeBrowser();
    const [first, second] = [await openTab(browser.tab()), await openTab(browser.tab())];
    browser.newest().send('hello', { replayed: false });
    browser.newest().send('reset');
    browser.newest().send('case', { ...CASE, version: 1 }, 'e-1');
    await pass(0);
    first.live.stop();
    await pass(0);
    expect(browser.open().map(({ url }) => url)).toEqual(['/events?after=e-1']);
    browser.newest().send('hello', { replayed: true });
    browser.newest().send('case', { ...CASE, version: 2 }, 'e-2');
    expect(second.heard).toEqual(['reset', 1, 2]);
  });

  test('takes the lead from a tab that fell asleep, when somebody looks at another', async () => {
    const browser = fakeBrowser();
    let asleep = false;
    const sleeper = browser.tab();
    const channel = sleeper.channel!;
    await openTab({
      ...sleeper,
      channel: { ...channel, post: (message) => (asleep ? undefined : channel.post(message)) },
    });
    const awake = await openTab(browser.tab());
    browser.newest().send('hello', { replayed: false });
    browser.newest().send('reset', {}, 'e-7');
    await pass(0);
    asleep = true;
    await pass(16_000);
    expect(awake.status()).toMatchObject({ state: 'reconnecting' });
    await pass(11_000);
    expect(browser.open()).toHaveLength(1);
    expect(browser.newest().url).toBe('/events?after=e-7');
    browser.newest().send('hello', { replayed: true });
    expect(awake.status().state).toBe('live');
  });

  test('without locks has a stream for each tab', async () => {
    const browser = fakeBrowser();
    const alone = { channel: undefined, locks: undefined };
    await openTab(browser.tab(alone));
    await openTab(browser.tab(alone));
    expect(browser.open()).toHaveLength(2);
  });

  test('a tab that opens later asks anew once, and sees who is where', async () => {
    const browser = fakeBrowser();
    await openTab(browser.tab());
    const person = { body: '中心', post: 'dispatcher', name: '王芳', doing: 'looking', act: null, self: false };
    browser.newest().send('hello', { replayed: false });
    browser.newest().send('presence', { ...CASE, people: [person] });
    browser.newest().send('heartbeat', {}, 'e-1');
    const later = await openTab(browser.tab());
    const seen: Person[][] = [];
    later.live.onPresence(CASE, (people) => seen.push(people));
    expect(later.heard).toEqual(['reset']);
    expect(seen).toEqual([[person]]);
    browser.newest().send('presence', { ...CASE, people: [] });
    await pass(0);
    expect(seen.at(-1)).toEqual([]);
  });
});

describe('silence', () => {
  test.each([
    ['1 s', 1_000],
    ['30 s', 30_000],
    ['10 min', 600_000],
    ['8 h', 8 * 3_600_000],
  ])('of %s ends with the stream opened where it broke, or with everything asked anew', async (_title, cut) => {
    const browser = fakeBrowser();
    const tab = await openTab(browser.tab());
    browser.newest().send('hello', { replayed: false });
    browser.newest().send('reset');
    browser.newest().send('case', { ...CASE, version: 1 }, 'e-1');
    const until = Date.now() + cut;
    browser.newest().fail();
    while (Date.now() < until) {
      await pass(Math.min(1_000, until - Date.now()));
      for (const stream of browser.open()) stream.fail(); // nobody answers
    }
    if (cut > 15_000)
      expect(tab.status()).toMatchObject({ state: 'reconnecting', since: until - cut, heardAt: until - cut });
    tab.live.look(); // the network is back, and the browser says so
    expect(browser.newest().url).toBe('/events?after=e-1');
    browser.newest().send('hello', { replayed: true });
    browser.newest().send('case', { ...CASE, version: 2 }, 'e-2');
    expect(tab.heard).toEqual(['reset', 1, 2]);
    expect(tab.status()).toMatchObject({ state: 'live', since: null });
    browser.newest().fail();
    await pass(1_000);
    browser.newest().send('hello', { replayed: false });
    browser.newest().send('reset');
    expect(tab.heard).toEqual(['reset', 1, 2, 'reset']);
  });

  test('is noticed after 15 s on a line that looks open, and the line is given up', async () => {
    const browser = fakeBrowser();
    const tab = await openTab(browser.tab());
    browser.newest().send('hello', { replayed: false });
    for (let beat = 0; beat < 6; beat += 1) {
      await pass(10_000);
      browser.newest().send('heartbeat', {}, 'e-0');
    }
    expect(browser.streams).toHaveLength(1);
    await pass(14_000);
    expect(tab.status().state).toBe('live');
    await pass(2_500);
    expect(tab.status().state).toBe('reconnecting');
    expect(browser.streams[0]?.isOpen).toBe(false);
    expect(browser.open()).toHaveLength(1);
  });

  test('of a browser without network is called by its name at once', async () => {
    const browser = fakeBrowser();
    const tab = await openTab(browser.tab());
    browser.newest().send('hello', { replayed: false });
    browser.state.online = false;
    tab.live.look();
    expect(tab.status()).toMatchObject({ state: 'offline', reason: null });
  });

  test('of a proxy that collects is got round: what there is, is asked for every three seconds', async () => {
    const browser = fakeBrowser();
    const tab = await openTab(browser.tab());
    await pass(15_000); // two streams that showed nothing
    const piece = browser.newest();
    expect(piece.url).toBe('/events?once=1');
    piece.send('hello', { replayed: false });
    piece.send('reset');
    piece.send('heartbeat', {}, 'e-4');
    piece.fail(); // the answer is at its end
    await pass(3_000);
    expect(browser.newest().url).toBe('/events?after=e-4&once=1');
    expect(tab.status().state).toBe('live');
    expect(browser.state.asked).toBe(0);
  });
});

describe('an end', () => {
  test('for good is shown with its reason in every tab, until somebody signs in again', async () => {
    const browser = fakeBrowser();
    const tabs = [await openTab(browser.tab()), await openTab(browser.tab())];
    browser.newest().send('hello', { replayed: false });
    browser.newest().send('bye', { reason: 'signed-out', retry: false });
    await pass(0);
    for (const tab of tabs) expect(tab.status()).toMatchObject({ state: 'offline', reason: 'signed-out' });
    expect(browser.open()).toHaveLength(0);
    await openTab(browser.tab()); // the page one comes to after signing in
    expect(browser.open()).toHaveLength(1);
    browser.newest().send('hello', { replayed: true });
    await pass(0);
    for (const tab of tabs) expect(tab.status().state).toBe('live');
  });

  test('that came before the stream was open is asked for: nobody is kept waiting for a sign-in', async () => {
    const browser = fakeBrowser();
    browser.state.status = 401;
    const tab = await openTab(browser.tab());
    browser.newest().fail();
    await pass(0);
    expect(tab.status()).toMatchObject({ state: 'offline', reason: 'signed-out' });
  });

  test('because of another post begins anew, not from where the post before had got', async () => {
    const browser = fakeBrowser();
    const tab = await openTab(browser.tab());
    browser.newest().send('hello', { replayed: false });
    browser.newest().send('heartbeat', {}, 'e-9');
    browser.newest().send('bye', { reason: 'post-changed', retry: true });
    await pass(1_000);
    expect(browser.newest().url).toBe('/events');
    expect(tab.status().state).toBe('live');
  });

  test('that is a gateway which is away is tried again, ever more patiently', async () => {
    const browser = fakeBrowser();
    browser.state.status = 503;
    await openTab(browser.tab());
    for (let second = 0; second < 300; second += 1) {
      await pass(1_000);
      browser.newest().fail();
    }
    expect(browser.streams.length).toBeGreaterThan(8);
    expect(browser.streams.length).toBeLessThan(30);
    browser.state.status = 200;
    const before = browser.streams.length;
    await pass(31_000);
    expect(browser.streams.length).toBeGreaterThan(before);
  });
});
