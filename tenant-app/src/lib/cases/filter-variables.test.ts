import { describe, expect, it } from 'vitest';
import { exportHref } from '#lib/ui/export-href.ts';
import { exportParameters, filterVariables } from './filter-variables.ts';
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
      unitName: null,
      reportedFrom: null,
      reportedBefore: null,
      overdueAt: null,
      notOverdueAt: null,
      dueBefore: null,
      number: null,
      text: null,
      sort: null,
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

  it('count days of being overdue from the same clock', () => {
    expect(asked('days=3')).toMatchObject({
      overdueAt: '2026-11-01T00:00:00.000Z',
      dueBefore: '2026-10-29T00:00:00.000Z',
    });
    expect(asked('overdue=0')).toMatchObject({ overdueAt: null, notOverdueAt: '2026-11-01T00:00:00.000Z' });
  });

  it('leave words out that are too short to be looked for', () => {
    expect([asked('text=路').text, asked('text=路灯').text]).toEqual([null, '路灯']);
  });
});

describe('the address of a list as a workbook', () => {
  it('has what the list has, but for its page', () => {
    const href = exportHref(
      'cases',
      exportParameters(asked('stage=filed&class=0&days=1&sort=due&page=3&after=ZW5k'), 7),
    );
    const [path, query] = href.split('?');
    expect(path).toBe('/exports/cases');
    expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
      tenantId: '7',
      stage: 'filed',
      classId: '0',
      overdueAt: '2026-11-01T00:00:00.000Z',
      dueBefore: '2026-10-31T00:00:00.000Z',
      sort: 'due',
      language: 'zh',
    });
  });
});
