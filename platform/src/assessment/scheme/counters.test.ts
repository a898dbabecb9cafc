import { describe, expect, it } from 'vitest';
import { local, picture } from '../../../test/assessment/cases.ts';
import { stateCouncilCalendar } from '../../calendars/state-council.ts';
import { caseRow } from '../../cases/case-row.ts';
import { occurrencesOf } from '../../cases/occurrences.ts';
import { BUCKET_COUNTERS } from './counters.ts';
import { counts } from './conditions.ts';

const calendar = stateCouncilCalendar();
/** A working hour from 09:00 on a Monday: due at 10:00. */
const dispatched = {
  filedAt: local('2026-10-12 08:10'),
  dispatchedAt: local('2026-10-12 09:00'),
  limitValue: '1',
  limitUnit: 'working_hour' as const,
};
const counting = (fields: Parameters<typeof picture>[0], asOf = local('2026-10-20 00:00')) => {
  const projected = {
    picture: picture(fields),
    state: 'collecting' as const,
    occurrences: occurrencesOf(picture(fields)),
    seen: 1,
    events: [],
  };
  const fact = { ...caseRow(calendar, projected).fact, caseId: 'one' };
  return Object.keys(BUCKET_COUNTERS).filter((key) => counts(BUCKET_COUNTERS[key]!, fact, asOf));
};

describe('a case that was refused', () => {
  const own = ['report_num', 'patrol_report_num', 'not_inst_num'];
  it('is counted as reported and refused, and nowhere else', () => {
    expect(counting({ refusedAt: local('2026-10-12 08:30') })).toEqual(own);
  });
  it('leaves every other figure even after it was filed, dispatched and became overdue', () => {
    const refusedAt = local('2026-10-12 09:30');
    expect(counting({ ...dispatched, refusedAt })).toEqual(own);
    expect(counting({ ...dispatched, refusedAt, disposedAt: local('2026-10-13 09:00') })).toEqual(own);
  });
});

describe('a case suspended only after its deadline', () => {
  const late = { ...dispatched, suspendedAt: local('2026-10-12 11:00') };
  it('stays overdue and due for closing also where a scheme leaves suspended cases out', () => {
    expect(counting(late)).toContain('overtime_to_dispose_num');
    expect(counting(late)).toContain('need_archive_num.disposed_or_overdue.left_out');
    expect(counting(late)).toContain('hang_num');
  });
  it('unlike one suspended before it', () => {
    const inTime = counting({ ...dispatched, suspendedAt: local('2026-10-12 09:30') });
    expect(inTime).not.toContain('overtime_to_dispose_num');
    expect(inTime).not.toContain('need_archive_num.disposed_or_overdue.left_out');
    expect(inTime).toContain('hang_num');
  });
});

describe('a case whose clock stands, suspended before its deadline', () => {
  const suspended = { ...dispatched, suspendedAt: local('2026-10-12 09:30') };
  it('is due for closing where a scheme keeps suspended cases, and only there', () => {
    const keys = counting(suspended).filter((key) => key.startsWith('need_archive_num'));
    expect(keys).toEqual([
      'need_archive_num.disposed_or_overdue.kept',
      'need_archive_num.disposed_or_overdue.kept.open',
      'need_archive_num.due.kept',
      'need_archive_num.due.kept.open',
    ]);
  });
  it('is not among those without a deadline: it has one, which waits', () => {
    expect(counting(suspended)).not.toContain('no_deadline_num');
    expect(counting({ ...dispatched, limitValue: null, limitUnit: null })).toContain('no_deadline_num');
    const without = { ...suspended, limitValue: null, limitUnit: null };
    expect(counting(without)).toEqual(expect.arrayContaining(['no_deadline_num', 'hang_num']));
  });
  it('belongs to the day of the deadline it had, so that those suspended can be counted by deadline', () => {
    const projected = {
      ...{ picture: picture(suspended), state: 'suspended' as const, occurrences: occurrencesOf(picture(suspended)) },
      ...{ seen: 1, events: [] },
    };
    const { fact } = caseRow(calendar, projected);
    expect([fact.dueAt, fact.dueDay]).toEqual([null, '2026-10-12']);
    expect(counting(suspended)).toContain('hang_num');
  });
});
