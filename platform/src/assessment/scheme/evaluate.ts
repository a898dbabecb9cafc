import { printOf, roundedAs, type Scheme } from './compile-scheme.ts';
import type { CounterName } from './counters.ts';
import { exactText, Fraction, fromExactText, printParts, printRounded, type Print } from './exact.ts';
import { compute, namesIn, printExpression, type Expression } from './expression.ts';
import type { Definition, Mark, Step } from './scheme-document.ts';
import { weigh, type Weighted } from './weigh.ts';
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
  /**
   * True where nothing arrived during the period and overdue cases are open: it is scored by them, and parts without data are
   * left out, so that nobody leaves a ranking by sending nothing.
   */
  readonly onlyBacklog?: boolean;
  /** Exact values of other periods and members by their names, `previous(closing_rate)`; none without data. */
  readonly elsewhere?: Readonly<Record<string, string>>;
  /** 1: as results were computed before parts added up and points were kept between 0 and 100. */
  readonly rules?: 1 | 2;
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
  /** Present where nothing arrived and overdue cases alone are judged: parts without data are left out. */
  readonly onlyBacklog?: true;
  readonly score: { readonly exact: string; readonly printed: string } | null;
  /** By the unrounded score; null without score or grades. */
  readonly grade: string | null;
}

type Worked = { readonly value: Fraction } | { readonly reason: NoData };

/**
 * Applies a scheme: exact fractions throughout, rounded once for printing. A value without data passes its reason on to
 * everything made from it. A member in a group that the scheme does not have is not scored.
 */
export function evaluate(scheme: Scheme, input: EvaluationInput): Evaluation {
  const { document } = scheme;
  const group = document.groups.find((each) => each.key === input.group);
  const scoreName = (group ?? document.groups[0]!).score;
  const worked = workAll(scheme, input);
  const values: Record<string, Value> = {};
  for (const [name, each] of worked) values[name] = valueOf(scheme, name, each, worked);
  const score = scoreOf(present(worked.get(scoreName), scoreName), input, group === undefined);
  return {
    group: input.group,
    state: 'value' in score ? 'scored' : 'no_data',
    reason: 'value' in score ? null : score.reason,
    values,
    scoreName,
    parts: partsOf(scheme, scoreName, worked, input),
    ...(input.onlyBacklog === true && { onlyBacklog: true }),
    score:
      'value' in score
        ? {
            exact: exactText(score.value),
            printed: printRounded(score.value, roundedAs(document, scoreName, 'points')),
          }
        : null,
    grade: 'value' in score ? gradeOf(group?.grades ?? document.grades, score.value) : null,
  };
}

function scoreOf(score: Worked, { silent, group }: EvaluationInput, isStray: boolean): Worked {
  if (isStray) return { reason: noData('SCHEME-NO-DATA-GROUP', { group }) };
  return silent ? { reason: noData('SCHEME-NO-DATA-SILENCE', {}) } : score;
}

function workAll(scheme: Scheme, input: EvaluationInput): Map<string, Worked> {
  const worked = new Map<string, Worked>();
  const given = (values: Readonly<Record<string, unknown>> | undefined, name: string): string | undefined =>
    values !== undefined && Object.hasOwn(values, name) ? String(values[name]) : undefined;
  for (const name of scheme.counters) worked.set(name, { value: new Fraction(input.counters[name] ?? 0) });
  for (const [name, { default: fallback }] of Object.entries(scheme.document.inputs)) {
    const value = given(input.inputs, name) ?? fallback;
    worked.set(
      name,
      value === undefined ? { reason: noData('SCHEME-NO-DATA-INPUT', { name }) } : { value: new Fraction(value) },
    );
  }
  for (const name of scheme.elsewhere) {
    const value = given(input.elsewhere, name);
    worked.set(
      name,
      value === undefined ? { reason: noData('SCHEME-NO-DATA-ELSEWHERE', { name }) } : { value: fromExactText(value) },
    );
  }
  for (const name of scheme.order) worked.set(name, work(scheme, name, worked, input));
  return worked;
}

const noData = (code: NoData['code'], details: Params): NoData => ({ code, details });

const pointsIn =
  (worked: ReadonlyMap<string, Worked>) =>
  (name: string): Fraction | null => {
    const each = present(worked.get(name), name);
    return 'value' in each ? each.value : null;
  };

