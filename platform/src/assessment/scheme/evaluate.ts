import { printOf, type Scheme } from './compile-scheme.ts';
import type { CounterName } from './counters.ts';
import { exactText, Fraction, printDecimal, type Print } from './exact.ts';
import { compute, namesIn, printExpression, type Expression } from './expression.ts';
import type { Definition, Mark, Step } from './scheme-document.ts';
import type { CodeOf, Params } from '../../kernel/message.ts';
import { present } from '../../kernel/present.ts';

/** Cells of one area class with the same count: 12 cells of class 1 had 3 cases. Cells without a case count 0. */
export interface CellCount {
  readonly areaClass: 1 | 2;
  readonly count: number;
  readonly cells: number;
}

/** What a scheme is applied to: one member of one group in one period. */
export interface EvaluationInput {
  readonly group: string;
  readonly counters: Readonly<Partial<Record<CounterName, number>>>;
  /** Entered values as decimals; a missing one takes the scheme's default. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly cells?: Readonly<Partial<Record<CounterName, readonly CellCount[]>>>;
  /** True where nothing arrived during the period: nothing is scored then, however the figures look. */
  readonly silent: boolean;
}

/** Why there is no figure. Never printed as 0 or 100. */
export interface NoData {
  readonly code: Extract<CodeOf<'finding'>, `SCHEME-NO-DATA-${string}`>;
  readonly details: Params;
}

/** Numerator or denominator of a rate, with the counters it is made of (each opens a list of cases). */
export interface Side {
  readonly formula: string;
  readonly printed: string;
  readonly counters: readonly string[];
}

export type Value = { readonly print: Print; readonly ratio?: { readonly over: Side; readonly under: Side } } & (
  | { readonly state: 'value'; readonly exact: string; readonly printed: string }
  | { readonly state: 'no_data'; readonly reason: NoData }
);

export interface Part {
  readonly of: string;
  readonly weight: string;
  readonly mark?: Mark | undefined;
  /** Weight × points, printed; null without data. */
  readonly contribution: string | null;
}

export interface Evaluation {
  readonly group: string;
  readonly state: 'scored' | 'no_data';
  /** First reason why there is no score. */
  readonly reason: NoData | null;
  /** Every counter, input and definition by name. */
  readonly values: Readonly<Record<string, Value>>;
  /** Name of the definition that is the score, and its weighted parts. */
  readonly scoreName: string;
  readonly parts: readonly Part[];
  readonly score: { readonly exact: string; readonly printed: string } | null;
  /** By the unrounded score; null without score or grades. */
  readonly grade: string | null;
}

type Worked = { readonly value: Fraction } | { readonly reason: NoData };

/**
 * Applies a scheme: exact fractions throughout, rounded half up once for printing. A value without data passes its reason
 * on to everything made from it. Throws for a group the scheme does not have.
 */
export function evaluate(scheme: Scheme, input: EvaluationInput): Evaluation {
  const { document } = scheme;
  const group = document.groups.find((each) => each.key === input.group);
  if (group === undefined) throw new RangeError(`scheme ${document.id} has no group ${input.group}`);
  const worked = new Map<string, Worked>();
  for (const name of scheme.counters) worked.set(name, { value: new Fraction(input.counters[name] ?? 0) });
  for (const [name, { default: fallback }] of Object.entries(document.inputs)) {
    const given = input.inputs?.[name] ?? fallback;
    worked.set(
      name,
      given === undefined ? { reason: noData('SCHEME-NO-DATA-INPUT', { name }) } : { value: new Fraction(given) },
    );
  }
  for (const name of scheme.order) worked.set(name, work(scheme, name, worked, input));

  const values: Record<string, Value> = {};
  for (const [name, each] of worked) values[name] = valueOf(scheme, name, each, worked);
  const score: Worked = input.silent
    ? { reason: noData('SCHEME-NO-DATA-SILENCE', {}) }
    : present(worked.get(group.score), group.score);
  return {
    group: group.key,
    state: 'value' in score ? 'scored' : 'no_data',
    reason: 'value' in score ? null : score.reason,
    values,
    scoreName: group.score,
    parts: partsOf(scheme, group.score, worked),
    score:
      'value' in score
        ? { exact: exactText(score.value), printed: printDecimal(score.value, document.rounding.points) }
        : null,
    grade: 'value' in score ? gradeOf(scheme, score.value) : null,
  };
}

const noData = (code: NoData['code'], details: Params): NoData => ({ code, details });

