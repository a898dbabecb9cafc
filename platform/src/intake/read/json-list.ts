import { lineBreaks } from './line-ends.ts';

/** The text of a file as lines with an object each. */
export interface ObjectLines {
  readonly text: AsyncIterable<string>;
  /** Line of the sender's file on which the object of a line begins. */
  lineOf(line: number): number;
}

/**
 * A file that is one JSON list, as the lines of its elements: what stands between the elements becomes a line end, and line ends
 * inside an element become blanks. Any other text is passed on as it is; what follows the list too, and is then no row.
 */
export function listAsLines(pieces: AsyncIterable<string>): ObjectLines {
  let list: ReturnType<typeof listSplitter> | null | undefined;
  async function* text(): AsyncGenerator<string> {
    let linesBefore = 0;
    for await (const piece of pieces) {
      if (list === undefined) {
        const first = piece.trimStart();
        if (first !== '') list = first.startsWith('[') ? listSplitter(linesBefore + 1) : null;
        else linesBefore += lineBreaks(piece);
      }
      yield list ? list.split(piece) : piece;
    }
  }
  return { text: text(), lineOf: (line) => list?.lineOf(line) ?? line };
}

/** `firstLine`: the line that the first piece begins on. */
function listSplitter(firstLine: number) {
  /** Line of the file by line of what is passed on. */
  const begins: number[] = [];
  let line = firstLine;
  let passed = firstLine;
  let depth = 0;
  let isOver = false;
  let inText = false;
  let isEscaped = false;
  let isBetween = true;
  let wasCr = false;
  const nextPassed = (): void => {
    if (isBetween) begins[passed] = line;
    passed++;
    isBetween = true;
  };
  return {
    lineOf: (wanted: number): number => begins[wanted] ?? wanted - passed + line,
    split(piece: string): string {
      if (isOver) return piece;
      let out = '';
      let from = 0;
      const instead = (at: number, sign: string): void => {
        out += piece.slice(from, at) + sign;
        from = at + 1;
      };
      for (let at = 0; at < piece.length && !isOver; at++) {
        const sign = piece[at] ?? '';
        const isEnd = sign === '\n' || sign === '\r';
        const isCrLf = wasCr && sign === '\n';
        wasCr = sign === '\r';
        if (isEnd) {
          if (!isCrLf) line++;
          // No text of JSON holds a line end: its element is broken, and is passed on as the lines it is.
          if (!inText) instead(at, ' ');
          else if (!isCrLf) nextPassed();
          continue;
        }
        const isBlank = sign === ' ' || sign === '\t';
        if (inText) {
          if (isEscaped) isEscaped = false;
          else if (sign === '\\') isEscaped = true;
          else if (sign === '"') inText = false;
        } else if (sign === '"') inText = true;
        else if (sign === '{' || sign === '[') {
          if (++depth === 1) {
            instead(at, ' ');
            continue;
          }
        } else if ((sign === '}' || sign === ']') && --depth === 0) {
          instead(at, '\n');
          nextPassed();
          isOver = true;
          continue;
        } else if (sign === ',' && depth === 1) {
          instead(at, '\n');
          nextPassed();
          continue;
        }
        if (isBetween && !isBlank) {
          begins[passed] = line;
          isBetween = false;
        }
      }
      return out + piece.slice(from);
    },
  };
}
