import { Readable } from 'node:stream';

/**
 * A body made line by line at the reader's pace. Its first line is made before this resolves, so that whatever is wrong
 * from the start still becomes a proper answer.
 */
export async function streamText(lines: AsyncGenerator<string>): Promise<Readable> {
  const first = await lines.next();
  return Readable.from(
    (async function* () {
      try {
        if (first.done !== true) yield first.value;
        yield* lines;
      } finally {
        await lines.return(undefined); // also when nobody reads on
      }
    })(),
    { objectMode: false },
  );
}
