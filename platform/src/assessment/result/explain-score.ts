import { present } from '../../kernel/present.ts';
import { inTwo, sentence, type Params } from '../../kernel/message.ts';
import { usesOf, type Scheme } from '../scheme/compile-scheme.ts';
import { printContributions, stepReached, type Evaluation, type NoData, type Value } from '../scheme/evaluate.ts';
import { Fraction, fromExactText } from '../scheme/exact.ts';
import { elsewhereOf, parseExpression } from '../scheme/expression.ts';
import type { Definition, Step, Words } from '../scheme/scheme-document.ts';
import { formulaInWords, titleOf } from '../scheme/words.ts';
import type { Weighted } from '../scheme/weigh.ts';
import { FULL_POINTS, lostOf, printLost, type LostPoints } from './lost-points.ts';
import type { ResultDocument } from './result.ts';

/** Why there is no figure, in a sentence. */
export interface NoFigure extends Words {
  readonly code: NoData['code'];
}

/** A value as printed; no_data says why there is none. Numerator and denominator where it is one division. */
export interface ScoreValue {
  readonly state: 'value' | 'no_data';
  readonly printed: string | null;
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly noData: NoFigure | null;
}

/** Steps by which a value earns points; one table per area class where cells are judged. */
export interface StepTable {
  readonly areaClass: 1 | 2 | null;
  /** `applies`: the step the value has reached; null where every cell has its own. */
  readonly steps: readonly (Step & { readonly applies: boolean | null })[];
}

/** What the unit grid cells earned: those of one class and count in one row, each with the same points. */
export interface CellTable {
  /** Cells of all rows; the points of the node are the mean over them. */
  readonly total: number;
  readonly rows: readonly {
    readonly areaClass: 1 | 2;
    readonly count: number;
    readonly cells: number;
    readonly points: string;
  }[];
}

/** One named value of a score, with what it is made of. Everything is printed: a reader renders, and computes nothing. */
export interface ScoreNode {
  readonly kind: Definition['kind'] | 'input' | 'counter' | 'elsewhere';
  /** Name in the scheme; of a counter, the name that `countedCases` lists the cases of. */
  readonly name: string;
  readonly title: Words;
  /** For kind formula. */
  readonly formula: Words | null;
  /** For kind rate_points. */
  readonly direction: 'higher' | 'lower' | null;
  readonly value: ScoreValue;
  /** Inside a weighted parent: `40%`, and weight × value, printed so that all of them add up to the printed value of the parent. */
  readonly weight: string | null;
  readonly contribution: string | null;
  /** What that could have been, and how much of it was not earned; of a weighted score itself, all 100 points. */
  readonly full: string | null;
  readonly lost: string | null;
  readonly steps: readonly StepTable[];
  readonly cells: CellTable | null;
  /** Our reading where the source leaves it open; the notes say which. */
  readonly isInferred: boolean;
  readonly notes: readonly Words[];
  /** Explained in full before in this tree; children are left out here. */
  readonly isRepeated: boolean;
  readonly children: readonly ScoreNode[];
}

/** Why a member has the score it has. */
export interface ScoreExplanation {
  readonly score: ScoreNode;
  /** Definitions that are shown and that no group's score is made of. */
  readonly unscored: readonly ScoreNode[];
  /** Why there is no score; null where there is one. */
  readonly noData: NoFigure | null;
}

type Part = Extract<Definition, { kind: 'weighted' }>['parts'][number];

/** A part with what it contributes to the whole, printed. */
interface Share {
  readonly part: Part;
  readonly contribution: string | null;
  readonly points: LostPoints | null;
}

/** Explains a stored result by the scheme it was computed with. Nothing is scored again: values are those of the document. */
export function explainScore(scheme: Scheme, document: ResultDocument): ScoreExplanation {
  const score = explainName(scheme, document, document.scoreName);
  return {
    score: { ...score, ...wholeOf(score, document), notes: [...score.notes, ...notesOn(document)] },
    unscored: unscoredIn(scheme).map((name) => explainName(scheme, document, name)),
    noData: document.reason === null ? null : noFigure(scheme, document.reason),
  };
}

/** Full and lost points of a score that is a weighted sum; of another one nobody can say what the most is. */
function wholeOf({ kind }: ScoreNode, { score }: ResultDocument): LostPoints | null {
  return kind === 'weighted' && score !== null ? { full: String(FULL_POINTS), lost: lostOf(score.printed) } : null;
}

/** What is particular to this result: cases that came late, and silence with overdue cases. */
function notesOn({ late = {}, onlyBacklog }: ResultDocument): Words[] {
  const words = (code: 'score.late' | 'score.only-backlog', params: Params): Words => inTwo({ code, params });
  return [
    ...Object.entries(late).map(([basis, count]) => words('score.late', { count, basis: { code: `basis.${basis}` } })),
    ...(onlyBacklog === true ? [words('score.only-backlog', {})] : []),
  ];
}

