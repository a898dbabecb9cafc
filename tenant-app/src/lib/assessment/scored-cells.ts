import type { CellCount, Step } from './scheme.ts';

/** Cells that earned the same for the same reason. */
export interface ScoredCells extends CellCount {
  /** Points of each of them, as the scheme prints them. */
  points: string;
}

/** What the grid cells of a region earned: area class by area class, the fewest cases first. */
export function scoredCells(steps: Record<'1' | '2', Step[]>, counts: readonly CellCount[]): ScoredCells[] {
  return counts
    .map((one) => ({ ...one, points: pointsOf(steps[one.areaClass], one.count) }))
    .sort((a, b) => a.areaClass - b.areaClass || a.count - b.count);
}

/** Points of the last step a count reaches; below the first step they are the first's. */
function pointsOf(steps: readonly Step[], count: number): string {
  const reached = steps.findLast((step) => count >= Number(step.from)) ?? steps[0];
  return reached?.points ?? '—';
}
