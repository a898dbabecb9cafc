/**
 * A file that is one JSON list, as the lines of its elements: what stands between the elements becomes a line end, and line ends
 * inside an element become blanks. Any other text is passed on as it is; what follows the list too, and is then no row.
 */
export async function* listAsLines(text: AsyncIterable<string>): AsyncGenerator<string> {
  let split: ((piece: string) => string) | null | undefined;
  for await (const piece of text) {
    if (split === undefined) {
      const first = piece.trimStart();
      if (first !== '') split = first.startsWith('[') ? listSplitter() : null;
    }
    yield split ? split(piece) : piece;
  }
}

function listSplitter(): (piece: string) => string {
  let depth = 0;
  let isOver = false;
  let inText = false;
  let isEscaped = false;
  return (piece) => {
    if (isOver) return piece;
    let out = '';
    let from = 0;
    const instead = (at: number, sign: string): void => {
      out += piece.slice(from, at) + sign;
      from = at + 1;
    };
    for (let at = 0; at < piece.length; at++) {
      const sign = piece[at];
      if (inText) {
        if (isEscaped) isEscaped = false;
        else if (sign === '\\') isEscaped = true;
        else if (sign === '"') inText = false;
      } else if (sign === '"') inText = true;
      else if (sign === '{' || sign === '[') {
        if (++depth === 1) instead(at, ' ');
      } else if (sign === '}' || sign === ']') {
        if (--depth === 0) {
          instead(at, '\n');
          isOver = true;
          break;
        }
      } else if (sign === ',' && depth === 1) instead(at, '\n');
      else if (sign === '\n' || sign === '\r') instead(at, ' ');
    }
    return out + piece.slice(from);
  };
}
