import { Fraction } from './exact.ts';

/** Formula of a scheme: numbers, names, + − × ÷, brackets, min(…) and max(…). */
export type Expression =
  | { readonly kind: 'number'; readonly value: Fraction }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'negate'; readonly of: Expression }
  | { readonly kind: 'call'; readonly fn: 'min' | 'max'; readonly args: readonly Expression[] }
  | {
      readonly kind: 'binary';
      readonly op: '+' | '-' | '*' | '/';
      readonly left: Expression;
      readonly right: Expression;
    };

/** Where a formula stops making sense: 1-based position and what stood there. */
export class SyntaxFault extends Error {
  readonly at: number;
  readonly found: string;
  constructor(at: number, found: string) {
    super(`unexpected ${found} at ${at}`);
    this.at = at;
    this.found = found;
  }
}

interface Token {
  readonly text: string;
  readonly at: number;
}

const TOKEN = /\s*(?:(\d+(?:\.\d+)?|[a-z_][a-z0-9_]*|[-+*/(),])|(\S))/gy;
const DEEPEST = 50;
/** As everywhere in a scheme: nine digits on either side of the point. */
const LITERAL = /^\d{1,9}(\.\d{1,9})?$/;

/** The first number of a formula that has more digits than a scheme may write; undefined where there is none. */
export const longLiteral = (text: string): Token | undefined =>
  tokens(text).find((token) => /^\d/.test(token.text) && !LITERAL.test(token.text));

/** Where else than in its own period and member a formula may look: `previous(closing_rate)`. */
const SCOPES = ['previous', 'last_year', 'sum_of_group'] as const;
/** The value of the period before, of the same period a year ago, or the sum over all members of the group. */
export type Scope = (typeof SCOPES)[number];

export interface Elsewhere {
  readonly scope: Scope;
  readonly of: string;
}

/** What a name such as `previous(closing_rate)` means; null for a plain one. */
export function elsewhereOf(name: string): Elsewhere | null {
  const [, scope, of] = /^(\w+)\((\w+)\)$/.exec(name) ?? [];
  return scope === undefined ? null : { scope: scope as Scope, of: of ?? '' };
}

const isScope = (token: string): token is Scope => (SCOPES as readonly string[]).includes(token);

function tokens(text: string): Token[] {
  const found: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const at = match.index + match[0].length - (match[1] ?? match[2]!).length + 1;
    if (match[1] === undefined) throw new SyntaxFault(at, match[2]!);
    found.push({ text: match[1], at });
  }
  return found;
}

/** Parses a formula; throws SyntaxFault. Products bind before sums; both run from left to right. */
export function parseExpression(text: string): Expression {
  const list = tokens(text);
  let next = 0;
  let depth = 0;
  const peek = (): string | undefined => list[next]?.text;
  const fault = (): SyntaxFault => new SyntaxFault(list[next]?.at ?? text.length + 1, peek() ?? 'end');
  const take = (wanted: string): void => {
    if (peek() !== wanted) throw fault();
    next++;
  };

  const sum = (): Expression => {
    if (++depth > DEEPEST) throw fault();
    let left = product();
    for (let op = peek(); op === '+' || op === '-'; op = peek()) {
      next++;
      left = { kind: 'binary', op, left, right: product() };
    }
    depth--;
    return left;
  };
  const product = (): Expression => {
    let left = factor();
    for (let op = peek(); op === '*' || op === '/'; op = peek()) {
      next++;
      left = { kind: 'binary', op, left, right: factor() };
    }
    return left;
  };
  const factor = (): Expression => {
    const token = peek();
    if (token === undefined) throw fault();
    if (token === '-') {
      if (++depth > DEEPEST) throw fault();
      next++;
      const of = factor();
      depth--;
      return { kind: 'negate', of };
    }
    if (token === '(') {
      next++;
      const inner = sum();
      take(')');
      return inner;
    }
    if (/^\d/.test(token)) {
      next++;
      return { kind: 'number', value: new Fraction(token) };
    }
    if (!/^[a-z_]/.test(token)) throw fault();
    next++;
    if ((token === 'min' || token === 'max') && peek() === '(') return call(token);
    return { kind: 'name', name: isScope(token) && peek() === '(' ? elsewhere(token) : token };
  };
  const elsewhere = (scope: Scope): string => {
    take('(');
    const of = peek();
    if (of === undefined || !/^[a-z_]/.test(of)) throw fault();
    next++;
    take(')');
    return `${scope}(${of})`;
  };
  const call = (fn: 'min' | 'max'): Expression => {
    take('(');
    const args = [sum()];
    while (peek() === ',') {
      next++;
      args.push(sum());
    }
    take(')');
    return { kind: 'call', fn, args };
  };

  const whole = sum();
  if (next < list.length) throw fault();
  return whole;
}

