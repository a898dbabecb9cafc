import { type CounterName, isCounterName } from './counters.ts';
import { namesIn, type Expression } from './expression.ts';
import type { Definition, SchemeDocument } from './scheme-document.ts';

/** A document found sound by `checkScheme`, with its formulas parsed and its definitions in order of use. */
export interface Scheme {
  readonly document: SchemeDocument;
  /** Names of definitions, each after everything it uses. */
  readonly order: readonly string[];
  readonly expressions: ReadonlyMap<string, Expression>;
  /** Counters some definition uses. */
  readonly counters: readonly CounterName[];
  /** Counters judged cell by cell. */
  readonly cellCounters: readonly CounterName[];
}

/** Names a definition uses directly. */
export function usesOf(definition: Definition, expression: Expression | undefined): string[] {
  if (definition.kind === 'formula') return expression === undefined ? [] : namesIn(expression);
  if (definition.kind === 'weighted') return definition.parts.map((part) => part.of);
  return [definition.of];
}

/** How a name is printed. */
export function printOf(document: SchemeDocument, name: string): 'count' | 'percent' | 'points' {
  const definition = document.definitions[name];
  if (definition !== undefined) return definition.kind === 'formula' ? definition.print : 'points';
  return document.inputs[name]?.print ?? 'count';
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