function work(scheme: Scheme, name: string, worked: ReadonlyMap<string, Worked>, input: EvaluationInput): Worked {
  const definition = present(scheme.document.definitions[name], name);
  if (definition.kind === 'cell_bins') return meanOverCells(definition, input);
  if (definition.kind === 'formula') return workFormula(present(scheme.expressions.get(name), name), worked);
  if (definition.kind === 'weighted') {
    let sum = new Fraction(0);
    for (const part of definition.parts) {
      const each = present(worked.get(part.of), part.of);
      if ('reason' in each) return each;
      sum = sum.add(each.value.mul(part.weight));
    }
    return { value: sum };
  }
  const of = present(worked.get(definition.of), definition.of);
  if ('reason' in of) return of;
  if (definition.kind === 'bins') return { value: stepPoints(definition.steps, of.value) };
  const rate = definition.direction === 'higher' ? of.value : new Fraction(1).sub(of.value);
  return { value: rate.mul(100) };
}

function workFormula(expression: Expression, worked: ReadonlyMap<string, Worked>): Worked {
  for (const used of namesIn(expression)) {
    const each = present(worked.get(used), used);
    if ('reason' in each) return each;
  }
  const outcome = compute(expression, (used) => (worked.get(used) as { value: Fraction }).value);
  if ('value' in outcome) return outcome;
  return { reason: noData('SCHEME-NO-DATA-ZERO', { denominator: printExpression(outcome.zeroDenominator) }) };
}

function meanOverCells(definition: Extract<Definition, { kind: 'cell_bins' }>, input: EvaluationInput): Worked {
  let cells = 0;
  let points = new Fraction(0);
  for (const each of input.cells?.[definition.of as CounterName] ?? []) {
    cells += each.cells;
    points = points.add(stepPoints(definition.steps[each.areaClass], new Fraction(each.count)).mul(each.cells));
  }
  return cells === 0 ? { reason: noData('SCHEME-NO-DATA-CELLS', {}) } : { value: points.div(cells) };
}

/** The last step a value reaches; a value below the first step earns the first. */
export function stepReached(steps: readonly Step[], value: Fraction): Step {
  return steps.findLast((step) => value.gte(step.from)) ?? steps[0]!;
}

const stepPoints = (steps: readonly Step[], value: Fraction): Fraction =>
  new Fraction(stepReached(steps, value).points);

function valueOf(scheme: Scheme, name: string, each: Worked, worked: ReadonlyMap<string, Worked>): Value {
  const print = printOf(scheme.document, name);
  const ratio = ratioOf(scheme, name, worked);
  const shown = ratio === undefined ? { print } : { print, ratio };
  if ('reason' in each) return { ...shown, state: 'no_data', reason: each.reason };
  return { ...shown, state: 'value', exact: exactText(each.value), printed: printValue(scheme, print, each.value) };
}

function printValue(scheme: Scheme, print: Print, value: Fraction): string {
  const { rounding } = scheme.document;
  if (print === 'count') return printDecimal(value, value.d === 1n ? 0 : rounding.points);
  return print === 'percent'
    ? `${printDecimal(value.mul(100), rounding.percent)}%`
    : printDecimal(value, rounding.points);
}

/** The two sides of a formula that is one division, so that the counts stand beside the rate. */
function ratioOf(scheme: Scheme, name: string, worked: ReadonlyMap<string, Worked>): Value['ratio'] {
  const expression = scheme.expressions.get(name);
  if (expression?.kind !== 'binary' || expression.op !== '/') return undefined;
  const side = (part: Expression): Side | undefined => {
    const each = workFormula(part, worked);
    if ('reason' in each) return undefined;
    const counters = namesIn(part).filter((used) => (scheme.counters as readonly string[]).includes(used));
    return { formula: printExpression(part), printed: printValue(scheme, 'count', each.value), counters };
  };
  const over = side(expression.left);
  const under = side(expression.right);
  return over === undefined || under === undefined ? undefined : { over, under };
}

function partsOf(scheme: Scheme, scoreName: string, worked: ReadonlyMap<string, Worked>): Part[] {
  const definition = scheme.document.definitions[scoreName];
  if (definition?.kind !== 'weighted') return [];
  return definition.parts.map(({ of, weight, mark }) => {
    const each = present(worked.get(of), of);
    const contribution = 'value' in each ? printDecimal(each.value.mul(weight), scheme.document.rounding.points) : null;
    return { of, weight, mark, contribution };
  });
}

function gradeOf(scheme: Scheme, score: Fraction): string | null {
  const { grades } = scheme.document;
  return (grades.find((grade) => score.gte(grade.from)) ?? grades.at(-1))?.grade ?? null;
}
