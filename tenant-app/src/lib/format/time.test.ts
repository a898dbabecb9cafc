import { describe, expect, it } from 'vitest';
import { day, instant, lastDay, startOfDay } from './time.ts';

describe('times on a screen', () => {
  it('are those of 遂宁, not of the machine', () => {
    expect(instant('2026-09-30T16:00:00Z')).toBe('2026-10-01 00:00');
    expect(day('2026-09-30T15:59:59Z')).toBe('2026-09-30');
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
