import { expect, it } from 'vitest';
import { headline } from './headline.ts';

const NOW = new Date('2026-11-29T23:00:00+08:00');
const period = (label: string, state = 'open') => ({ label, fromDay: `${label}-01`, state });

it('opens with the latest closed period, whatever the order', () => {
  const periods = [period('2026-09', 'closed'), period('2026-12'), period('2026-10', 'closed'), period('2026-11')];
  expect(headline(periods, NOW)?.label).toBe('2026-10');
});

it('opens with the running period while none is closed, not with one that is yet to begin', () => {
  expect(headline([period('2026-12'), period('2026-10'), period('2026-11')], NOW)?.label).toBe('2026-11');
  expect(headline([period('2026-12')], NOW)?.label).toBe('2026-12');
  expect(headline([], NOW)).toBeNull();
});

it('knows the first day by the clock of the city', () => {
  const midnight = new Date('2026-11-30T16:00:00Z'); // 2026-12-01 00:00 there
  expect(headline([period('2026-12'), period('2026-11')], midnight)?.label).toBe('2026-12');
  expect(headline([period('2026-12'), period('2026-11')], new Date(midnight.getTime() - 1))?.label).toBe('2026-11');
});
