import Flatbush from 'flatbush';
import type { Position } from './crs.ts';
import { boundsOf, contains } from './outline.ts';
import type { Outline } from './outline.ts';

/** Everything needed to say where in a county a point lies; built once per tenant and configuration version. */
export interface PlaceIndex {
  /** Id of the unit grid cell holding the point, null outside every cell. */
  cellAt(point: Position): number | null;
  /** The areas of a level the point lies in: those of its cell (of the cell's middle), else those around the point. */
  areasAt(point: Position, cellId: number | null): PlacedAreas;
  /** The areas that a cell of its own lies in. */
  areasOfCell(cellId: number): PlacedAreas;
  /** Id of the cell with this code, null for a code that no cell in force has. */
  cellOf(code: string): number | null;
  /** Areas of this name or code, compared as words are. */
  areasCalled(level: AreaLevel, word: string): readonly CalledArea[];
  /** Inside the county's outline. True when no outline is on file: there is nothing to contradict. */
  inCounty(point: Position): boolean;
}

/** Ids of the street and the community of a place, null where none is on file there. */
export interface PlacedAreas {
  readonly streetId: number | null;
  readonly communityId: number | null;
}

export type AreaLevel = 'street' | 'community';

export interface CalledArea {
  readonly id: number;
  /** The street a community lies in. */
  readonly parentId: number | null;
}

interface OutlinedPlace {
  readonly id: number;
  readonly outline: Outline;
  readonly code?: string | null;
}

interface Area extends OutlinedPlace {
  readonly name?: string;
  readonly parentId?: number | null;
}

export interface PlaceIndexInput {
  /** County outlines; several when a tenant consists of parts. */
  readonly outlines: readonly Outline[];
  readonly cells: readonly OutlinedPlace[];
  readonly streets: readonly Area[];
  readonly communities: readonly Area[];
}

/** Packs cells into an R-tree of their bounds (about 40 bytes a cell), then tests the few candidates exactly. */
export function makePlaceIndex({ outlines, cells, streets, communities }: PlaceIndexInput): PlaceIndex {
  const [cellAt, streetAt, communityAt] = [makeFinder(cells), makeFinder(streets), makeFinder(communities)];
  const areasAround = (point: Position) => ({ streetId: streetAt(point), communityId: communityAt(point) });
  const byCode = new Map(cells.flatMap(({ id, code }) => (code == null ? [] : [[code, id] as const])));
  const called = { street: callable(streets), community: callable(communities) };
  const ofCell = new Map(cells.map(({ id, outline }) => [id, areasAround(middleOf(outline))]));
  return {
    cellAt,
    areasAt(point, cellId) {
      const byCell = cellId === null ? undefined : ofCell.get(cellId);
      if (byCell !== undefined && byCell.streetId !== null && byCell.communityId !== null) return byCell;
      const around = areasAround(point);
      return {
        streetId: byCell?.streetId ?? around.streetId,
        communityId: byCell?.communityId ?? around.communityId,
      };
    },
    areasOfCell: (cellId) => ofCell.get(cellId) ?? NO_AREAS,
    cellOf: (code) => byCode.get(code) ?? null,
    areasCalled: (level, word) => called[level].get(foldName(word)) ?? [],
    inCounty: (point) => outlines.length === 0 || outlines.some((outline) => contains(outline, point)),
  };
}

const NO_AREAS: PlacedAreas = { streetId: null, communityId: null };

const foldName = (name: string): string => name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

/** Areas by their names and codes; communities of two streets may have one name. */
function callable(areas: readonly Area[]): Map<string, CalledArea[]> {
  const found = new Map<string, CalledArea[]>();
  for (const { id, name, code, parentId = null } of areas) {
    for (const word of new Set([name, code].flatMap((text) => (text == null ? [] : [foldName(text)])))) {
      found.set(word, [...(found.get(word) ?? []), { id, parentId }]);
    }
  }
  return found;
}

/** Which of several outlines holds a point: the first of them where they overlap. */
function makeFinder(places: readonly OutlinedPlace[]): (point: Position) => number | null {
  if (places.length === 0) return () => null; // Flatbush refuses to hold nothing
  const tree = new Flatbush(places.length);
  for (const { outline } of places) tree.add(...boundsOf(outline));
  tree.finish();
  return (point) => {
    const [x, y] = point;
    const hits = tree.search(x, y, x, y, (index) => contains(places[index]!.outline, point));
    return hits.length > 0 ? places[Math.min(...hits)]!.id : null;
  };
}

/** The middle of a cell's bounds; cells are small and nearly square. */
function middleOf(outline: Outline): Position {
  const [west, south, east, north] = boundsOf(outline);
  return [(west + east) / 2, (south + north) / 2];
}
