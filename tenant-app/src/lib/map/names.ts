import { boundsOf } from './bounds.ts';
import type { Feature, Features } from './features.ts';

interface Named {
  tenantId: number;
  name: string;
  rankGroup: 'county' | 'zone';
}

/** Where the name of each region stands: the middle of its outline. A region without an outline has no name on the map. */
export function namePoints(areas: Features, regions: readonly Named[]): Features {
  const features = regions.flatMap(({ tenantId, name, rankGroup }): Feature[] => {
    const at = middleOf(areas, tenantId);
    if (at === null) return [];
    const properties = { tenantId, name, zone: rankGroup === 'zone' };
    return [{ type: 'Feature', geometry: { type: 'Point', coordinates: at }, properties }];
  });
  return { type: 'FeatureCollection', features };
}

function middleOf(areas: Features, tenantId: number): [number, number] | null {
  const box = boundsOf(areas, tenantId);
  return box && [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
}
