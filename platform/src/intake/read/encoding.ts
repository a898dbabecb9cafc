import { Problem } from '../../kernel/problem.ts';
import type { ByteStream } from './gunzip.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/**
 * Finds the encoding of a whole file: a byte order mark decides; else strict UTF-8 over every byte; else GB18030.
 * What is strictly UTF-8 is read as UTF-8 whatever the mapping says: a Chinese text in GB18030 practically never is.
 * Throws `ENV-ENCODING` where the mapping insists on UTF-8 and the bytes are not.
 */
export async function detectEncoding(bytes: ByteStream, declared: 'auto' | 'utf-8' | 'gb18030'): Promise<Encoding> {
  const strict = new TextDecoder('utf-8', { fatal: true });
  let first = true;
  try {
    for await (const chunk of bytes) {
      if (first && chunk.length >= 2) {
        if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
        if (chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be';
        first = false;
      }
      strict.decode(chunk, { stream: true });
    }
    strict.decode();
    return 'utf-8';
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    if (declared === 'utf-8') throw new Problem('ENV-ENCODING', { declared: 'UTF-8' }, { cause: error });
    return 'gb18030';
  }
}

/** Bytes to text; a byte order mark is dropped, bytes that are no letter become U+FFFD (a finding of their row). */
export async function* decode(bytes: ByteStream, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}
