/**
 * An error as it may be logged. Databases and parsers quote what they choke on, and that may be a citizen's name or
 * telephone number: of a database error stay its code and the names it carries, of every text the quoted parts and long
 * numbers go, and other properties (`detail`, `where`, `parameters`, `cells` …) are never copied.
 */
export interface SafeError {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  readonly code?: string;
  readonly schema?: string;
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;
  readonly cause?: SafeError;
}

const NAMES = ['code', 'schema', 'table', 'column', 'constraint'] as const;
const QUOTED = /"[^"]*"|'[^']*'|“[^”]*”|«[^»]*»/g;
/** Telephone numbers have seven digits and more, an id number has eighteen characters. */
const LONG_NUMBER = /\d{7,}[\dXx]?/g;
const MOST_CAUSES = 3;

export function safeError(error: unknown, depth = 0): SafeError {
  const { name, message, stack, cause } = error instanceof Error ? error : new Error(typeof error);
  const names = Object.entries(error instanceof Error ? error : {}).filter(
    ([key, value]) => (NAMES as readonly string[]).includes(key) && typeof value === 'string',
  );
  return {
    type: name,
    message: safeText(message),
    stack: framesOf(stack ?? ''),
    ...Object.fromEntries(names),
    ...(cause instanceof Error && depth < MOST_CAUSES ? { cause: safeError(cause, depth + 1) } : {}),
  };
}

function safeText(text: string): string {
  return text.replace(QUOTED, '"…"').replace(LONG_NUMBER, '…');
}

/** The places of a stack, without the message that stands above them. */
function framesOf(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
