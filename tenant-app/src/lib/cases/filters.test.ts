import { describe, expect, it } from 'vitest';
import { narrowing, readFilters, writeFilters } from './filters.ts';

describe('the filters of a case list', () => {
  it('survive a reload: what is written is read back', () => {
    const filters = {
      stage: 'closed',
      classId: 12,
      group: 'public' as const,
      overdue: true,
      number: 'SH-2026/10',
      from: '2026-10-01',
      to: '2026-10-31',
      page: { after: 'ZW5k', before: null, number: 3 },
    };
    expect(readFilters(new URLSearchParams(writeFilters(filters)))).toEqual(filters);
    expect(narrowing(filters)).toBe(7);
  });

  it('leave a clean address when nothing is chosen', () => {
    expect(writeFilters(readFilters(new URLSearchParams('stage=&from=&page=1')))).toBe('');
  });

  it('cannot be made to ask for nonsense', () => {
    const filters = readFilters(new URLSearchParams('stage=stolen&class=x&group=all&from=2026-13-01&page=-2'));
    expect(writeFilters(filters)).toBe('');
  });
});
