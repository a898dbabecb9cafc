import { loadModule, parseSync, type ParseResult } from 'libpg-query';

await loadModule();

/** A node of PostgreSQL's own parse tree, without its wrapper: fields by name, as `libpg-query` prints them. */
export type Fields = Readonly<Record<string, unknown>>;

/** One statement: its own text, the kind of its top node and what that holds. */
export interface Parsed {
  readonly text: string;
  readonly kind: string;
  readonly node: Fields;
}

/** The statements of a message or a file. Throws the parser's sentence when it is no SQL. */
export function parseStatements(sql: string): Parsed[] {
  const bytes = Buffer.from(sql); // the parser counts bytes
  const { stmts = [] } = parseSync(sql) as ParseResult;
  return stmts.map(({ stmt, stmt_location: from = 0, stmt_len: length }) => {
    const text = bytes.subarray(from, length === undefined ? undefined : from + length).toString();
    const [[kind, node] = ['', {}]] = Object.entries(stmt as Fields);
    return { text: withoutComments(text), kind, node: node as Fields };
  });
}

/** Every node of that kind at or below a value of the tree. */
export function* nodesOf(value: unknown, kind: string): Generator<Fields> {
  if (Array.isArray(value)) {
    for (const each of value) yield* nodesOf(each, kind);
  } else if (isFields(value)) {
    for (const [key, below] of Object.entries(value)) {
      if (key === kind && isFields(below)) yield below;
      yield* nodesOf(below, kind);
    }
  }
}

/** What a wrapped node is: its kind and its fields. */
export function unwrap(value: unknown): { readonly kind: string; readonly node: Fields } {
  const [[kind, node] = ['', {}]] = isFields(value) ? Object.entries(value) : [];
  return { kind, node: isFields(node) ? node : {} };
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The words of a dotted name: `["biz", "case"]`. A star is left out. */
export const wordsOf = (value: unknown): string[] =>
  listOf(value).flatMap((each) => {
    const { kind, node } = unwrap(each);
    return kind === 'String' ? [String(node['sval'] ?? '')] : [];
  });

/** `biz.case`, or the bare name where no schema is given. */
export const nameOf = (relation: unknown): string => {
  const { schemaname, relname } = isFields(relation) ? relation : {};
  return schemaname === undefined ? String(relname) : `${String(schemaname)}.${String(relname)}`;
};

const withoutComments = (text: string): string =>
  text
    .replace(/^\s*(--[^\n]*\n\s*)*/, '')
    .replace(/\s+/g, ' ')
    .trim();
