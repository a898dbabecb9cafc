import { lineEndAt, NEEDS_MORE } from './line-ends.ts';

/** One line without its line end; `tooLong` lines come with their first characters only. */
export interface Line {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly tooLong: boolean;
  /** False where the file ends without a line end. */
  readonly isEnded: boolean;
}

const SHOWN_CHARS = 200;

/** Splits text pieces into lines (LF, CRLF and lone CR), holding at most one line's limit in memory. */
export function lineSplitter(maxChars: number): { push(text: string): Line[]; end(): Line[] } {
  let rest = '';
  let line = 1;
  let isSkipping = false;
  const run = (text: string, isLast: boolean): Line[] => {
    const out: Line[] = [];
    const take = (content: string, isEnded: boolean): void => {
      const tooLong = content.length > maxChars;
      if (isSkipping) isSkipping = false;
      else out.push({ line: line++, text: tooLong ? content.slice(0, SHOWN_CHARS) : content, tooLong, isEnded });
    };
    let at = 0;
    let lf = text.indexOf('\n');
    let cr = text.indexOf('\r');
    for (;;) {
      if (lf >= 0 && lf < at) lf = text.indexOf('\n', at);
      if (cr >= 0 && cr < at) cr = text.indexOf('\r', at);
      const end = lf < 0 ? (cr < 0 ? text.length : cr) : cr < 0 ? lf : Math.min(lf, cr);
      const next = lineEndAt(text, end, isLast);
      if (next === NEEDS_MORE) break;
      if (next === null) {
        if (at < end) take(text.slice(at), false);
        at = end;
        break;
      }
      take(text.slice(at, end), true);
      at = next;
    }
    rest = text.slice(at);
    if (isSkipping) rest = rest.endsWith('\r') ? '\r' : '';
    else if (rest.length > maxChars) {
      take(rest, true);
      isSkipping = true;
      rest = rest.endsWith('\r') ? '\r' : '';
    }
    return out;
  };
  return { push: (text) => run(rest + text, false), end: () => run(rest, true) };
}
