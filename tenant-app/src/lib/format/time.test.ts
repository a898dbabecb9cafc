import { describe, expect, it } from 'vitest';
import { day, inDays, instant, lastDay, startOfDay } from './time.ts';

describe('times on a screen', () => {
  it('are those of 遂宁, not of the machine', () => {
    expect(instant('2026-09-30T16:00:00Z')).toBe('2026-10-01 00:00');
    expect(day('2026-09-30T15:59:59Z')).toBe('2026-09-30');
  });

  it('count days from that of 遂宁, where it is morning while it is still yesterday in Greenwich', () => {
    const [morning, evening] = [Date.parse('2026-11-30T22:30:00Z'), Date.parse('2026-11-30T15:30:00Z')];
    expect([inDays(0, morning), inDays(1, morning), inDays(7, morning)]).toEqual([
      '2026-12-01',
      '2026-12-02',
      '2026-12-08',
    ]);
    expect([inDays(0, evening), inDays(1, evening)]).toEqual(['2026-11-30', '2026-12-01']);
  });

  it('are a dash where nothing happened', () => {
    expect(instant(null)).toBeNull();
  });

  it('turn a civil day into the instant it begins', () => {
    expect(startOfDay('2026-10-01')).toBe('2026-09-30T16:00:00.000Z');
  });

  it('show the last day of a half-open range', () => {
    expect(lastDay('2026-11-01')).toBe('2026-10-31');
    expect(lastDay('2026-03-01')).toBe('2026-02-28');
  });
});
