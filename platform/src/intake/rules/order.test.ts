import { describe, expect, it } from 'vitest';
import { seq } from './combine.ts';
import { ends, ofTheDay, order } from './order.ts';
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
  it('of one day may be known by the day alone', () => {
    const days = {
      times: {
        reported: 'reported',
        filed: 'filed',
        closed: { column: 'closed', dates: ['yyyy-MM-dd'], day: 'end' as const },
      },
    };
    const ofDay = (cells: Record<string, string>, more = {}) =>
      check(seq(times, ofTheDay, order), cells, { ...days, ...more });
    const same = ofDay({ reported: '2026-10-01 08:00', filed: '2026-10-01 09:00', closed: '2026-10-01' });
    expect(same.codes).toEqual([]);
    expect(same.draft.picture.closedAt).toEqual(new Date('2026-10-01T15:59:59Z'));
    expect(ofDay({ reported: '2026-10-02 08:00', closed: '2026-10-01' }).codes).toEqual(['TIME-ORDER']);
  });
  it('brings a day that is meant by its morning behind what came before it that day, and no other', () => {
    const closed = { column: 'closed', dates: ['yyyy-MM-dd HH:mm', 'yyyy-MM-dd'], day: 'start' as const };
    const reported = { ...closed, column: 'reported', day: 'end' as const };
    const run2 = (cells: Record<string, string>) =>
      check(seq(times, ofTheDay, order), cells, { times: { reported, filed: 'filed', closed } });
    const moved = run2({ reported: '2026-10-01', filed: '2026-10-01 09:00', closed: '2026-10-01' });
    expect(moved.codes).toEqual([]);
    expect(moved.draft.picture.reportedAt).toEqual(new Date('2026-10-01T01:00:00Z'));
    expect(moved.draft.picture.closedAt).toEqual(new Date('2026-10-01T01:00:00Z'));
    // Known to the minute, it stays where it is.
    expect(run2({ reported: '2026-10-01', filed: '2026-10-01 09:00', closed: '2026-10-01 08:00' }).codes).toEqual([
      'TIME-ORDER',
    ]);
  });
  it('of today may be a day that has not ended', () => {
    const closed = { column: 'closed', dates: ['yyyy-MM-dd'], day: 'end' as const };
    const run2 = (day: string) =>
      check(times, { reported: '2026-10-01 08:00', closed: day }, { times: { reported: 'reported', closed } });
    expect(run2('2026-11-01').codes).toEqual([]);
    expect(run2('2026-11-02').codes).toEqual(['TIME-FUTURE']);
  });
  it('may name the resumption of an earlier suspension beside a later one', () => {
    expect(run({ reported: 8, suspended: 10, resumed: 9 }).codes).toEqual([]);
  });
  it('cannot resume what was not suspended, nor end twice', () => {
    expect(run({ reported: 8, resumed: 9 }).codes).toEqual(['FLOW-RESUMED-ONLY']);
    expect(run({ reported: 8, closed: 9, voided: 10 }).codes).toEqual(['FLOW-TWO-ENDS']);
  });
});
