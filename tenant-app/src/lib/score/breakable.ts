import type { ScoreNode } from '@liangji/gateway/score';

/**
 * Parts of a score whose cases can be put into groups: points of a rate that has a numerator and a denominator, those that lost
 * most first.
 */
export const breakableIn = (score: ScoreNode): ScoreNode[] =>
  score.children
    .filter(({ kind, children }) => {
      const [base] = children;
      const isOfRate = kind === 'rate_points' || kind === 'bins';
      return isOfRate && base?.kind === 'formula' && base.value.numerator !== null && base.value.denominator !== null;
    })
    .toSorted((a, b) => Number(b.lost ?? 0) - Number(a.lost ?? 0));
