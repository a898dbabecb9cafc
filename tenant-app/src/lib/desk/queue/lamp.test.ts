import { describe, expect, it } from 'vitest';
import { getLocale, overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { lampOf, span } from './lamp.ts';

const NOW = Date.parse('2026-10-10T08:00:00Z');
const lamp = (state: string, dueAt: string | null, warnAt: string | null) => {
  const { kind, mark, text } = lampOf({ state, dueAt, warnAt }, NOW);
  return [kind, mark, text];
};

it('says what the clock says, by mark and by word', () => {
  expect(lamp('disposing', '2026-10-10T07:20:00Z', null)).toEqual(['over', '◆', '超40分']);
  expect(lamp('disposing', '2026-10-10T10:10:00Z', '2026-10-10T08:00:00Z')).toEqual(['warn', '◐', '剩2小时10分']);
  expect(lamp('filing', '2026-10-10T14:00:00Z', '2026-10-10T12:00:00Z')).toEqual(['ok', '○', '剩6小时']);
  expect(lamp('suspended', '2026-10-10T07:00:00Z', null)).toEqual(['paused', '‖', '挂账']);
  expect(lamp('filing', null, null)).toEqual(['none', '–', '无时限']);
});

describe('a span of time', () => {
  const SPANS = [0, 59 * 60_000, 3_600_000, 7_800_000, 86_400_000, 100 * 3_600_000];

  it('is in Chinese words in Chinese: a lone m would be metres', () => {
    expect(SPANS.map(span)).toEqual(['不到1分', '59分', '1小时', '2小时10分', '1天', '4天4小时']);
  });

  it('is short in English', () => {
    const chinese = getLocale;
    overwriteGetLocale(() => 'en');
    try {
      expect(SPANS.map(span)).toEqual(['<1m', '59m', '1h', '2h10m', '1d', '4d4h']);
      expect(lamp('disposing', '2026-10-10T07:20:00Z', null)).toEqual(['over', '◆', '40m over']);
    } finally {
      overwriteGetLocale(chinese);
    }
  });
});
