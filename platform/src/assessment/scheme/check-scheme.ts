import { issueMessage } from '../../kernel/zod-messages.ts';
import { falsePrints } from './check-prints.ts';
import { beyondBudget } from './check-size.ts';
import { compareSteps, gradeFaults } from './check-steps.ts';
import { countersIn, orderOf, plainName, printOf, usesOf, type Scheme } from './compile-scheme.ts';
import { CELL_COUNTERS, isCounterName } from './counters.ts';
import { Fraction, exactText } from './exact.ts';
import {
  elsewhereOf,
  longLiteral,
  parseExpression,
  printExpression,
  SyntaxFault,
  walk,
  type Expression,
} from './expression.ts';
import { schemeDocument, type SchemeDocument } from './scheme-document.ts';
import { inTwo, message, type CodeOf, type Params } from '../../kernel/message.ts';

/** Why a scheme is refused. The texts come from the one catalogue of problems. */
export interface SchemeReason {
  readonly code: Extract<CodeOf<'finding'>, `SCHEME-${string}`>;
  readonly details: Params;
  readonly zh: string;
  readonly en: string;
}

export type CheckedScheme =
  { readonly ok: true; readonly scheme: Scheme } | { readonly ok: false; readonly reasons: readonly SchemeReason[] };

const reason = (code: SchemeReason['code'], details: Params): SchemeReason => ({
  code,
  details,
  ...inTwo({ code, params: details }),
});

/**
 * Checks a scheme document and prepares it for `evaluate`. All reasons are given at once: shape first (nothing else can be
 * checked of a document of the wrong shape), then syntax, names, circles, weights, divisions, steps and grades; labels and
 * budget of a document that is sound otherwise.
 */
export function checkScheme(input: unknown): CheckedScheme {
  const hidden = hiddenNames(input);
  if (hidden.length > 0) {
    return {
      ok: false,
      reasons: hidden.map((path) =>
        reason('SCHEME-SHAPE', { path, reason: message('scheme.name', { name: '__proto__' }) }),
      ),
    };
  }
  const parsed = schemeDocument.safeParse(input);
  if (!parsed.success) {
    const reasons = parsed.error.issues.map((issue) =>
      reason('SCHEME-SHAPE', { path: issue.path.join('.') || '-', reason: issueMessage(issue) }),
    );
    return { ok: false, reasons };
  }
  const document = parsed.data;
  const reasons: SchemeReason[] = [];
  const expressions = parseFormulas(document, reasons);
  const uses = new Map(
    Object.entries(document.definitions).map(([name, definition]) => [name, usesOf(definition, expressions.get(name))]),
  );
  checkNames(document, uses, reasons);
  const { order, circle } = orderOf(uses);
  if (circle !== undefined) reasons.push(reason('SCHEME-CYCLE', { path: circle.join(' → ') }));
  for (const [name, expression] of expressions) checkDivisions(name, expression, reasons);
  checkDefinitions(document, reasons);
  checkSettings(document, reasons);
  checkGroupSums(uses, reasons);
  if (reasons.length === 0) {
    // What a formula comes to is looked at when it means something.
    for (const name of falsePrints(document, expressions)) {
      reasons.push(reason('SCHEME-PRINT', { name, print: printOf(document, name) }));
    }
    for (const name of beyondBudget(document, order, expressions)) reasons.push(reason('SCHEME-BUDGET', { name }));
  }
  if (reasons.length > 0) return { ok: false, reasons };

  const cellCounters = countersIn(
    Object.values(document.definitions).flatMap((each) => (each.kind === 'cell_bins' ? [each.of] : [])),
  );
  const used = [...uses.values()].flat();
  return {
    ok: true,
    scheme: {
      ...{ document, order, expressions, cellCounters, counters: countersIn(used.map(plainName)) },
      elsewhere: [...new Set(used)].filter((name) => elsewhereOf(name) !== null).sort(),
    },
  };
}

/** `__proto__` as a name would be lost without a word, as JavaScript sets it aside. */
function hiddenNames(input: unknown): string[] {
  const isNamed = (part: unknown): boolean =>
    typeof part === 'object' && part !== null && Object.hasOwn(part, '__proto__');
  const { inputs, definitions, belonging } = (input ?? {}) as Record<string, unknown>;
  const parts = {
    '-': input,
    inputs,
    definitions,
    belonging,
    'belonging.except': (belonging as { except?: unknown } | undefined)?.except,
  };
  return Object.entries(parts).flatMap(([path, part]) => (isNamed(part) ? [path] : []));
}

/** A sum over the group cannot be made of such a sum: it would have to be known before itself. */
function checkGroupSums(uses: ReadonlyMap<string, readonly string[]>, reasons: SchemeReason[]): void {
  const isOfGroup = (name: string): boolean => elsewhereOf(name)?.scope === 'sum_of_group';
  const reaches = (name: string, seen: Set<string>): boolean =>
    !seen.has(name) && (seen.add(name), (uses.get(name) ?? []).some((used) => isOfGroup(used) || reaches(used, seen)));
  for (const name of new Set([...uses.values()].flat().filter(isOfGroup))) {
    if (reaches(plainName(name), new Set()))
      reasons.push(reason('SCHEME-CYCLE', { path: `${name} → ${plainName(name)}` }));
  }
}

