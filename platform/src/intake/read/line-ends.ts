/** The text ends before it is clear whether and how the line ends. */
export const NEEDS_MORE = 'more';

const LF = 10;
const CR = 13;

/**
 * Where the next line begins, of a line that ends at `at` by LF, CR or CRLF. Null where the text is over and no more will come;
 * NEEDS_MORE where it is over so far, or a CR may be the first half of CRLF.
 */
export function lineEndAt(text: string, at: number, isLast: boolean): number | null | typeof NEEDS_MORE {
  if (at >= text.length) return isLast ? null : NEEDS_MORE;
  const code = text.charCodeAt(at);
  if (code === LF) return at + 1;
  if (code !== CR) throw new Error(`no line ends at ${at}`);
  if (at + 1 < text.length) return text.charCodeAt(at + 1) === LF ? at + 2 : at + 1;
  return isLast ? at + 1 : NEEDS_MORE;
}

/** Line ends in a text: LF, CR and CRLF are one each. */
export function lineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1))
    if (text.charCodeAt(at + 1) !== LF) count++;
  return count;
}

/** Lines of a text that comes in pieces, counted apart from whoever reads them. */
export interface LineCount {
  /** Pieces as they are, counted on the way. */
  count(pieces: AsyncIterable<string>): AsyncGenerator<string>;
  /** Lines counted: those that end, and a last one that does not. */
  total(): number;
}

export function lineCount(): LineCount {
  let ended = 0;
  let last = '';
  return {
    async *count(pieces) {
      for await (const piece of pieces) {
        ended += lineBreaks(piece);
        // CRLF cut in two was counted as CR before and as LF now.
        if (last === '\r' && piece.startsWith('\n')) ended--;
        last = piece.at(-1) ?? last;
        yield piece;
      }
    },
    total: () => ended + (last === '' || last === '\n' || last === '\r' ? 0 : 1),
  };
}