/** Every name a formula uses, in order of appearance, without repeats. */
export function namesIn(expression: Expression): string[] {
  return [...new Set(walk(expression).flatMap((part) => (part.kind === 'name' ? [part.name] : [])))];
}

/** The expression and all its parts. */
export function walk(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'number':
    case 'name':
      return [expression];
    case 'negate':
      return [expression, ...walk(expression.of)];
    case 'call':
      return [expression, ...expression.args.flatMap(walk)];
    case 'binary':
      return [expression, ...walk(expression.left), ...walk(expression.right)];
  }
}

/** How names and signs are written. */
export interface Notation {
  readonly name: (name: string) => string;
  readonly sign: Readonly<Record<'+' | '-' | '*' | '/', string>>;
}

const SOURCE: Notation = { name: (name) => name, sign: { '+': '+', '-': '-', '*': '*', '/': '/' } };

/** The formula written out again, with only the brackets it needs: the same text for the same meaning. */
export function printExpression(expression: Expression, notation: Notation = SOURCE): string {
  const print = (part: Expression, within: number): string => {
    const bracket = (strength: number, text: string): string => (strength < within ? `(${text})` : text);
    switch (part.kind) {
      case 'number':
        return part.value.toString();
      case 'name':
        return notation.name(part.name);
      case 'negate':
        return bracket(3, `${notation.sign['-']}${print(part.of, 3)}`);
      case 'call':
        return `${part.fn}(${part.args.map((arg) => print(arg, 0)).join(', ')})`;
      case 'binary': {
        const strength = part.op === '+' || part.op === '-' ? 1 : 2;
        const left = print(part.left, strength);
        const right = print(part.right, strength + 1);
        return bracket(strength, `${left} ${notation.sign[part.op]} ${right}`);
      }
    }
  };
  return print(expression, 0);
}

/** Value of a formula, or the division that has nothing to divide by. */
export type Outcome = { readonly value: Fraction } | { readonly zeroDenominator: Expression };

/** Works a formula out exactly. `lookup` gives the value of a name. */
export function compute(expression: Expression, lookup: (name: string) => Fraction): Outcome {
  const stop: { zero?: Expression } = {};
  const go = (part: Expression): Fraction => {
    switch (part.kind) {
      case 'number':
        return part.value;
      case 'name':
        return lookup(part.name);
      case 'negate':
        return go(part.of).neg();
      case 'call': {
        const values = part.args.map(go);
        return values.reduce((a, b) => ((part.fn === 'min' ? a.lt(b) : a.gt(b)) ? a : b));
      }
      case 'binary': {
        const left = go(part.left);
        const right = go(part.right);
        if (part.op === '+') return left.add(right);
        if (part.op === '-') return left.sub(right);
        if (part.op === '*') return left.mul(right);
        if (right.n !== 0n) return left.div(right);
        stop.zero ??= part.right;
        return new Fraction(0);
      }
    }
  };
  const value = go(expression);
  return stop.zero === undefined ? { value } : { zeroDenominator: stop.zero };
}
