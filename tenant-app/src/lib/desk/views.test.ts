import { expect, it } from 'vitest';
import { firstView, statesOf, sumOf, viewsOf } from './views.ts';
import type { Supervision } from './views.ts';

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

const at = (kind: 'city' | 'county' | 'unit', post: string, allowed: string[] = []) => ({
  ...{ kind, allowed },
  post: { id: 'p', post, unit: 'u', body: 'b', bodyId: 7 },
});

it('counts what is supervised, decided and given to one of a body apart', () => {
  const more = [
    { view: 'supervised', of: 'case', total: 80, over: 6, warn: 4 },
    { view: 'decisions', of: 'returned', total: 1, over: 0, warn: 0 },
    { view: 'decisions', of: 'open', total: 2, over: 0, warn: 0 },
    { view: 'mine', of: 'lead', total: 3, over: 1, warn: 0 },
  ];
  const sum = (view: 'supervised' | 'decisions' | 'mine') => sumOf([...counts, ...more], view, 'leader');
  expect(sum('supervised')).toEqual({ total: 80, over: 6, warn: 4, capped: false });
  expect([sum('decisions').total, sum('mine').total, sum('mine').over]).toEqual([3, 3, 1]);
});

it('shows what others hold to whoever supervises some, by what the gateway says and not by the post', () => {
  const has = (who: ReturnType<typeof at>, name: string, supervision: Supervision | null = null) =>
    viewsOf(who, supervision).some((view) => view.name === name);
  expect([
    has(at('city', 'inspector'), 'supervised', { commandUnitId: null }),
    has(at('county', 'dispatcher'), 'supervised', { commandUnitId: 7 }),
    has(at('city', 'inspector'), 'supervised'),
    has(at('city', 'leader'), 'supervised'),
  ]).toEqual([true, true, false, false]);
  expect([has(at('unit', 'worker'), 'mine'), has(at('unit', 'department'), 'mine')]).toEqual([true, false]);
  expect([has(at('city', 'leader'), 'decisions'), has(at('unit', 'leader'), 'decisions')]).toEqual([true, false]);
});

it('opens a collector on what he is asked, a worker on his own, an inspector on what others hold, others on cases', () => {
  const all = { commandUnitId: null };
  expect(['collector', 'dispatcher', 'worker', 'inspector'].map((post) => firstView(at('county', post), all))).toEqual([
    ...['tasks', 'inbox', 'mine', 'supervised'],
  ]);
  expect([firstView(at('unit', 'inspector'), null), firstView({ post: null }, null)]).toEqual(['inbox', 'inbox']);
  expect([statesOf('inbox', 'dispatcher'), statesOf('inbox', 'worker')]).toEqual([['dispatching', 'suspended'], null]);
});
