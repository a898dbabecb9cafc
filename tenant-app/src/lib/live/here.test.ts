import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeHere } from './here.ts';

const CASE = { tenantId: 2, caseId: 'a' };
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open() {
  const sent: string[] = [];
  const state = { attended: true, seen: true };
  const here = makeHere({
    isAttended: () => state.attended,
    send: ({ caseId, doing, act }) => {
      sent.push([caseId, doing, act].filter(Boolean).join(' '));
      return Promise.resolve(state.seen);
    },
  });
  return { here, sent, state };
}

test('whoever opens a form on a case one looks at fills it, and looks again when it closes', () => {
  const { here, sent } = open();
  const leave = here.beHere(CASE, 'looking');
  vi.advanceTimersByTime(200);
  const close = here.beHere(CASE, 'filling', 'dispatch');
  vi.advanceTimersByTime(200);
  close();
  vi.advanceTimersByTime(200);
  leave();
  vi.advanceTimersByTime(200);
  expect(sent).toEqual(['a looking', 'a filling dispatch', 'a looking', 'a gone']);
});

test('an effect that runs again sends nothing in between', () => {
  const { here, sent } = open();
  let leave = here.beHere(CASE, 'looking');
  vi.advanceTimersByTime(200);
  for (let run = 0; run < 5; run += 1) {
    leave();
    leave = here.beHere(CASE, 'looking');
  }
  vi.advanceTimersByTime(200);
  expect(sent).toEqual(['a looking']);
});

test('presence is confirmed every ten seconds while somebody is there, and never by an abandoned screen', () => {
  const { here, sent, state } = open();
  here.beHere(CASE, 'looking');
  vi.advanceTimersByTime(30_500);
  expect(sent).toEqual(['a looking', 'a looking', 'a looking', 'a looking']);
  state.attended = false;
  vi.advanceTimersByTime(600_000);
  expect(sent).toHaveLength(4);
  here.leave();
  expect(sent.at(-1)).toBe('a gone');
  vi.advanceTimersByTime(60_000);
  expect(sent).toHaveLength(5);
});

test('of a case that is not seen any more nothing is sent again, until somebody comes to it anew', async () => {
  const { here, sent, state } = open();
  const leave = here.beHere(CASE, 'looking');
  await vi.advanceTimersByTimeAsync(200);
  state.seen = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent, 'the beat after it was taken away').toEqual(['a looking', 'a looking']);
  leave();
  await vi.advanceTimersByTimeAsync(200);
  expect(sent, 'the gateway knows').toHaveLength(2);
  state.seen = true;
  here.beHere(CASE, 'looking');
  await vi.advanceTimersByTimeAsync(200);
  expect(sent).toHaveLength(3);
});
