import { Fraction } from './exact.ts';
import type { Definition } from './scheme-document.ts';

export type Weighted = Extract<Definition, { kind: 'weighted' }>;

/** A part that counts: its share of the whole, and its points times that share. */
interface WeighedPart {
  readonly share: Fraction;
  readonly contribution: Fraction;
}

/**
 * The parts of a weighted sum: one without data is worth what the scheme says, or is left out and the weights of the others
 * are raised in proportion (null here). `missing` names the part because of which the whole has no data.
 */
export function weigh(
  { parts }: Weighted,
  pointsOf: (name: string) => Fraction | null,
  leaveOut: boolean,
): { readonly parts: readonly (WeighedPart | null)[]; readonly missing: string | null } {
  const points = parts.map(({ of, without_data: rule }) => {
    const own = pointsOf(of);
    return own === null && typeof rule === 'object' ? new Fraction(rule.points) : own;
  });
  const isLeftOut = parts.map(
    (part, index) => points[index] === null && (leaveOut || part.without_data === 'leave_out'),
  );
  const kept = parts.filter((_, index) => !isLeftOut[index]);
  const total = kept.reduce((sum, { weight }) => sum.add(weight), new Fraction(0));
  const weighed = parts.map(({ weight }, index) => {
    const each = points[index];
    if (each === null || each === undefined) return null;
    const share = new Fraction(weight).div(total);
    return { share, contribution: each.mul(share) };
  });
  const missing =
    parts.find((_, index) => points[index] === null && !isLeftOut[index]) ?? (kept.length === 0 ? parts[0] : undefined);
  return { parts: weighed, missing: missing?.of ?? null };
}
