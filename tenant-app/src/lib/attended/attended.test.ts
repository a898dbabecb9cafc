import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { noticeUse, unattendedHeader } from './attended.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
});
const window = new EventTarget();
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a request is the screen’s own a minute after anybody last touched it, and somebody’s again at the next touch', () => {
  const ending = new AbortController();
  expect(unattendedHeader(), 'on the server somebody asked for the page').toEqual({});
  noticeUse(ending.signal);
  vi.advanceTimersByTime(60_000);
  expect(unattendedHeader()).toEqual({});
  vi.advanceTimersByTime(1);
  expect(unattendedHeader()).toEqual({ 'x-unattended': '1' });
  for (const touch of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart']) {
    vi.advanceTimersByTime(600_000);
    expect(unattendedHeader()).toEqual({ 'x-unattended': '1' });
    window.dispatchEvent(new Event(touch));
    expect(unattendedHeader(), touch).toEqual({});
  }
  ending.abort();
});
