import { exactText, fromExactText } from '../scheme/exact.ts';
import type { SchemeDocument } from '../scheme/scheme-document.ts';

export interface Ranked {
  /** 1 = best; members with the same exact score share a rank. */
  readonly rank: number;
  /** Members of the group that have a score. */
  readonly of: number;
}

/**
 * Ranks the members of each group by their exact scores, highest first: after equal ones the next rank is left out (1, 2, 2,
 * 4: competition), or not (1, 2, 2, 3: dense). Members without a score are not ranked and do not
 * count; groups are never compared with each other.
 */
export function rank<Id>(
  members: readonly { readonly id: Id; readonly group: string; readonly score: string | null }[],
  ranks: SchemeDocument['ranks'] = 'competition',
): Map<Id, Ranked> {
  const ranked = new Map<Id, Ranked>();
  for (const [, group] of Map.groupBy(members, (member) => member.group)) {
    const scored = group.flatMap(({ id, score }) => (score === null ? [] : [{ id, score: fromExactText(score) }]));
    for (const { id, score } of scored) {
      const better = scored.filter((other) => other.score.gt(score)).map((other) => exactText(other.score));
      const places = ranks === 'dense' ? new Set(better).size : better.length;
      ranked.set(id, { rank: places + 1, of: scored.length });
    }
  }
  return ranked;
}
