import { message } from '../../kernel/message.ts';
import { createGunzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { Problem } from '../../kernel/problem.ts';
import { tooLarge, type ReadLimits } from './limits.ts';

export type ByteStream = AsyncIterable<Uint8Array>;

/**
 * Unpacks gzip (recognised by its two magic bytes) and lets anything else pass; counts what comes out.
 * Throws `ENV-GZIP` for a damaged or cut archive, `ENV-BOMB` for one that unpacks beyond the ratio allowed, `ENV-TOO-LARGE`
 * for more bytes than a file may have. Back-pressure is the pull of the reader: nothing is read ahead of it but one buffer.
 */
export async function* unpack(bytes: ByteStream, limits: ReadLimits): AsyncGenerator<Uint8Array> {
  const [head, whole] = await peek(bytes, 2);
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    yield* counted(whole, limits, () => Infinity);
    return;
  }
  let packed = 0;
  const meter = async function* () {
    for await (const chunk of whole) {
      packed += chunk.length;
      yield chunk;
    }
  };
  const input = Readable.from(meter(), { objectMode: false });
  const gunzip = createGunzip();
  input.on('error', (error) => gunzip.destroy(error));
  input.pipe(gunzip);
  try {
    yield* counted(gunzip, limits, () => packed);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code.startsWith('Z_')) {
      const reason = message(code === 'Z_BUF_ERROR' ? 'gzip.cut' : 'gzip.damaged');
      throw new Problem('ENV-GZIP', { reason }, { cause: error });
    }
    throw error;
  } finally {
    input.destroy();
    gunzip.destroy();
  }
}

async function* counted(bytes: ByteStream, limits: ReadLimits, packed: () => number): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const chunk of bytes) {
    total += chunk.length;
    if (total > limits.fileBytes) throw tooLarge(limits.fileBytes);
    if (total > limits.ratioFloorBytes && total > packed() * limits.ratio) {
      throw new Problem('ENV-BOMB', { ratio: limits.ratio });
    }
    yield chunk;
  }
}

/** The first bytes of a stream, and the whole stream again. */
async function peek(bytes: ByteStream, count: number): Promise<[Uint8Array, ByteStream]> {
  const iterator = bytes[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let size = 0;
  while (size < count) {
    const next = await iterator.next();
    if (next.done === true) break;
    held.push(next.value);
    size += next.value.length;
  }
  const rest = async function* () {
    try {
      yield* held;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  };
  return [Buffer.concat(held), rest()];
}
