import { describe, expect, it } from 'vitest';
import { groupRegions } from './ranking.ts';
import type { RankedRegion } from './ranking.ts';

const region = (name: string, group: RankedRegion['group'], rank: number | null): Omit<RankedRegion, 'gap'> => ({
  tenantId: 1,
  slug: name,
  name,
  group,
  rank,
  rankOf: null,
  score: null,
  lost: null,
  change: null,
  grade: null,
  reason: null,
  lastDataAt: null,
  indicators: [],
});

describe('the ranking', () => {
  it('never mixes counties and zones, and puts the unranked last', () => {
    const groups = groupRegions([
      region('蓬溪县', 'county', null),
      region('河东新区', 'zone', 1),
      region('射洪市', 'county', 2),
      region('安居区', 'county', 1),
    ]);
    expect(groups.map((group) => [group.key, group.regions.map((r) => r.name)])).toEqual([
      ['county', ['安居区', '射洪市', '蓬溪县']],
      ['zone', ['河东新区']],
    ]);
  });

  it('measures the gap inside a group only', () => {
    const scored = [
      { ...region('安居区', 'county', 1), tenantId: 1, score: '90.00' },
      { ...region('射洪市', 'county', 2), tenantId: 2, score: '88.75' },
      { ...region('河东新区', 'zone', 1), tenantId: 3, score: '85.00' },
    ];
    expect(groupRegions(scored).flatMap(({ regions }) => regions.map(({ gap }) => gap))).toEqual([null, '1.25', null]);
  });

  it('does not show a group nobody is in', () => {
    expect(groupRegions([region('河东新区', 'zone', 1)]).map((group) => group.key)).toEqual(['zone']);
  });
});