function work(scheme: Scheme, name: string, worked: ReadonlyMap<string, Worked>, input: EvaluationInput): Worked {
  const definition = present(scheme.document.definitions[name], name);
  if (definition.kind === 'cell_bins') return meanOverCells(definition, input);
  if (definition.kind === 'formula') return workFormula(present(scheme.expressions.get(name), name), worked);
  if (definition.kind === 'weighted') {
    const { parts, missing } = weigh(definition, pointsIn(worked), input.onlyBacklog === true);
    if (missing !== null) return present(worked.get(missing), missing);
    return { value: parts.reduce((sum, part) => (part === null ? sum : sum.add(part.contribution)), new Fraction(0)) };
  }
  const of = present(worked.get(definition.of), definition.of);
  if ('reason' in of) return of;
  if (definition.kind === 'bins') return { value: stepPoints(definition.steps, of.value) };
  const rate = definition.direction === 'higher' ? of.value : new Fraction(1).sub(of.value);
  return { value: input.rules === 1 ? rate.mul(100) : between(rate.mul(100), 0, 100) };
}

const between = (value: Fraction, least: number, most: number): Fraction =>
  value.lt(least) ? new Fraction(least) : value.gt(most) ? new Fraction(most) : value;

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
  return {
    ...shown,
    state: 'value',
    exact: exactText(each.value),
    printed: printValue(scheme, name, print, each.value),
  };
}

function printValue({ document }: Scheme, name: string, print: Print, value: Fraction): string {
  if (print === 'percent') return `${printRounded(value.mul(100), roundedAs(document, name, 'percent'))}%`;
  const rounded = roundedAs(document, name, 'points');
  return printRounded(value, print === 'count' && value.d === 1n ? { ...rounded, decimals: 0 } : rounded);
}

/** The two sides of a formula that is one division, so that the counts stand beside the rate. */
function ratioOf(scheme: Scheme, name: string, worked: ReadonlyMap<string, Worked>): Value['ratio'] {
  const expression = scheme.expressions.get(name);
  if (expression?.kind !== 'binary' || expression.op !== '/') return undefined;
  const side = (part: Expression): Side | undefined => {
    const each = workFormula(part, worked);
    if ('reason' in each) return undefined;
    const counters = namesIn(part).filter((used) => (scheme.counters as readonly string[]).includes(used));
    return { formula: printExpression(part), printed: printValue(scheme, name, 'count', each.value), counters };
  };
  const over = side(expression.left);
  const under = side(expression.right);
  return over === undefined || under === undefined ? undefined : { over, under };
}

/** The parts of a score as they are printed: they add up to the printed score. */
function partsOf(
  scheme: Scheme,
  scoreName: string,
  worked: ReadonlyMap<string, Worked>,
  { onlyBacklog = false, rules }: EvaluationInput,
): Part[] {
  const definition = scheme.document.definitions[scoreName];
  if (definition?.kind !== 'weighted') return [];
  const printed = printContributions(scheme, scoreName, definition, pointsIn(worked), onlyBacklog);
  return definition.parts.map(({ of, weight, mark }, index) => {
    const each = present(worked.get(of), of);
    const alone = (): string | null =>
      'value' in each ? printRounded(each.value.mul(weight), roundedAs(scheme.document, scoreName, 'points')) : null;
    return { of, weight, mark, contribution: rules === 1 ? alone() : printed[index]! };
  });
}

/** What each part of a weighted sum contributes, printed so that the parts add up to the printed sum; null without data. */
export function printContributions(
  { document }: Pick<Scheme, 'document'>,
  name: string,
  definition: Weighted,
  pointsOf: (name: string) => Fraction | null,
  onlyBacklog: boolean,
): (string | null)[] {
  const { parts, missing } = weigh(definition, pointsOf, onlyBacklog);
  const rounded = roundedAs(document, name, 'points');
  if (missing !== null) {
    return parts.map((part) => (part === null ? null : printRounded(part.contribution, rounded)));
  }
  const sum = parts.reduce((total, part) => (part === null ? total : total.add(part.contribution)), new Fraction(0));
  const counted = parts.flatMap((part) => (part === null ? [] : [part.contribution]));
  const printed = printParts(counted, printRounded(sum, rounded), rounded.decimals);
  return parts.map((part) => (part === null ? null : (printed.shift() ?? null)));
}

function gradeOf(grades: Scheme['document']['grades'], score: Fraction): string | null {
  return (grades.find((grade) => score.gte(grade.from)) ?? grades.at(-1))?.grade ?? null;
}
