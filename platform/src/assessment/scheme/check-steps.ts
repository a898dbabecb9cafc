import { Fraction } from './exact.ts';
import type { SchemeDocument } from './scheme-document.ts';

/** What is wrong with the steps of a bin: they start at 0, rise, and give 0 to 100 points. */
export function compareSteps(steps: readonly { readonly from: string; readonly points: string }[]): string[] {
  const faults: string[] = [];
  if (!new Fraction(steps[0]!.from).equals(0)) faults.push(`${steps[0]!.from} ≠ 0`);
  steps.forEach(({ from, points }, index) => {
    const before = steps[index - 1];
    if (before !== undefined && new Fraction(from).lte(before.from)) faults.push(`${before.from} ≥ ${from}`);
    if (new Fraction(points).lt(0) || new Fraction(points).gt(100)) faults.push(`${points} ∉ [0, 100]`);
  });
  return faults;
}

/** What is wrong with the grades: they fall from the highest to 0, and none repeats. */
export function gradeFaults(grades: SchemeDocument['grades']): string[] {
  const faults: string[] = [];
  grades.forEach(({ grade, from }, index) => {
    const before = grades[index - 1];
    if (before !== undefined && new Fraction(from).gte(before.from)) faults.push(`${before.from} ≤ ${from}`);
    if (grades.findIndex((other) => other.grade === grade) !== index) faults.push(grade);
  });
  const last = grades.at(-1);
  if (last !== undefined && !new Fraction(last.from).equals(0)) faults.push(`${last.from} ≠ 0`);
  return faults;
}
