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
