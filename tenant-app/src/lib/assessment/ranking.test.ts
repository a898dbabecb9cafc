import { describe, expect, it } from 'vitest';
import { groupRegions } from './ranking.ts';
import type { RankedRegion } from './ranking.ts';

const region = (name: string, group: RankedRegion['group'], rank: number | null): RankedRegion => ({
  tenantId: 1,
  slug: name,
  name,
  group,
  rank,
  rankOf: null,
  score: null,
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

  it('does not show a group nobody is in', () => {
    expect(groupRegions([region('河东新区', 'zone', 1)]).map((group) => group.key)).toEqual(['zone']);
  });
});
