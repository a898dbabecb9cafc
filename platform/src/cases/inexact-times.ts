import { STEP_KINDS, type StepKind } from './fields.ts';

/**
 * How far the time of a step is known: by its `day` only, or `unknown` (the step happened, and the moment at which we learnt of
 * it stands in for its time).
 */
export type Inexact = 'day' | 'unknown';
export type InexactTimes = ReadonlyMap<StepKind, Inexact>;

/** As a case stores it: `disposed:day closed:unknown`, in the order of the steps; null where every time is exact. */
export function inexactText(times: InexactTimes): string | null {
  if (times.size === 0) return null;
  return STEP_KINDS.flatMap((step) => (times.has(step) ? [`${step}:${times.get(step) ?? ''}`] : [])).join(' ');
}

/** The same, read again. */
export function inexactTimesOf(text: string | null): InexactTimes {
  const pairs = (text ?? '').split(' ').filter((word) => word !== '');
  return new Map(pairs.map((word) => word.split(':') as [StepKind, Inexact]));
}
