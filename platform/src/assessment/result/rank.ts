import { fromExactText } from '../scheme/exact.ts';

export interface Ranked {
  /** 1 = best; members with the same exact score share a rank and the next one is left out (1, 2, 2, 4). */
  readonly rank: number;
  /** Members of the group that have a score. */
  readonly of: number;
}

/**
 * Ranks the members of each group by their exact scores, highest first. Members without a score are not ranked and do not
 * count; groups are never compared with each other.
 */
export function rank<Id>(
  members: readonly { readonly id: Id; readonly group: string; readonly score: string | null }[],
): Map<Id, Ranked> {
  const ranks = new Map<Id, Ranked>();
  for (const [, group] of Map.groupBy(members, (member) => member.group)) {
    const scored = group.flatMap(({ id, score }) => (score === null ? [] : [{ id, score: fromExactText(score) }]));
    for (const { id, score } of scored) {
      const better = scored.filter((other) => other.score.gt(score)).length;
      ranks.set(id, { rank: better + 1, of: scored.length });
    }
  }
  return ranks;
}
