import { isFields, listOf, nameOf, unwrap, wordsOf, type Fields } from './tree.ts';

/** A table or view that a query level reads or writes, by the name it has there. */
export interface Reference {
  readonly alias: string;
  readonly relation: string;
}

/** `a.x = b.y`, `x = $1`: one condition that must hold, and for whose rows; undefined = for all. */
export interface Equality {
  readonly left: Operand;
  readonly right: Operand;
  readonly holdsFor: ReadonlySet<string> | undefined;
}

export type Operand =
  | { readonly kind: 'column'; readonly alias: string | undefined; readonly column: string }
  | { readonly kind: 'value' } // a literal or a parameter
  | { readonly kind: 'other' };

/** One SELECT, UPDATE, DELETE or INSERT, on its own level: sub-selects are levels of their own. */
export interface Level {
  readonly kind: 'SelectStmt' | 'UpdateStmt' | 'DeleteStmt' | 'InsertStmt';
  readonly node: Fields;
  readonly references: readonly Reference[];
  readonly equalities: readonly Equality[];
  /** The level around it, where it can see that one's tables. */
  readonly outer: Level | undefined;
}

const LEVELS = ['SelectStmt', 'UpdateStmt', 'DeleteStmt', 'InsertStmt'] as const;

/** Every level of a statement, from the outside in. */
export function levelsOf(kind: string, node: Fields): Level[] {
  return [...visit({ [kind]: node }, undefined, new Set())];
}

function* visit(value: unknown, outer: Level | undefined, withNames: ReadonlySet<string>): Generator<Level> {
  if (Array.isArray(value)) {
    for (const each of value) yield* visit(each, outer, withNames);
    return;
  }
  if (!isFields(value)) return;
  for (const [key, below] of Object.entries(value)) {
    const kind =
      LEVELS.find((each) => each === key) ?? (/^[lr]arg$/.test(key) && isSelect(below) ? 'SelectStmt' : null);
    if (kind !== null && isFields(below)) yield* open(kind, below, outer, withNames);
    else yield* visit(below, outer, withNames);
  }
}

/** The arms of a UNION stand without a wrapper; those of a JOIN have one. */
const isSelect = (value: unknown): boolean => isFields(value) && ('op' in value || 'targetList' in value);

function* open(
  kind: Level['kind'],
  node: Fields,
  outer: Level | undefined,
  around: ReadonlySet<string>,
): Generator<Level> {
  const ctes = isFields(node['withClause']) ? listOf(node['withClause']['ctes']) : [];
  const withNames = new Set([...around, ...ctes.map((each) => String(unwrap(each).node['ctename']))]);
  const from = [...listOf(node['fromClause']), ...listOf(node['usingClause'])];
  const references = [...target(node), ...from.flatMap(referencesIn)].filter(
    ({ relation }) => relation.includes('.') || !withNames.has(relation),
  );
  const equalities = [...equalitiesIn(node['whereClause'], undefined), ...from.flatMap((each) => joinEqualities(each))];
  const level: Level = { kind, node, references, equalities, outer };
  yield level;
  for (const [key, below] of Object.entries(node)) {
    // A part of WITH sees nothing of the level; what UNION joins is as deep as the level itself.
    const seen = key === 'withClause' ? undefined : key === 'larg' || key === 'rarg' ? outer : level;
    yield* visit(key === 'larg' || key === 'rarg' ? { [key]: below } : below, seen, withNames);
  }
}

function target(node: Fields): Reference[] {
  const relation = node['relation'];
  return isFields(relation) && 'relname' in relation ? [referenceTo(relation)] : [];
}

function referenceTo(relation: Fields): Reference {
  const alias = isFields(relation['alias']) ? relation['alias']['aliasname'] : relation['relname'];
  return { alias: String(alias), relation: nameOf(relation) };
}

/** The tables of one item of FROM, of its joins included, of its sub-selects not. */
export function referencesIn(item: unknown): Reference[] {
  const { kind, node } = unwrap(item);
  if (kind === 'RangeVar') return [referenceTo(node)];
  if (kind !== 'JoinExpr') return [];
  return [...referencesIn(node['larg']), ...referencesIn(node['rarg'])];
}

function joinEqualities(item: unknown): Equality[] {
  const { kind, node } = unwrap(item);
  if (kind !== 'JoinExpr') return [];
  const [left, right] = [aliasesIn(node['larg']), aliasesIn(node['rarg'])];
  const holdsFor = { JOIN_INNER: undefined, JOIN_LEFT: right, JOIN_RIGHT: left }[String(node['jointype'])];
  const known = String(node['jointype']) === 'JOIN_FULL' ? new Set<string>() : holdsFor;
  const using = wordsOf(node['usingClause']).flatMap((column) =>
    [...left].flatMap((a) =>
      [...right].map((b): Equality => ({ left: at(a, column), right: at(b, column), holdsFor: known })),
    ),
  );
  return [
    ...using,
    ...equalitiesIn(node['quals'], known),
    ...joinEqualities(node['larg']),
    ...joinEqualities(node['rarg']),
  ];
}

const at = (alias: string, column: string): Operand => ({ kind: 'column', alias, column });

function aliasesIn(item: unknown): ReadonlySet<string> {
  const { kind, node } = unwrap(item);
  if (kind === 'JoinExpr') return new Set([...aliasesIn(node['larg']), ...aliasesIn(node['rarg'])]);
  const { alias, relname } = node;
  return new Set([String(isFields(alias) ? alias['aliasname'] : relname)]);
}

/** What stands beside others by AND; an OR promises nothing. */
function equalitiesIn(condition: unknown, holdsFor: Equality['holdsFor']): Equality[] {
  const { kind, node } = unwrap(condition);
  if (kind === 'BoolExpr' && node['boolop'] === 'AND_EXPR') {
    return listOf(node['args']).flatMap((each) => equalitiesIn(each, holdsFor));
  }
  if (kind !== 'A_Expr' || node['kind'] !== 'AEXPR_OP' || wordsOf(node['name'])[0] !== '=') return [];
  return [{ left: operand(node['lexpr']), right: operand(node['rexpr']), holdsFor }];
}

/** A cast changes nothing of what an operand is. */
export function operand(value: unknown): Operand {
  const { kind, node } = unwrap(value);
  if (kind === 'TypeCast') return operand(node['arg']);
  if (kind === 'ParamRef' || kind === 'A_Const') return { kind: 'value' };
  if (kind !== 'ColumnRef') return { kind: 'other' };
  const words = wordsOf(node['fields']);
  return { kind: 'column', alias: words.at(-2), column: words.at(-1) ?? '' };
}
