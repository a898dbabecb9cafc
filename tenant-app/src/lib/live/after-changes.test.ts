import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeAfterChanges } from './after-changes.ts';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

function open() {
  const asked: number[] = [];
  return { asked, after: makeAfterChanges(() => asked.push(Date.now())) };
}

test('one change is asked about after one second and after four', () => {
  const { asked, after } = open();
  vi.advanceTimersByTime(10_000);
  after.changed();
  vi.advanceTimersByTime(60_000);
  expect(asked).toEqual([11_000, 14_000]);
});

test('a change that comes while it waits is asked about after that, and none more often', () => {
  const { asked, after } = open();
  after.changed();
  for (let n = 0; n < 20; n += 1) {
    vi.advanceTimersByTime(100);
    after.changed(); // until 2,000 ms
  }
  vi.advanceTimersByTime(60_000);
  expect(asked).toEqual([1_000, 4_000, 5_000, 8_000]);
});

test('who leaves the page asks nothing any more', () => {
  const { asked, after } = open();
  after.changed();
  after.end();
  vi.advanceTimersByTime(60_000);
  expect(asked).toEqual([]);
});
