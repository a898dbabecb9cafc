import commonJs from 'gcoord';
import proj4 from 'proj4';

// Its types describe the ES module (with a default export), Node loads the CommonJS file (without).
const gcoord = commonJs as unknown as typeof commonJs.default;

/** Systems of degrees that a source may declare: longitude, latitude. */
export const CRS = ['WGS84', 'GCJ02', 'BD09', 'CGCS2000'] as const;
/** Beside them, metres of CGCS2000 in a zone of Gauss-Krüger: easting, northing. By EPSG code, 4491 to 4554. */
export type Crs = (typeof CRS)[number] | `EPSG:${number}`;

/** Longitude, latitude in degrees. */
export type Position = readonly [longitude: number, latitude: number];

interface Zone {
  /** Degrees. */
  readonly middle: number;
  /** Farthest from its middle that a zone is used; a point beyond it is of another one. */
  readonly reach: number;
  readonly converter: { forward(at: [number, number]): number[]; inverse(at: [number, number]): number[] };
}

const zones = new Map<Crs, Zone | null>();

/** Null for a system that is no zone. proj4 agrees with PROJ to the millimetre; a converter is made once, which is most of its cost. */
function zoneOf(crs: Crs): Zone | null {
  let zone = zones.get(crs);
  if (zone === undefined) zones.set(crs, (zone = makeZone(Number(/^EPSG:(\d{4})$/.exec(crs)?.[1]))));
  return zone;
}

/** The four families of codes: zones of six and of three degrees, with the number of the zone before the easting and without. */
function makeZone(code: number): Zone | null {
  const family = [
    { from: 4491, to: 4501, width: 6, isNumbered: true },
    { from: 4502, to: 4512, width: 6, isNumbered: false },
    { from: 4513, to: 4533, width: 3, isNumbered: true },
    { from: 4534, to: 4554, width: 3, isNumbered: false },
  ].find(({ from, to }) => code >= from && code <= to);
  if (family === undefined) return null;
  const { from, width, isNumbered } = family;
  const middle = 75 + (code - from) * width; // all four begin at 75° E
  const number = width === 6 ? (middle + 3) / 6 : middle / 3;
  const falseEasting = 500_000 + (isNumbered ? number * 1_000_000 : 0);
  const definition = `+proj=tmerc +lat_0=0 +lon_0=${middle} +k=1 +x_0=${falseEasting} +y_0=0 +ellps=GRS80 +units=m +no_defs`;
  return { middle, reach: (width / 2) * 1.5, converter: proj4(definition) };
}

/** Whether it names a system that we can read. */
export const isCrs = (crs: string): crs is Crs =>
  (CRS as readonly string[]).includes(crs) || zoneOf(crs as Crs) !== null;

/** Whether its numbers are metres. */
export const isProjected = (crs: Crs): boolean => zoneOf(crs) !== null;

/** Like `toWgs84`; null for numbers that are no position of the system. */
export function toPosition(x: number, y: number, crs: Crs): Position | null {
  const zone = zoneOf(crs);
  if (zone === null) return Math.abs(x) <= 180 && Math.abs(y) <= 90 ? toWgs84(x, y, crs) : null; // false for NaN
  const [longitude, latitude] = toWgs84(x, y, crs);
  return Math.abs(longitude - zone.middle) <= zone.reach && latitude > 0 && latitude < 60
    ? [longitude, latitude]
    : null;
}

/**
 * Numbers of the given system as WGS-84 degrees. GCJ-02 and BD-09 are undone by iteration (error below a metre inside
 * China; outside it they equal WGS-84 and nothing moves). CGCS2000 is taken for WGS-84: the two frames differ by
 * centimetres, far below a cell of 100 m.
 */
export function toWgs84(x: number, y: number, crs: Crs): Position {
  const zone = zoneOf(crs);
  if (zone !== null) return zone.converter.inverse([x, y]) as [number, number];
  if (crs === 'WGS84' || crs === 'CGCS2000') return [x, y];
  return gcoord.transform<[number, number]>([x, y], gcoord[crs as 'GCJ02'], gcoord.WGS84);
}

/** The opposite way, for exports and for the sample month of a county that measures in GCJ-02 or BD-09. */
export function fromWgs84([longitude, latitude]: Position, crs: Crs): Position {
  const zone = zoneOf(crs);
  if (zone !== null) return zone.converter.forward([longitude, latitude]) as [number, number];
  if (crs === 'WGS84' || crs === 'CGCS2000') return [longitude, latitude];
  return gcoord.transform<[number, number]>([longitude, latitude], gcoord.WGS84, gcoord[crs as 'GCJ02']);
}