function explainName(scheme: Scheme, document: ResultDocument, root: string): ScoreNode {
  // Definitions that share others would unfold without end: each is explained once in a tree.
  const explained = new Set<string>();
  const explain = (name: string, share?: Share): ScoreNode => {
    const part = share?.part;
    const definition = scheme.document.definitions[name];
    const input = scheme.document.inputs[name];
    const origin = definition ?? input;
    const value = present(document.values[name], name);
    const isRepeated = explained.has(name);
    if (definition !== undefined) explained.add(name);
    return {
      kind: definition?.kind ?? (input !== undefined ? 'input' : elsewhereOf(name) === null ? 'counter' : 'elsewhere'),
      name,
      title: titleOf(scheme, name),
      formula: definition?.kind === 'formula' ? formulaInWords(scheme, expressionOf(scheme, name)) : null,
      direction: definition?.kind === 'rate_points' ? definition.direction : null,
      value: valueOf(scheme, value),
      weight: part === undefined ? null : `${new Fraction(part.weight).mul(100)}%`,
      contribution: share?.contribution ?? null,
      full: share?.points?.full ?? null,
      lost: share?.points?.lost ?? null,
      steps: definition === undefined ? [] : stepsOf(definition, document),
      cells: definition?.kind === 'cell_bins' ? cellsOf(definition, document) : null,
      isInferred: part?.mark === 'inferred' || origin?.mark === 'inferred',
      notes: [part?.note, origin?.note].filter((note) => note !== undefined),
      isRepeated,
      children: isRepeated || definition === undefined ? [] : childrenOf(name, definition),
    };
  };
  const childrenOf = (name: string, definition: Definition): ScoreNode[] =>
    definition.kind === 'weighted'
      ? sharesOf(scheme, document, name, definition).map((share) => explain(share.part.of, share))
      : usesOf(definition, scheme.expressions.get(name)).map((used) => explain(used));
  return explain(root);
}

const expressionOf = (scheme: Scheme, name: string) => present(scheme.expressions.get(name), name);

function valueOf(scheme: Scheme, value: Value): ScoreValue {
  return {
    state: value.state,
    printed: value.state === 'value' ? value.printed : null,
    numerator: value.ratio?.over.printed ?? null,
    denominator: value.ratio?.under.printed ?? null,
    noData: value.state === 'no_data' ? noFigure(scheme, value.reason) : null,
  };
}

function noFigure(scheme: Scheme, { code, details }: NoData): NoFigure {
  const words = (language: keyof Words): string => {
    const { denominator, name, ...others } = details;
    const params = {
      ...others,
      ...(denominator !== undefined && {
        denominator: formulaInWords(scheme, parseExpression(String(denominator)))[language],
      }),
      ...(name !== undefined && { name: titleOf(scheme, String(name))[language] }),
    };
    return sentence({ code, params }, language);
  };
  return { code, zh: words('zh'), en: words('en') };
}

function exactOf({ values }: Evaluation, name: string): Fraction | null {
  const value = present(values[name], name);
  return value.state === 'value' ? fromExactText(value.exact) : null;
}

function sharesOf(scheme: Scheme, result: Evaluation, name: string, definition: Weighted): Share[] {
  const pointsOf = (part: string): Fraction | null => exactOf(result, part);
  const leaveOut = result.onlyBacklog === true;
  const printed = printContributions(scheme, name, definition, pointsOf, leaveOut);
  const points = printLost(scheme, name, definition, pointsOf, leaveOut);
  return definition.parts.map((part, index) => ({ part, contribution: printed[index]!, points: points[index]! }));
}

function stepsOf(definition: Definition, result: Evaluation): StepTable[] {
  if (definition.kind === 'cell_bins') {
    return ([1, 2] as const).map((areaClass) => ({
      areaClass,
      steps: definition.steps[areaClass].map((step) => ({ ...step, applies: null })),
    }));
  }
  if (definition.kind !== 'bins') return [];
  const value = exactOf(result, definition.of);
  const reached = value === null ? null : stepReached(definition.steps, value);
  return [{ areaClass: null, steps: definition.steps.map((step) => ({ ...step, applies: step === reached })) }];
}

function cellsOf(definition: Extract<Definition, { kind: 'cell_bins' }>, { cells }: ResultDocument): CellTable | null {
  const counted = cells[definition.of as keyof typeof cells] ?? [];
  if (counted.length === 0) return null;
  const rows = counted
    .map((row) => ({ ...row, points: stepReached(definition.steps[row.areaClass], new Fraction(row.count)).points }))
    .sort((a, b) => a.areaClass - b.areaClass || a.count - b.count);
  return { total: rows.reduce((sum, row) => sum + row.cells, 0), rows };
}

function unscoredIn({ document, expressions }: Scheme): string[] {
  const scored = new Set<string>();
  const visit = (name: string): void => {
    const definition = document.definitions[name];
    if (definition === undefined || scored.has(name)) return;
    scored.add(name);
    usesOf(definition, expressions.get(name)).forEach(visit);
  };
  for (const { score } of document.groups) visit(score);
  return Object.keys(document.definitions).filter((name) => !scored.has(name));
}
