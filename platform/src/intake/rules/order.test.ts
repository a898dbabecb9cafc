import { describe, expect, it } from 'vitest';
import { seq } from './combine.ts';
import { ends, order } from './order.ts';
import { times } from './times.ts';
import { check } from '../../../test/intake/draft.ts';

const STEPS = ['reported', 'filed', 'dispatched', 'disposed', 'closed', 'suspended', 'resumed', 'voided'];
const mapping = { times: { reported: 'reported', ...Object.fromEntries(STEPS.map((step) => [step, step])) } };
const run = (hours: Record<string, number>) =>
  check(
    seq(times, order, ends),
    Object.fromEntries(
      STEPS.map((s) => [s, hours[s] === undefined ? '' : `2026-10-01 ${String(hours[s]).padStart(2, '0')}:00`]),
    ),
    mapping,
  );

describe('the order of steps', () => {
  it('may be equal times, and steps may be missing', () => {
    expect(run({ reported: 8, filed: 8, closed: 8 }).codes).toEqual([]);
    expect(run({ reported: 8, suspended: 9, resumed: 10, disposed: 12 }).codes).toEqual([]);
  });
  it('cannot run backwards', () => {
    expect(run({ reported: 8, closed: 7 }).codes).toEqual(['TIME-ORDER']);
    expect(run({ reported: 8, filed: 9, disposed: 11, dispatched: 12 }).codes).toEqual(['TIME-ORDER']);
    expect(run({ reported: 8, resumed: 7, suspended: 9 }).codes).toEqual(['TIME-ORDER']);
    expect(run({ reported: 8, voided: 7 }).draft.findings[0]).toMatchObject({ field: 'voided', severity: 'error' });
  });
  it('may name the resumption of an earlier suspension beside a later one', () => {
    expect(run({ reported: 8, suspended: 10, resumed: 9 }).codes).toEqual([]);
  });
  it('cannot resume what was not suspended, nor end twice', () => {
    expect(run({ reported: 8, resumed: 9 }).codes).toEqual(['FLOW-RESUMED-ONLY']);
    expect(run({ reported: 8, closed: 9, voided: 10 }).codes).toEqual(['FLOW-TWO-ENDS']);
  });
});
