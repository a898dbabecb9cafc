import type { Words } from '../scheme/scheme-document.ts';
import { Fraction } from '../scheme/exact.ts';
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
  /** Which values earn more; null where the bands rise and fall. */
  readonly direction: 'higher' | 'lower' | null;
  /** Points of the score that it brought, that it could have brought, and the difference; null without data. */
  readonly contribution: string | null;
  readonly full: string | null;
  readonly lost: string | null;
  readonly numerator: string | null;
  readonly denominator: string | null;
}

/** The weighted parts of a score in the order of the scheme; none for a score that is not weighted. */
export function indicatorsOf({ score }: ScoreExplanation): ScoreIndicator[] {
  return score.children.flatMap((part) => {
    if (part.weight === null) return [];
    const shown = shownFor(part);
    const { title, value } = shown;
    return [
      {
        name: part.name,
        title,
        weight: part.weight,
        isInferred: part.isInferred,
        value: value.printed,
        points: part.value.printed,
        direction: shown === part ? 'higher' : directionOf(part),
        contribution: part.contribution,
        full: part.full,
        lost: part.lost,
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

/**
 * Which values of what a rule judges earn more points: a rate as its definition says, bands as they rise or fall throughout. Points
 * themselves are always the better the more they are.
 */
function directionOf({ direction, steps }: ScoreNode): ScoreIndicator['direction'] {
  if (direction !== null) return direction;
  const points = steps.flatMap((table) => table.steps.map((step) => new Fraction(step.points)));
  const changes = points.slice(1).map((each, index) => each.compare(points[index]!));
  if (changes.every((change) => change >= 0) && changes.some((change) => change > 0)) return 'higher';
  if (changes.every((change) => change <= 0) && changes.some((change) => change < 0)) return 'lower';
  return null;
}
