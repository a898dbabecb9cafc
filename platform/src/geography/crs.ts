import commonJs from 'gcoord';

// Its types describe the ES module (with a default export), Node loads the CommonJS file (without).
const gcoord = commonJs as unknown as typeof commonJs.default;

/** Coordinate reference systems a source may declare. All but the first two axes are longitude, latitude in degrees. */
export const CRS = ['WGS84', 'GCJ02', 'BD09', 'CGCS2000'] as const;
export type Crs = (typeof CRS)[number];

/** Longitude, latitude in degrees. */
export type Position = readonly [longitude: number, latitude: number];

/**
 * Degrees of the given system as WGS-84 degrees. GCJ-02 and BD-09 are undone by iteration (error below a metre inside
 * China; outside it they equal WGS-84 and nothing moves). CGCS2000 is taken for WGS-84: the two frames differ by
 * centimetres, far below a cell of 100 m.
 */
export function toWgs84(x: number, y: number, crs: Crs): Position {
  if (crs === 'WGS84' || crs === 'CGCS2000') return [x, y];
  return gcoord.transform<[number, number]>([x, y], gcoord[crs], gcoord.WGS84);
}

/** The opposite way, for exports and for the sample month of a county that measures in GCJ-02 or BD-09. */
export function fromWgs84([longitude, latitude]: Position, crs: Crs): Position {
  if (crs === 'WGS84' || crs === 'CGCS2000') return [longitude, latitude];
  return gcoord.transform<[number, number]>([longitude, latitude], gcoord.WGS84, gcoord[crs]);
}
