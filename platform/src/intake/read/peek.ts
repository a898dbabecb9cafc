export type ByteStream = AsyncIterable<Uint8Array>;

/** The first bytes of a stream, fewer where it has no more, and the whole stream again, which must be read or `drop`ped. */
export async function peek(bytes: ByteStream, count: number): Promise<[Uint8Array, AsyncGenerator<Uint8Array>]> {
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

/** Lets go of a stream that nobody reads to its end. A generator never begun would not let go of what is behind it. */
export async function drop(bytes: ByteStream): Promise<void> {
  for await (const _ of bytes) return;
}
