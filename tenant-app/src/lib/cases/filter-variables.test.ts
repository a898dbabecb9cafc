import { describe, expect, it } from 'vitest';
import { filterVariables } from './filter-variables.ts';
import { readFilters } from './filters.ts';

const asked = (query: string) =>
  filterVariables(readFilters(new URLSearchParams(query)), new Date('2026-11-01T00:00:12.345Z'));

describe('the arguments of a case list', () => {
  it('cover whole days of 遂宁, the last one included', () => {
    expect(asked('from=2026-10-01&to=2026-10-31')).toMatchObject({
      reportedFrom: '2026-09-30T16:00:00.000Z',
      reportedBefore: '2026-10-31T16:00:00.000Z',
    });
  });

  it('leave everything open when nothing is chosen', () => {
    expect(asked('')).toEqual({
      stages: null,
      classId: null,
      sourceGroup: null,
      reportedFrom: null,
      reportedBefore: null,
      overdueAt: null,
      number: null,
      first: 50,
      after: null,
      before: null,
    });
  });

  it('judge overdue by one clock, and go on behind the row of the address', () => {
    expect(asked('overdue=1&page=3&after=ZW5k')).toMatchObject({
      overdueAt: '2026-11-01T00:00:00.000Z',
      after: 'ZW5k',
    });
  });
});
