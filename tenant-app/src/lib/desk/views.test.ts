import { expect, it } from 'vitest';
import { firstView, statesOf, sumOf } from './views.ts';

const counts = [
  { view: 'cases', of: 'collecting', total: 4, over: 1, warn: 2 },
  { view: 'cases', of: 'filing', total: 1000, over: 7, warn: 0 },
  { view: 'tasks', of: 'reply', total: 2, over: 2, warn: 0 },
  { view: 'tasks', of: 'verify', total: 3, over: 0, warn: 1 },
  { view: 'tasks', of: 'lead', total: 9, over: 0, warn: 0 },
  { view: 'asked', of: 'lead', total: 5, over: 0, warn: 0 },
];

it('counts for a post the states it works, for a body all of them', () => {
  expect(sumOf(counts, 'inbox', 'acceptor')).toEqual({ total: 4, over: 1, warn: 2, capped: false });
  expect(sumOf(counts, 'inbox', 'shift_leader')).toEqual({ total: 1000, over: 7, warn: 0, capped: true });
  expect(sumOf(counts, 'inbox', 'department').total).toBe(1004);
  expect(sumOf(counts, 'all', 'acceptor').total).toBe(1004);
});

it('counts orders apart from tasks, and a hand-over as the case it is', () => {
  expect(sumOf(counts, 'tasks', 'collector')).toEqual({ total: 3, over: 0, warn: 1, capped: false });
  expect(sumOf(counts, 'orders', 'leader')).toEqual({ total: 2, over: 2, warn: 0, capped: false });
  expect([sumOf(counts, 'asked', 'dispatcher').total, sumOf(counts, 'requests', 'dispatcher').total]).toEqual([5, 0]);
});

it('opens a collector on what he is asked, everybody else on the cases of his post', () => {
  expect([firstView('collector'), firstView('dispatcher'), firstView(undefined)]).toEqual(['tasks', 'inbox', 'inbox']);
  expect([statesOf('inbox', 'dispatcher'), statesOf('inbox', 'worker')]).toEqual([['dispatching', 'suspended'], null]);
});
