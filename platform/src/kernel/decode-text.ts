import { Problem } from './problem.ts';

const NEWLINE = 0x0a;

/** The text of a file, which must be UTF-8; a mark at its beginning is left out. SYS-FILE-NOT-UTF8 with the first line that is not. */
export function decodeText(bytes: Uint8Array, file: string): string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new Problem('SYS-FILE-NOT-UTF8', { file, line: firstWrongLine(bytes) }, { cause });
  }
}

/** A byte of a newline is never part of another character of UTF-8, so lines can be read by themselves. */
function firstWrongLine(bytes: Uint8Array): number {
  let line = 1;
  for (let from = 0; from < bytes.length; line++) {
    const end = bytes.indexOf(NEWLINE, from);
    const to = end < 0 ? bytes.length : end + 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(from, to));
    } catch {
      return line; // that it throws is the answer
    }
    from = to;
  }
  return line;
}
