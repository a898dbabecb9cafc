/**
 * A pattern of a mapping: a text in which `{*}` stands for anything, also nothing, and `{}` for the part that is kept. Read
 * from the left, each piece where it first fits, so that no text makes it slow (a regular expression of a stranger could).
 */
export interface Pattern {
  /** Letters that stand for themselves: of two patterns that fit, the one with more of them says more. */
  readonly weight: number;
  fits(text: string): boolean;
  /** What stands at `{}`, without blanks around it; null where the pattern does not fit. */
  cut(text: string): string | null;
}

const HOLE = /(\{\*?\})/;

export const isPattern = (text: string): boolean => HOLE.test(text);

/** Whether it keeps exactly one part. */
export const isCut = (text: string): boolean => text.split('{}').length === 2;

/** Letters are compared as words are: full width like narrow, large like small; blanks beside a hole do not count. */
export function compilePattern(source: string): Pattern {
  const parts = source.split(HOLE);
  const literals = parts.filter((_, index) => index % 2 === 0).map(plainLiteral);
  const keeps = parts.filter((_, index) => index % 2 === 1).indexOf('{}');
  const first = literals[0] ?? '';
  const last = literals.at(-1) ?? '';
  // Between two holes a blank is what separates them.
  const inner = literals.slice(1, -1).map((literal, index) => literal || (parts[2 * index + 2] === '' ? '' : ' '));

  /** Where the hole `wanted` begins and ends; undefined where the text does not fit. */
  const holeAt = (text: string, wanted: number): readonly [number, number] | undefined => {
    const folded = foldLetters(text);
    if (literals.length === 1) return folded.trim() === first ? [0, 0] : undefined;
    const lead = folded.length - folded.trimStart().length;
    const end = folded.trimEnd().length - last.length;
    let at = lead + first.length;
    if (at > end || !folded.startsWith(first, lead) || !folded.startsWith(last, end)) return undefined;
    let hole: readonly [number, number] = [at, end];
    for (const [index, literal] of inner.entries()) {
      const found = folded.indexOf(literal, at);
      if (found < 0 || found + literal.length > end) return undefined;
      if (index === wanted) hole = [at, found];
      at = found + literal.length;
    }
    return wanted === inner.length ? [at, end] : hole;
  };
  return {
    weight: literals.join('').length,
    fits: (text) => holeAt(text, 0) !== undefined,
    cut(text) {
      const hole = holeAt(text, keeps);
      return hole === undefined ? null : text.slice(...hole).trim();
    },
  };
}

const plainLiteral = (literal: string): string => foldLetters(literal).trim();

/** Letter by letter, so that places in the folded text are those of the text: full width narrow, large small. */
function foldLetters(text: string): string {
  let folded = '';
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0xff01 && code <= 0xff5e) folded += String.fromCharCode(code - 0xfee0).toLowerCase();
    else if (code === 0x3000) folded += ' ';
    else if (code >= 0x41 && code <= 0x5a) folded += String.fromCharCode(code + 0x20);
    else folded += text[at];
  }
  return folded;
}
