import { open } from 'node:fs/promises';
import { atMost } from '../../files/at-most.ts';
import { Problem } from '../../kernel/problem.ts';
import { MOST_BYTES, type MediaType } from './media-types.ts';

const HEAD_BYTES = 12;

/** Four signatures; a library for them would know four hundred, of which each is refused. */
export function typeOf(head: Buffer): MediaType | null {
  const at = (offset: number, signature: string): boolean =>
    head.subarray(offset, offset + signature.length).equals(Buffer.from(signature, 'latin1'));
  if (at(0, '\xff\xd8\xff')) return 'image/jpeg';
  if (at(0, '\x89PNG\r\n\x1a\n')) return 'image/png';
  if (at(0, 'RIFF') && at(8, 'WEBP')) return 'image/webp';
  if (at(0, '%PDF-')) return 'application/pdf';
  return null;
}

/** Readers of PDF look for its end in so many last bytes (ISO 32000-1, annex H). */
const END_BYTES = 1024;

/** MEDIA-DAMAGED for a paper that does not end as PDF does: five bytes of it, or a page behind them, are none. */
export async function requireEnd(path: string): Promise<void> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const length = Math.min(size, END_BYTES);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    if (!buffer.includes('%%EOF')) throw new Problem('MEDIA-DAMAGED');
  } finally {
    await file.close();
  }
}

/** MEDIA-TOO-LARGE with the limit as people write it. */
export const mediaTooLarge = (maxBytes: number): Problem =>
  new Problem('MEDIA-TOO-LARGE', { limit: `${maxBytes / 1024 / 1024} MiB` });

/**
 * What bytes are by their beginning, and all of them, up to the size that such a file may have. Throws MEDIA-EMPTY and
 * MEDIA-TYPE before more is read; reading on throws MEDIA-TOO-LARGE.
 */
export async function recognise(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ readonly type: MediaType; readonly bytes: AsyncIterable<Uint8Array> }> {
  const pieces = bytes[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  try {
    while (head.length < HEAD_BYTES) {
      const next = await pieces.next();
      if (next.done === true) break;
      head = Buffer.concat([head, next.value]);
    }
    if (head.length === 0) throw new Problem('MEDIA-EMPTY');
    const type = typeOf(head);
    if (type === null) throw new Problem('MEDIA-TYPE');
    const limit = MOST_BYTES[type];
    return { type, bytes: atMost(joined(head, pieces), limit, () => mediaTooLarge(limit)) };
  } catch (error) {
    await pieces.return?.(undefined); // lets go of the sender
    throw error;
  }
}

async function* joined(head: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.(undefined);
  }
}
