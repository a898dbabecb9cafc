import { expect, it } from 'vitest';
import { lampOf, span } from './lamp.ts';

const NOW = Date.parse('2026-10-10T08:00:00Z');
const lamp = (state: string, dueAt: string | null, warnAt: string | null) => {
  const { kind, mark, text } = lampOf({ state, dueAt, warnAt }, NOW);
  return [kind, mark, text];
};

it('says what the clock says, by mark and by word', () => {
  expect(lamp('disposing', '2026-10-10T07:20:00Z', null)).toEqual(['over', '◆', '超40m']);
  expect(lamp('disposing', '2026-10-10T10:10:00Z', '2026-10-10T08:00:00Z')).toEqual(['warn', '◐', '剩2h10m']);
  expect(lamp('filing', '2026-10-10T14:00:00Z', '2026-10-10T12:00:00Z')).toEqual(['ok', '○', '剩6h']);
  expect(lamp('suspended', '2026-10-10T07:00:00Z', null)).toEqual(['paused', '‖', '挂账']);
  expect(lamp('filing', null, null)).toEqual(['none', '–', '无时限']);
});

it('writes a span of time short', () => {
  expect([0, 59 * 60_000, 3_600_000, 7_800_000, 86_400_000, 100 * 3_600_000].map(span)).toEqual([
    '<1m',
    '59m',
    '1h',
    '2h10m',
    '1d',
    '4d4h',
  ]);
});
