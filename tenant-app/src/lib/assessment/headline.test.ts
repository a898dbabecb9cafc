import { describe, expect, it } from 'vitest';
import { headline } from './headline.ts';

const NOW = new Date('2026-11-29T23:00:00+08:00');
const FIGURES = { hasFigures: true };
const period = (label: string, fields: { state?: string; hasFigures?: boolean } = {}) => ({
  ...{ label, fromDay: `${label}-01`, state: 'open', hasFigures: false },
  ...fields,
});
const closed = (label: string, state = 'closed') => period(label, { state, ...FIGURES });
const first = (periods: ReturnType<typeof period>[], now = NOW) => headline(periods, now)?.label;

describe('the period a page opens with', () => {
  it('is the running one, whatever the order, also while one before it is open', () => {
    const running = period('2026-11', FIGURES);
    expect(first([closed('2026-09'), period('2026-12'), closed('2026-10'), running])).toBe('2026-11');
    expect(first([running, period('2026-10', FIGURES), closed('2026-09')])).toBe('2026-11');
  });

  it('is the last closed one while the running one has no figures, also one that is open again', () => {
    expect(first([closed('2026-09'), period('2026-12'), closed('2026-10'), period('2026-11')])).toBe('2026-10');
    expect(first([closed('2026-09'), closed('2026-10', 'reopened'), period('2026-11')])).toBe('2026-10');
  });

  it('is one that is over and not closed yet, on the first days of the next month', () => {
    const first12 = new Date('2026-12-01T09:00:00+08:00');
    const months = [closed('2026-10'), period('2026-11', FIGURES), period('2026-12')];
    expect(first(months, first12)).toBe('2026-11');
  });

  it('is the running one without figures where there is nothing else, not one that is yet to begin', () => {
    expect(first([period('2026-12'), period('2026-10'), period('2026-11')])).toBe('2026-11');
    expect(first([period('2026-12')])).toBe('2026-12');
    expect(headline([], NOW)).toBeNull();
  });

  it('begins with its first day by the clock of the city', () => {
    const midnight = new Date('2026-11-30T16:00:00Z'); // 2026-12-01 00:00 there
    const months = [period('2026-12', FIGURES), period('2026-11', FIGURES)];
    expect(first(months, midnight)).toBe('2026-12');
    expect(first(months, new Date(midnight.getTime() - 1))).toBe('2026-11');
  });
});