function parseFormulas(document: SchemeDocument, reasons: SchemeReason[]): Map<string, Expression> {
  const expressions = new Map<string, Expression>();
  for (const [name, definition] of Object.entries(document.definitions)) {
    if (definition.kind !== 'formula') continue;
    try {
      const long = longLiteral(definition.formula);
      if (long !== undefined) throw new SyntaxFault(long.at, long.text);
      expressions.set(name, parseExpression(definition.formula));
    } catch (error) {
      if (!(error instanceof SyntaxFault)) throw error;
      reasons.push(reason('SCHEME-SYNTAX', { name, at: error.at, found: error.found }));
    }
  }
  return expressions;
}

function checkNames(document: SchemeDocument, uses: Map<string, string[]>, reasons: SchemeReason[]): void {
  const own = [...Object.keys(document.inputs), ...Object.keys(document.definitions)];
  for (const name of new Set(own)) {
    if (isCounterName(name) || (Object.hasOwn(document.inputs, name) && Object.hasOwn(document.definitions, name))) {
      reasons.push(reason('SCHEME-NAME-TAKEN', { name }));
    }
  }
  const known = (name: string): boolean => isCounterName(plainName(name)) || own.includes(plainName(name));
  const wanted: (readonly [inside: string, name: string])[] = [
    ...[...uses].flatMap(([inside, names]) => names.map((name) => [inside, name] as const)),
    ...document.groups.map(({ key, score }) => [`groups.${key}`, score] as const),
  ];
  for (const [inside, name] of wanted) {
    if (!known(name)) reasons.push(reason('SCHEME-UNKNOWN-NAME', { name, inside }));
  }
  for (const name of Object.keys(document.belonging.except)) {
    if (!isCounterName(name)) reasons.push(reason('SCHEME-UNKNOWN-NAME', { name, inside: 'belonging.except' }));
  }
}

/** Divisions that can be seen to be nonsense without any figures: by a constant 0, by x − x, or of x by x. */
function checkDivisions(name: string, expression: Expression, reasons: SchemeReason[]): void {
  for (const part of walk(expression)) {
    if (part.kind !== 'binary' || part.op !== '/') continue;
    const formula = printExpression(part);
    if (isAlwaysZero(part.right)) reasons.push(reason('SCHEME-DIVISION', { name, formula }));
    else if (printExpression(part.left) === printExpression(part.right)) {
      reasons.push(reason('SCHEME-DIVISION', { name, formula }));
    }
  }
}

function isAlwaysZero(part: Expression): boolean {
  if (part.kind === 'number') return part.value.n === 0n;
  if (part.kind === 'negate') return isAlwaysZero(part.of);
  if (part.kind !== 'binary') return false;
  if (part.op === '-') {
    return (
      printExpression(part.left) === printExpression(part.right) ||
      (isAlwaysZero(part.left) && isAlwaysZero(part.right))
    );
  }
  if (part.op === '+') return isAlwaysZero(part.left) && isAlwaysZero(part.right);
  return isAlwaysZero(part.left) || (part.op === '*' && isAlwaysZero(part.right));
}

function checkDefinitions(document: SchemeDocument, reasons: SchemeReason[]): void {
  for (const [name, definition] of Object.entries(document.definitions)) {
    if (definition.kind === 'weighted') {
      const sum = definition.parts.reduce((total, part) => total.add(part.weight), new Fraction(0));
      if (!sum.equals(1)) reasons.push(reason('SCHEME-WEIGHTS', { name, sum: exactText(sum) }));
      for (const { of, weight } of definition.parts) {
        if (new Fraction(weight).lte(0)) reasons.push(reason('SCHEME-WEIGHT', { name, part: of, weight }));
        if (printOf(document, of) !== 'points') reasons.push(reason('SCHEME-NOT-POINTS', { name: of, inside: name }));
      }
    } else if (definition.kind === 'rate_points') {
      if (printOf(document, definition.of) !== 'percent') {
        reasons.push(reason('SCHEME-NOT-A-RATE', { name: definition.of, inside: name }));
      }
    } else if (definition.kind === 'bins') {
      const faults = compareSteps(definition.steps);
      if (faults.length > 0) reasons.push(reason('SCHEME-BINS', { name, reason: faults.join(', ') }));
    } else if (definition.kind === 'cell_bins') {
      const faults = [...compareSteps(definition.steps[1]), ...compareSteps(definition.steps[2])];
      if (faults.length > 0) reasons.push(reason('SCHEME-BINS', { name, reason: faults.join(', ') }));
      if (!(CELL_COUNTERS as readonly string[]).includes(definition.of)) {
        reasons.push(reason('SCHEME-CELL-COUNTER', { name, of: definition.of, allowed: CELL_COUNTERS.join(', ') }));
      }
    }
  }
}

function checkSettings(document: SchemeDocument, reasons: SchemeReason[]): void {
  for (const { key, score } of document.groups) {
    if (printOf(document, score) !== 'points') {
      reasons.push(reason('SCHEME-NOT-POINTS', { name: score, inside: `groups.${key}` }));
    }
  }
  const keys = document.groups.map((group) => group.key);
  for (const key of keys.filter((each, index) => keys.indexOf(each) !== index)) {
    reasons.push(reason('SCHEME-NAME-TAKEN', { name: `groups.${key}` }));
  }
  for (const grades of [document.grades, ...document.groups.map((group) => group.grades ?? [])]) {
    const faults = gradeFaults(grades);
    if (faults.length > 0) reasons.push(reason('SCHEME-GRADES', { reason: faults.join(', ') }));
  }
  const otherBasis =
    document.belonging.date !== 'disposal_due' ||
    (document.belonging.except['need_archive_num'] ?? 'disposal_due') !== 'disposal_due';
  if (document.backlog.kept && otherBasis) reasons.push(reason('SCHEME-BACKLOG', {}));
}
