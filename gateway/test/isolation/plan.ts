/** A node of a plan as `explain (verbose, format json)` prints it, as far as it is asked here. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly Operation?: string;
  readonly Schema?: string;
  readonly 'Relation Name'?: string;
  readonly Alias?: string;
  readonly 'CTE Name'?: string;
  readonly 'Subplan Name'?: string | undefined;
  readonly Output?: readonly string[];
  readonly Plans?: readonly PlanNode[];
  readonly [property: string]: unknown;
}

/** Conditions at a node that hold for every row that comes out of it. */
const CONDITIONS = ['Index Cond', 'Recheck Cond', 'Filter', 'TID Cond'];

/** A condition that must hold, and for rows of which tables: all, or those alone that an outer join looks up. */
export interface Condition {
  readonly text: string;
  readonly aliases: ReadonlySet<string> | undefined;
}

/** A node and everything below it. */
export function* nodesOf(node: PlanNode): Generator<PlanNode> {
  yield node;
  for (const child of node.Plans ?? []) yield* nodesOf(child);
}

/** Every condition of a plan of nested loops, one by one: what stands beside another by `or` is no such condition. */
export function conditionsOf(plan: PlanNode): Condition[] {
  return [...nodesOf(plan)].flatMap((node) => [
    ...CONDITIONS.flatMap((name) => partsOf(node[name], undefined)),
    ...partsOf(node['Join Filter'], ['Inner', 'Semi'].includes(String(node['Join Type'])) ? undefined : lookedUp(node)),
  ]);
}

/** Aliases on the inner side of a join: a row of the other side comes out of an outer join whether or not one is found. */
const lookedUp = ({ Plans = [] }: PlanNode): ReadonlySet<string> =>
  new Set(
    Plans.filter((child) => child['Parent Relationship'] === 'Inner').flatMap((child) =>
      [...nodesOf(child)].flatMap(({ Alias }) => Alias ?? []),
    ),
  );

const partsOf = (condition: unknown, aliases: Condition['aliases']): Condition[] =>
  typeof condition === 'string' ? conjuncts(condition).map((text) => ({ text, aliases })) : [];

function conjuncts(condition: string): string[] {
  const inner = unwrapped(condition);
  const parts = splitAtTop(inner, ' AND ');
  return parts.length === 1 ? [inner] : parts.flatMap(conjuncts);
}

/** Without the parentheses around all of it. */
function unwrapped(text: string): string {
  const isGroup = text.startsWith('(') && text.endsWith(')') && splitAtTop(text, ')').length === 2;
  return isGroup ? unwrapped(text.slice(1, -1)) : text;
}

/** Splits where the separator stands outside of parentheses and quotes (a closing one is outside of what it closes). */
function splitAtTop(text: string, separator: string): string[] {
  const parts: string[] = [];
  let [depth, from, quoted] = [0, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === "'") quoted = !quoted;
    if (quoted) continue;
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (depth !== 0 || !text.startsWith(separator, at)) continue;
    parts.push(text.slice(from, at));
    from = at + separator.length;
  }
  return [...parts, text.slice(from)];
}
