import { type CounterName, isCounterName } from './counters.ts';
import type { RoundedAs } from './exact.ts';
import { elsewhereOf, namesIn, type Expression } from './expression.ts';
import type { Definition, SchemeDocument } from './scheme-document.ts';

/** Formulas of definitions, parsed. */
export type Expressions = ReadonlyMap<string, Expression>;

/** A document found sound by `checkScheme`, with its formulas parsed and its definitions in order of use. */
export interface Scheme {
  readonly document: SchemeDocument;
  /** Names of definitions, each after everything it uses. */
  readonly order: readonly string[];
  readonly expressions: Expressions;
  /** Counters some definition uses. */
  readonly counters: readonly CounterName[];
  /** Names of other periods and members that some formula uses: `previous(closing_rate)`. */
  readonly elsewhere: readonly string[];
  /** Counters judged cell by cell. */
  readonly cellCounters: readonly CounterName[];
}

/** Names a definition uses directly. */
export function usesOf(definition: Definition, expression: Expression | undefined): string[] {
  if (definition.kind === 'formula') return expression === undefined ? [] : namesIn(expression);
  if (definition.kind === 'weighted') return definition.parts.map((part) => part.of);
  return [definition.of];
}

const own = <T>(named: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(named, name) ? named[name] : undefined;

/** How a name is printed. */
export function printOf({ definitions, inputs }: SchemeDocument, name: string): 'count' | 'percent' | 'points' {
  const plain = plainName(name);
  const definition = own(definitions, plain);
  if (definition !== undefined) return definition.kind === 'formula' ? definition.print : 'points';
  return own(inputs, plain)?.print ?? 'count';
}

/** The name itself, or of one that is looked up elsewhere the name there. */
export const plainName = (name: string): string => elsewhereOf(name)?.of ?? name;

/** To how many decimals a name is rounded, and how: as it says itself, else as its scheme says. */
export function roundedAs(
  { definitions, rounding }: SchemeDocument,
  name: string,
  print: 'percent' | 'points',
): RoundedAs {
  const itself = own(definitions, plainName(name));
  return { decimals: itself?.decimals ?? rounding[print], mode: itself?.mode ?? rounding.mode ?? 'half_up' };
}

/** Orders the definitions; a circle is returned as the names along it. */
export function orderOf(uses: ReadonlyMap<string, readonly string[]>): { order: string[]; circle?: string[] } {
  const order: string[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (name: string): string[] | undefined => {
    if (done.has(name) || !uses.has(name)) return undefined;
    const seen = path.indexOf(name);
    if (seen >= 0) return [...path.slice(seen), name];
    path.push(name);
    for (const used of uses.get(name) ?? []) {
      const circle = visit(used);
      if (circle !== undefined) return circle;
    }
    path.pop();
    done.add(name);
    order.push(name);
    return undefined;
  };
  for (const name of uses.keys()) {
    const circle = visit(name);
    if (circle !== undefined) return { order, circle };
  }
  return { order };
}

/** Counters of a set of names. */
export function countersIn(names: Iterable<string>): CounterName[] {
  return [...new Set(names)].filter(isCounterName).sort();
}
