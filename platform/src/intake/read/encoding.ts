import { Problem } from '../../kernel/problem.ts';
import { peek, type ByteStream } from './peek.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** Bytes at the start of a file by which its encoding may be known. */
export const HEAD_BYTES = 4096;

/**
 * Finds the encoding of a whole file. A byte order mark of UTF-16 or GB18030 decides; so do the zero bytes of UTF-16 without one. Else
 * the proportion does: where enough characters beyond ASCII are good UTF-8, it is UTF-8 with some broken characters, which are
 * findings of their rows; where hardly any is, it is GB18030, of whose letters UTF-8 can read few. A mark of UTF-8 weighs heavily. Read as GB18030, UTF-8 gives wrong letters without a sign: hence only what cannot be UTF-8 is.
 * Throws `ENV-ENCODING` where the mapping insists on UTF-8 and the bytes are not. `head` are the first bytes of the file, at most HEAD_BYTES.
 */
export async function detectEncoding(
  head: Uint8Array,
  open: () => ByteStream,
  declared: 'auto' | 'utf-8' | 'gb18030',
): Promise<Encoding> {
  const wide = markedEncoding(head);
  if (wide !== null) return wide;
  if (await isStrictUtf8(open())) return 'utf-8';
  const { good, lost } = await utf8Share(open());
  const isMarked = startsWith(head, UTF8_MARK);
  if (lost <= (isMarked ? Math.max(16, good * 4) : good)) return 'utf-8';
  if (declared === 'utf-8') throw new Problem('ENV-ENCODING', { declared: 'UTF-8' });
  return 'gb18030';
}

const UTF8_MARK = [0xef, 0xbb, 0xbf];
const GB18030_MARK = [0x84, 0x31, 0x95, 0x33];

const startsWith = (head: Uint8Array, mark: readonly number[]) => mark.every((byte, i) => head[i] === byte);

/** An encoding that the first bytes tell: by a mark, or by zero bytes that stand almost all at odd or at even places. */
function markedEncoding(head: Uint8Array): Encoding | null {
  if (startsWith(head, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(head, [0xfe, 0xff])) return 'utf-16be';
  if (startsWith(head, GB18030_MARK)) return 'gb18030';
  const zeros = [0, 0];
  head.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (even + odd < 8 || (even + odd) * 20 < head.length) return null;
  if (odd > even * 9) return 'utf-16le';
  return even > odd * 9 ? 'utf-16be' : null;
}

async function isStrictUtf8(bytes: ByteStream): Promise<boolean> {
  const strict = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of bytes) strict.decode(chunk, { stream: true });
    strict.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/**
 * What speaks for UTF-8, and places that no UTF-8 has. Pairs of GB18030 happen to be a character of two bytes often, one of three
 * hardly ever: that weighs as four.
 */
async function utf8Share(bytes: ByteStream): Promise<{ good: number; lost: number }> {
  let good = 0;
  let lost = 0;
  for await (const text of decode(bytes, 'utf-8')) {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 0xfffd) lost++;
      else if (code > 0x7f) good += code > 0x7ff ? 4 : 1;
    }
  }
  return { good, lost };
}

/** Bytes to text; a byte order mark is dropped, bytes that are no letter become U+FFFD (a finding of their row). */
export async function* decode(bytes: ByteStream, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of encoding === 'gb18030' ? unmarked(bytes) : bytes) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

/** A decoder drops the marks of Unicode only. */
async function* unmarked(bytes: ByteStream): AsyncGenerator<Uint8Array> {
  const [head, whole] = await peek(bytes, 4);
  let skip = startsWith(head, GB18030_MARK) ? 4 : startsWith(head, UTF8_MARK) ? 3 : 0;
  for await (const chunk of whole) {
    const from = Math.min(skip, chunk.length);
    skip -= from;
    if (from < chunk.length) yield chunk.subarray(from);
  }
}
