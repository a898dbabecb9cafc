import type { Scheme } from './compile-scheme.ts';
import { counterOf, isCounterName, type CounterName } from './counters.ts';
import type { Expression } from './expression.ts';

/** A counter as part of a sum: added or taken off. */
export interface Term {
  readonly counter: CounterName;
  readonly sign: 1 | -1;
}

/** A rate of cases over cases. */
export interface Sides {
  readonly over: readonly Term[];
  readonly under: readonly Term[];
}

/**
 * Numerator and denominator of a definition, where both are sums of counters of cases: then the figures of any groups of cases
 * add up to those of all. Null for every other one: a share of a sum is not the sum of shares, and a number of times is more
 * than its cases.
 */
export function sidesOf(scheme: Scheme, name: string): Sides | null {
  const expression = scheme.expressions.get(name);
  if (expression?.kind !== 'binary' || expression.op !== '/') return null;
  const over = termsOf(scheme, expression.left, 1);
  const under = termsOf(scheme, expression.right, 1);
  return over === null || under === null ? null : { over, under };
}

function termsOf(scheme: Scheme, part: Expression, sign: 1 | -1): Term[] | null {
  if (part.kind === 'negate') return termsOf(scheme, part.of, sign === 1 ? -1 : 1);
  if (part.kind === 'name') {
    const { name } = part;
    if (!isCounterName(name) || counterOf(name, scheme.document).sum !== undefined) return null;
    return [{ counter: name, sign }];
  }
  if (part.kind !== 'binary' || (part.op !== '+' && part.op !== '-')) return null;
  const left = termsOf(scheme, part.left, sign);
  const right = termsOf(scheme, part.right, part.op === '+' ? sign : sign === 1 ? -1 : 1);
  return left === null || right === null ? null : [...left, ...right];
}
