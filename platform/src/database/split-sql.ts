/** What may hold a semicolon that ends no statement, and the semicolon that does. */
const PIECE = new RegExp(
  [
    String.raw`--[^\n]*`,
    String.raw`/\*[\s\S]*?\*/`, // not nested: migrations do not nest them
    String.raw`\b[eE]'(?:[^'\\]|\\[\s\S]|'')*'`,
    String.raw`'(?:[^']|'')*'`,
    String.raw`"(?:[^"]|"")*"`,
    String.raw`(\$(?:[A-Za-z_]\w*)?\$)[\s\S]*?\1`,
    ';',
  ].join('|'),
  'g',
);
const COMMENT = /--[^\n]*|\/\*[\s\S]*?\*\//g;

/**
 * The statements of a migration, one by one with the comments before them: Citus refuses some of them in a message that
 * holds several. Own code, because the parser that could do it is a native module and only tests need it; they compare.
 */
export function splitSql(text: string): string[] {
  const statements: string[] = [];
  let start = 0;
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    if (piece !== ';') continue;
    statements.push(text.slice(start, index));
    start = index + 1;
  }
  return [...statements, text.slice(start)]
    .map((statement) => statement.trim())
    .filter((statement) => statement.replace(COMMENT, '').trim() !== '');
}
