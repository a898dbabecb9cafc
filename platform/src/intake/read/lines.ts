/** One line without its line end; `tooLong` lines come with their first characters only. */
export interface Line {
  readonly text: string;
  readonly tooLong: boolean;
}

/** Splits text pieces into lines, holding at most one line's limit in memory. Empty lines are dropped. */
export function lineSplitter(maxChars: number): { push(text: string): Line[]; end(): Line[] } {
  let rest = '';
  let skipping = false;
  const take = (text: string, out: Line[]) => {
    const tooLong = text.length > maxChars;
    const clean = text.endsWith('\r') ? text.slice(0, -1) : text;
    if (clean.trim() !== '') out.push({ text: tooLong ? clean.slice(0, 200) : clean, tooLong });
  };
  return {
    push(piece) {
      const out: Line[] = [];
      let at = 0;
      for (let lf = piece.indexOf('\n'); lf >= 0; lf = piece.indexOf('\n', at)) {
        if (skipping) skipping = false;
        else take(at === 0 ? rest + piece.slice(0, lf) : piece.slice(at, lf), out);
        if (at === 0) rest = '';
        at = lf + 1;
      }
      if (skipping) return out;
      rest = at === 0 ? rest + piece : piece.slice(at);
      if (rest.length > maxChars) {
        out.push({ text: rest.slice(0, 200), tooLong: true });
        rest = '';
        skipping = true;
      }
      return out;
    },
    end() {
      const out: Line[] = [];
      if (!skipping) take(rest, out);
      return out;
    },
  };
}
