import { boundsOf } from './bounds.ts';
import type { Feature, Features } from './features.ts';
import { roomiest } from './room.ts';

interface Named {
  tenantId: number;
  name: string;
  rankGroup: 'county' | 'zone';
  /** Stands under the name. */
  figure?: string;
}

/**
 * Where the name of each region stands: in the middle of its outline or, where that is not its own ground or zones lie in it,
 * where it has most room. A region without an outline has no name on the map.
 */
export function namePoints(areas: Features, regions: readonly Named[]): Features {
  const features = regions.flatMap(({ tenantId, name, rankGroup, figure }): Feature[] => {
    const box = boundsOf(areas, tenantId);
    if (box === null) return [];
    const at = roomiest(box, areas, tenantId);
    const properties = { tenantId, name, zone: rankGroup === 'zone', label: figure ? `${name}\n${figure}` : name };
    return [{ type: 'Feature', geometry: { type: 'Point', coordinates: at }, properties }];
  });
  return { type: 'FeatureCollection', features };
}
