/** Levels of areas: each lies in one before it. */
export const LEVELS = ['county', 'street', 'community'] as const;

interface NamedArea {
  readonly level: string;
  readonly name: string;
  readonly code: string | null;
}

const rank = (level: string): number => (LEVELS as readonly string[]).indexOf(level);

/**
 * The areas that the name or the code of what an area lies in can mean: those of the nearest level above it that has any. More
 * than one where a name is not enough.
 */
export function areasAbove<Area extends NamedArea>(areas: readonly Area[], level: string, named: string): Area[] {
  for (const above of LEVELS.slice(0, rank(level)).reverse()) {
    const found = areas.filter((area) => area.level === above && (area.name === named || area.code === named));
    if (found.length > 0) return found;
  }
  return [];
}
