import { describe, expect, it } from 'vitest';
import { isSearchable, narrowing, readFilters, writeFilters } from './filters.ts';

describe('the filters of a case list', () => {
  it('survive a reload: what is written is read back', () => {
    const filters = {
      county: 'pengxi',
      text: '滨江路 路灯',
      stage: 'closed',
      classId: 12,
      group: 'public' as const,
      unit: '市住建局',
      overdue: true,
      days: 30,
      number: 'SH-2026/10',
      from: '2026-10-01',
      to: '2026-10-31',
      sort: 'due' as const,
      page: { after: 'ZW5k', before: null, number: 3 },
    };
    expect(readFilters(new URLSearchParams(writeFilters(filters)))).toEqual(filters);
    expect(narrowing(filters)).toBe(11);
  });

  it('leave a clean address when nothing is chosen', () => {
    expect(writeFilters(readFilters(new URLSearchParams('stage=&from=&page=1')))).toBe('');
  });

  it('mean overdue by days, whatever else the address has', () => {
    const overdue = (query: string) => readFilters(new URLSearchParams(query)).overdue;
    expect([overdue('overdue=1'), overdue('overdue=0'), overdue(''), overdue('overdue=0&days=3')]).toEqual([
      ...[true, false, null, true],
    ]);
  });

  it('look for two signs at least: one is in too many texts', () => {
    expect(['路灯', '滨 江路', '3号'].map(isSearchable)).toEqual([true, true, true]);
    expect(['路', '路 灯', '路。', '  '].map(isSearchable)).toEqual([false, false, false, false]);
  });

  it('cannot be made to ask for nonsense', () => {
    const filters = readFilters(
      new URLSearchParams('stage=stolen&class=x&group=all&from=2026-13-01&page=-2&days=-1&overdue=2&sort=name'),
    );
    expect(writeFilters(filters)).toBe('');
  });
});
