import { scoredCells } from './scored-cells.ts';
import type { ScoredCells } from './scored-cells.ts';
import type { Definition, Evaluation, SchemeDocument, Step, Value, Words } from './scheme.ts';

/** One named value of a score, with what it is made of: the answer to "why 82?". */
export interface Explained {
  name: string;
  title: string;
  kind: Definition['kind'] | 'input' | 'counter';
  /** Formula with names in words, for kind formula. */
  formula: string | null;
  direction: 'higher' | 'lower' | null;
  /** Step tables: one, or one per area class. */
  steps: { areaClass: 1 | 2 | null; steps: Step[] }[];
  /** What every cell earned, for kind cell_bins. */
  cells: ScoredCells[];
  value: Value | null;
  /** Weight and contribution inside a weighted parent. */
  weight: string | null;
  contribution: string | null;
  inferred: boolean;
  note: string | null;
  children: Explained[];
}

export interface Language {
  pick: (words: Words) => string;
  /** Words of a counter, null when the name is none. */
  counter: (name: string) => string | null;
}

/** Follows a score through its definitions down to the counters. Definitions cannot go in circles: the platform refuses such schemes. */
export function explain(
  scheme: SchemeDocument,
  evaluation: Evaluation,
  language: Language,
  root: string = evaluation.scoreName,
): Explained {
  const go = (name: string, part?: { weight: string; mark?: string; note?: Words }): Explained => {
    const definition = scheme.definitions[name];
    const input = scheme.inputs[name];
    const origin = definition ?? input;
    const note = part?.note ?? origin?.note;
    const used = definition ? usedBy(definition) : [];
    return {
      name,
      title: origin ? language.pick(origin.title) : (language.counter(name) ?? name),
      kind: definition?.kind ?? (input ? 'input' : 'counter'),
      formula: definition?.kind === 'formula' ? inWords(definition.formula, scheme, language) : null,
      direction: definition?.kind === 'rate_points' ? definition.direction : null,
      steps: definition ? stepsOf(definition) : [],
      cells:
        definition?.kind === 'cell_bins' ? scoredCells(definition.steps, evaluation.cells?.[definition.of] ?? []) : [],
      value: evaluation.values[name] ?? null,
      weight: part?.weight ?? null,
      contribution: part ? (evaluation.parts.find((one) => one.of === name)?.contribution ?? null) : null,
      inferred: (part?.mark ?? origin?.mark) === 'inferred' || origin?.mark === 'inferred',
      note: note ? language.pick(note) : null,
      children: used.map((one) => go(one.of, 'weight' in one ? (one as { weight: string }) : undefined)),
    };
  };
  return go(root);
}

/** Definitions no group's score is made of: shown beside the score, not scored. */
export function unscored(scheme: SchemeDocument): string[] {
  const used = new Set<string>();
  const walk = (name: string): void => {
    const definition = scheme.definitions[name];
    if (definition === undefined || used.has(name)) return;
    used.add(name);
    usedBy(definition).forEach(({ of }) => walk(of));
  };
  scheme.groups.forEach((group) => walk(group.score));
  return Object.keys(scheme.definitions).filter((name) => !used.has(name));
}

function usedBy(definition: Definition): { of: string }[] {
  if (definition.kind === 'weighted') return definition.parts;
  if (definition.kind === 'formula') return namesIn(definition.formula).map((of) => ({ of }));
  return [{ of: definition.of }];
}

function stepsOf(definition: Definition): Explained['steps'] {
  if (definition.kind === 'bins') return [{ areaClass: null, steps: definition.steps }];
  if (definition.kind !== 'cell_bins') return [];
  return ([1, 2] as const).map((areaClass) => ({ areaClass, steps: definition.steps[areaClass] }));
}

const NAME = /[a-z_][a-z0-9_]*/g;
const FUNCTIONS = new Set(['min', 'max']);

const namesIn = (formula: string): string[] =>
  [...new Set(formula.match(NAME) ?? [])].filter((name) => !FUNCTIONS.has(name));

/** `a / b * 100` → `结案数 ÷ 应结案数 × 100`. */
export function inWords(formula: string, scheme: SchemeDocument, language: Language): string {
  const title = (name: string): string => {
    const origin = scheme.definitions[name] ?? scheme.inputs[name];
    return origin ? language.pick(origin.title) : (language.counter(name) ?? name);
  };
  return formula
    .replace(/\s*\*\s*/g, ' × ')
    .replace(/\s*\/\s*/g, ' ÷ ')
    .replace(/\s-\s/g, ' − ')
    .replace(NAME, (name) => (FUNCTIONS.has(name) ? name : title(name)));
}

/** `0.4` → `40%`, exactly. */
export function percentOf(decimal: string): string {
  const [whole = '0', fraction = ''] = decimal.split('.');
  const digits = whole + fraction.padEnd(2, '0').slice(0, 2);
  const rest = fraction.slice(2).replace(/0+$/, '');
  return `${digits.replace(/^0+(?=\d)/, '')}${rest ? `.${rest}` : ''}%`;
}
