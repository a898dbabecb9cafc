import { expect, it } from 'vitest';
import { mayReveal } from './reporter.ts';

const [DESK, PARKS] = [10, 21];
const post = (bodyId: number) => ({ id: 'p', post: 'acceptor', unit: 'u', body: 'b', bodyId });
const allowed = ['cases.reveal_reporter'];
const atParks = { supervisionUnitId: DESK, holderUnitId: PARKS, leadUnitId: PARKS };

it('the desk of supervision and the body that works the case are offered the reporter, nobody else', () => {
  expect(mayReveal({ allowed, kind: 'county', post: post(DESK) }, atParks)).toBe(true);
  expect(mayReveal({ allowed, kind: 'unit', post: post(PARKS) }, atParks)).toBe(true);
  expect(mayReveal({ allowed, kind: 'city', post: post(1) }, atParks)).toBe(false);
  expect(mayReveal({ allowed, kind: 'unit', post: post(22) }, atParks)).toBe(false);
  expect(mayReveal({ allowed: [], kind: 'county', post: post(DESK) }, atParks)).toBe(false);
});

it('a body that has given the case back is offered it no longer', () => {
  expect(mayReveal({ allowed, kind: 'unit', post: post(PARKS) }, { ...atParks, holderUnitId: DESK })).toBe(false);
});
