import { describe, expect, it } from 'vitest';
import { daysOf, toTrend } from './trend.ts';

describe('the trend', () => {
  it('has every day of the period, the last one left out', () => {
    const days = daysOf('2026-10-01', '2026-11-01');
    expect([days[0], days.at(-1), days.length]).toEqual(['2026-10-01', '2026-10-31', 31]);
  });

  it('shows a silent day as nothing, not as a gap', () => {
    const trend = toTrend(
      ['2026-10-01', '2026-10-02'],
      [{ tenantId: 3, name: '射洪市' }],
      [{ tenantId: 3, day: '2026-10-02', count: 7 }],
    );
    expect(trend.series).toEqual([{ name: '射洪市', values: [0, 7] }]);
  });
});
