import { describe, expect, it } from 'vitest';
import { stateCouncilCalendar } from '../calendars/state-council.ts';
import { clockOf } from './clock.ts';
import { factOf, limitOf } from './fact.ts';
import type { CasePicture } from './fields.ts';
import { occurrencesOf } from './occurrences.ts';
import { emptyPicture } from './picture.ts';

const calendar = stateCouncilCalendar();
const local = (text: string) => new Date(`${text}+08:00`);
/** Filed on a Friday morning: 2026-10-16 is a working Friday. */
const base: CasePicture = {
  ...emptyPicture(),
  reportedAt: local('2026-10-16T08:00:00'),
  filedAt: local('2026-10-16T08:10:00'),
  dispatchedAt: local('2026-10-16T09:00:00'),
  limitValue: '1',
  limitUnit: 'working_day',
};
const fact = (picture: CasePicture) =>
  factOf(
    { picture, occurrences: occurrencesOf(picture), events: [], seen: 3 },
    clockOf(occurrencesOf(picture), limitOf(picture), calendar),
    calendar,
  );

describe('fact of a case', () => {
  it('carries the deadline and its day', () => {
    expect(fact(base).dueAt).toEqual(local('2026-10-19T09:00:00'));
    expect(fact(base).dueDay).toBe('2026-10-19');
  });
  it('has no deadline without a rule, and none before the clock starts', () => {
    expect(fact({ ...base, limitValue: null, limitUnit: null }).dueAt).toBeNull();
    expect(fact({ ...base, dispatchedAt: null, filedAt: null })).toMatchObject({ dueAt: null, dueDay: null });
  });
  it('takes civil days in the zone of the calendar', () => {
    const closed = fact({ ...base, closedAt: new Date('2026-10-31T16:30:00Z') });
    expect(closed.closedDay).toBe('2026-11-01');
    expect(closed.reportedDay).toBe('2026-10-16');
  });
});
