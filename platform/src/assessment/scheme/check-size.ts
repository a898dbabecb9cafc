import { Fraction } from './exact.ts';
import { present } from '../../kernel/present.ts';
import { walk, type Expression } from './expression.ts';
import type { SchemeDocument } from './scheme-document.ts';
import { plainName, type Expressions } from './compile-scheme.ts';

/** Bits that numerator and denominator of a value may need at most, whatever the figures are. */
interface Size {
  readonly over: number;
  readonly under: number;
}

/** Figures are exact: each squaring doubles their digits, so a short scheme could keep a server busy for minutes. */
const MOST_BITS = 2_048;
/** Steps of all formulas, parts and bands together. */
const MOST_STEPS = 2_000;

/** A counter is a whole number a computer counts exactly. */
const COUNTER: Size = { over: 53, under: 0 };
/** Nine digits on either side of the point. */
const DECIMAL: Size = { over: 60, under: 30 };
/** What is read of other periods and members is not read where it is larger. */
export const ELSEWHERE_BITS = 256;
const ELSEWHERE: Size = { over: ELSEWHERE_BITS, under: ELSEWHERE_BITS };

/** Definitions whose value could need more than the budget, the first of them; and whether the whole has too many steps. */
export function beyondBudget(document: SchemeDocument, order: readonly string[], expressions: Expressions): string[] {
  const sizes = new Map<string, Size>(Object.keys(document.inputs).map((name) => [name, DECIMAL]));
  let steps = 0;
  for (const name of order) {
    const definition = present(document.definitions[name], name);
    const expression = expressions.get(name);
    if (definition.kind === 'formula' && expression !== undefined) {
      steps += walk(expression).length;
      sizes.set(name, sizeOf(expression, sizes));
    } else if (definition.kind === 'weighted') {
      steps += definition.parts.length;
      const whole = definition.parts
        .map(({ of, weight }) => product(sizes.get(of) ?? COUNTER, sizeOfNumber(new Fraction(weight))))
        .reduce(sum);
      const isReweighed = definition.parts.some((part) => part.without_data !== undefined);
      sizes.set(name, isReweighed ? product(whole, { over: DECIMAL.under, under: DECIMAL.over }) : whole);
    } else if (definition.kind === 'rate_points') {
      steps += 1;
      const { over, under } = sizes.get(definition.of) ?? COUNTER;
      sizes.set(name, { over: Math.max(over, under) + 8, under });
    } else {
      steps += 1;
      sizes.set(name, { over: DECIMAL.over + COUNTER.over, under: DECIMAL.under + COUNTER.over });
    }
    const { over, under } = present(sizes.get(name), name);
    if (Math.max(over, under) > MOST_BITS || steps > MOST_STEPS) return [name];
  }
  return [];
}

function sizeOf(part: Expression, sizes: ReadonlyMap<string, Size>): Size {
  switch (part.kind) {
    case 'number':
      return sizeOfNumber(part.value);
    case 'name':
      return plainName(part.name) === part.name ? (sizes.get(part.name) ?? COUNTER) : ELSEWHERE;
    case 'negate':
      return sizeOf(part.of, sizes);
    case 'call':
      return part.args
        .map((arg) => sizeOf(arg, sizes))
        .reduce((a, b) => ({ over: Math.max(a.over, b.over), under: Math.max(a.under, b.under) }));
    case 'binary': {
      const left = sizeOf(part.left, sizes);
      const right = sizeOf(part.right, sizes);
      if (part.op === '*') return product(left, right);
      if (part.op === '/') return product(left, { over: right.under, under: right.over });
      return sum(left, right);
    }
  }
}

const sizeOfNumber = ({ n, d }: Fraction): Size => ({ over: bitsOf(n), under: bitsOf(d) });
/** Multiplying by one adds no digit. */
const bitsOf = (whole: bigint): number => (whole <= 1n ? 0 : (whole - 1n).toString(2).length);
const product = (a: Size, b: Size): Size => ({ over: a.over + b.over, under: a.under + b.under });
const sum = (a: Size, b: Size): Size => ({
  over: Math.max(a.over + b.under, b.over + a.under) + 1,
  under: a.under + b.under,
});
