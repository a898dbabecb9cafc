import { createGunzip, type Gunzip } from 'node:zlib';
import { message } from '../../kernel/message.ts';
import { Problem } from '../../kernel/problem.ts';
import { tooLarge, type ReadLimits } from './limits.ts';
import { peek, type ByteStream } from './peek.ts';

/**
 * Unpacks gzip (recognised by its two magic bytes) and lets anything else pass; counts what comes out.
 * Throws `ENV-GZIP` for a damaged or cut archive, `ENV-BOMB` for one that unpacks beyond the ratio allowed, `ENV-TOO-LARGE`
 * for more bytes than a file may have. Back-pressure is the pull of the reader: nothing is read ahead of it but one buffer.
 */
export async function* unpack(bytes: ByteStream, limits: ReadLimits): AsyncGenerator<Uint8Array> {
  const [head, whole] = await peek(bytes, 2);
  if (!isGzip(head)) {
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
  try {
    yield* counted(members(meter()), limits, () => packed);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code.startsWith('Z_')) {
      const reason = message(code === 'Z_BUF_ERROR' ? 'gzip.cut' : 'gzip.damaged');
      throw new Problem('ENV-GZIP', { reason }, { cause: error });
    }
    throw error;
  }
}

const isGzip = (head: Uint8Array) => head[0] === 0x1f && head[1] === 0x8b;

/**
 * The members of a gzip file one after another, with or without zero bytes between them: Node's own reading drops whatever stands
 * behind zeros. Anything else behind a member is damage.
 */
async function* members(packed: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = { next: () => packed.next().then(({ done, value }) => (done === true ? null : value)) };
  try {
    let rest: Uint8Array | null = await source.next();
    while (rest !== null) {
      const gunzip = createGunzip();
      const fed = feed(gunzip, rest, source);
      try {
        yield* gunzip;
      } finally {
        gunzip.destroy();
      }
      rest = await afterZeros(await fed, source);
    }
  } finally {
    await packed.return(undefined);
  }
}

interface Source {
  next(): Promise<Uint8Array | null>;
}

/** Writes into gunzip until it has had enough; resolves to what it was given and did not take. */
async function feed(gunzip: Gunzip, first: Uint8Array, source: Source): Promise<Uint8Array> {
  const closed = new Promise<void>((resolve) => gunzip.once('close', resolve));
  let given = 0;
  try {
    for (let chunk: Uint8Array | null = first; chunk !== null; chunk = await source.next()) {
      const piece: Uint8Array = chunk;
      given += piece.length;
      // One piece at a time: what is left over is always of the last one.
      await Promise.race([new Promise<unknown>((resolve) => gunzip.write(piece, resolve)), closed]);
      if (gunzip.bytesWritten < given) return piece.subarray(piece.length - (given - gunzip.bytesWritten));
    }
    gunzip.end();
  } catch (error) {
    gunzip.destroy(error as Error); // whoever reads from it gets to hear it
  }
  return new Uint8Array();
}

/** What follows zero bytes; null at the end of the file. */
async function afterZeros(first: Uint8Array, source: Source): Promise<Uint8Array | null> {
  let rest: Uint8Array = first;
  for (;;) {
    const at = rest.findIndex((byte) => byte !== 0);
    if (at >= 0) {
      rest = rest.subarray(at);
      break;
    }
    const next = await source.next();
    if (next === null) return null;
    rest = next;
  }
  if (rest.length < 2) rest = Buffer.concat([rest, (await source.next()) ?? new Uint8Array()]);
  if (!isGzip(rest)) throw new Problem('ENV-GZIP', { reason: message('gzip.trailing') });
  return rest;
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
