import { describe, expect, it } from 'vitest';
import { judged } from './deadline.ts';

const now = Date.parse('2026-10-20T00:00:00Z');

describe('the overdue mark', () => {
  it('looks at the clock only while disposal has not ended', () => {
    const dueAt = '2026-10-10T00:00:00Z';
    expect(judged(dueAt, '2026-10-09T00:00:00Z', now)).toBe(false);
    expect(judged(dueAt, '2026-10-11T00:00:00Z', now)).toBe(true);
    expect(judged(dueAt, null, now)).toBe(true);
  });

  it('cannot be set where there is no deadline', () => {
    expect(judged(null, null, now)).toBeNull();
  });
});
