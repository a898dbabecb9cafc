import type { SchemeDocument } from './scheme-document.ts';
import { isCounterName } from './counters.ts';
import { printOf, plainName, type Expressions } from './compile-scheme.ts';
import type { Expression } from './expression.ts';

/** How often counts and points are factors of a value; a rate has neither. Null: a sum of unlike things. */
interface Kind {
  readonly counts: number;
  readonly points: number;
}

const PLAIN: Kind = { counts: 0, points: 0 };
const COUNT: Kind = { counts: 1, points: 0 };
const POINTS: Kind = { counts: 0, points: 1 };

/**
 * Definitions whose label lies: a percentage that is no rate, a count that is none. Points are what somebody chooses to give,
 * so anything may be printed as points.
 */
export function falsePrints(document: SchemeDocument, expressions: Expressions): string[] {
  return [...expressions].flatMap(([name, expression]) => {
    const print = printOf(document, name);
    if (print === 'points' || isNumber(expression)) return [];
    const kind = kindOf(document, expression);
    const wanted = print === 'percent' ? PLAIN : COUNT;
    return kind !== null && kind.counts === wanted.counts && kind.points === wanted.points ? [] : [name];
  });
}

function kindOf(document: SchemeDocument, part: Expression): Kind | null {
  switch (part.kind) {
    case 'number':
      return PLAIN;
    case 'name':
      return kindOfName(document, plainName(part.name));
    case 'negate':
      return kindOf(document, part.of);
    case 'call':
      return alike(document, part.args);
    case 'binary': {
      if (part.op === '+' || part.op === '-') return alike(document, [part.left, part.right]);
      const left = kindOf(document, part.left);
      const right = kindOf(document, part.right);
      if (left === null || right === null) return null;
      const sign = part.op === '*' ? 1 : -1;
      return { counts: left.counts + sign * right.counts, points: left.points + sign * right.points };
    }
  }
}

function kindOfName(document: SchemeDocument, name: string): Kind {
  if (isCounterName(name)) return COUNT;
  const print = printOf(document, name);
  return print === 'percent' ? PLAIN : print === 'count' ? COUNT : POINTS;
}

/** The kind of things that are added or compared; a bare number is of whatever kind the others are. */
function alike(document: SchemeDocument, parts: readonly Expression[]): Kind | null {
  const kinds = parts.filter((part) => !isNumber(part)).map((part) => kindOf(document, part));
  const [first = PLAIN, ...others] = kinds;
  const isLike = (kind: Kind | null): boolean =>
    kind !== null && first !== null && kind.counts === first.counts && kind.points === first.points;
  return others.every(isLike) ? first : null;
}

/** Made of numbers alone. */
function isNumber(part: Expression): boolean {
  if (part.kind === 'number') return true;
  if (part.kind === 'negate') return isNumber(part.of);
  if (part.kind === 'call') return part.args.every(isNumber);
  return part.kind === 'binary' && isNumber(part.left) && isNumber(part.right);
}
