import type { Words } from '../scheme/scheme-document.ts';
import type { ScoreExplanation, ScoreNode } from './explain-score.ts';

/** One weighted part of a score, as a ranking shows it in a column. */
export interface ScoreIndicator {
  readonly name: string;
  readonly title: Words;
  /** `40%` */
  readonly weight: string;
  readonly isInferred: boolean;
  /** What the points are given for, printed; null without data. */
  readonly value: string | null;
  readonly points: string | null;
  readonly numerator: string | null;
  readonly denominator: string | null;
}

/** The weighted parts of a score in the order of the scheme; none for a score that is not weighted. */
export function indicatorsOf({ score }: ScoreExplanation): ScoreIndicator[] {
  return score.children.flatMap((part) => {
    if (part.weight === null) return [];
    const { title, value } = shownFor(part);
    return [
      {
        name: part.name,
        title,
        weight: part.weight,
        isInferred: part.isInferred,
        value: value.printed,
        points: part.value.printed,
        numerator: value.numerator,
        denominator: value.denominator,
      },
    ];
  });
}

/** What points are given for: the definition under steps or rate points; a formula and a plain counter stand for the points. */
function shownFor(part: ScoreNode): ScoreNode {
  const [base] = part.children;
  const isRule = part.kind === 'rate_points' || part.kind === 'bins' || part.kind === 'cell_bins';
  return isRule && base !== undefined && base.kind !== 'counter' && base.kind !== 'input' ? base : part;
}
