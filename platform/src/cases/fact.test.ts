import { describe, expect, it } from 'vitest';
import { stateCouncilCalendar } from '../calendars/state-council.ts';
import { factOf, isDueProvisional, pausesIn } from './fact.ts';
import { emptyPicture } from './picture.ts';

const calendar = stateCouncilCalendar();
const local = (text: string) => new Date(`${text}+08:00`);
/** Filed on a Friday morning: 2026-10-16 is a working Friday. */
const base = {
  ...emptyPicture(),
  reportedAt: local('2026-10-16T08:00:00'),
  filedAt: local('2026-10-16T08:10:00'),
  dispatchedAt: local('2026-10-16T09:00:00'),
  limitValue: '1',
  limitUnit: 'working_day' as const,
};

describe('fact of a picture', () => {
  it('counts the deadline from dispatch, in working time', () => {
    const fact = factOf(base, calendar);
    expect(fact.dueAt).toEqual(local('2026-10-19T09:00:00'));
    expect(fact.dueDay).toBe('2026-10-19');
  });
  it('starts at filing where a source keeps no dispatch time, and not at all before filing', () => {
    expect(factOf({ ...base, dispatchedAt: null }, calendar).dueAt).toEqual(local('2026-10-19T08:10:00'));
    expect(factOf({ ...base, dispatchedAt: null, filedAt: null }, calendar).dueAt).toBeNull();
  });
  it('adds a suspension to the limit, and has no deadline while it lasts', () => {
    const suspendedAt = local('2026-10-16T10:00:00');
    const resumedAt = local('2026-10-19T10:00:00');
    expect(factOf({ ...base, suspendedAt, resumedAt }, calendar).dueAt).toEqual(local('2026-10-20T09:00:00'));
    expect(factOf({ ...base, suspendedAt }, calendar).dueAt).toBeNull();
    expect(pausesIn({ ...base, suspendedAt, closedAt: resumedAt })).toEqual([{ from: suspendedAt, to: resumedAt }]);
  });
  it('has no deadline without a rule', () => {
    expect(factOf({ ...base, limitValue: null, limitUnit: null }, calendar).dueAt).toBeNull();
  });
  it('takes civil days in the zone of the calendar', () => {
    const fact = factOf({ ...base, closedAt: new Date('2026-10-31T16:30:00Z') }, calendar);
    expect(fact.closedDay).toBe('2026-11-01');
    expect(fact.reportedDay).toBe('2026-10-16');
  });
  it('marks a deadline that waits for the notice of 2027', () => {
    const late = { ...base, filedAt: null, dispatchedAt: local('2026-12-31T17:00:00') };
    expect(isDueProvisional(late, factOf(late, calendar).dueAt, calendar)).toBe(true);
    expect(isDueProvisional(base, factOf(base, calendar).dueAt, calendar)).toBe(false);
  });
});
