import type { Problem } from '../kernel/problem.ts';

/** The bytes as they come, as long as there are not more than `maxBytes` of them; then throws `refusal()`. */
export async function* atMost(
  bytes: AsyncIterable<Uint8Array>,
  maxBytes: number,
  refusal: () => Problem,
): AsyncGenerator<Uint8Array> {
  let count = 0;
  for await (const piece of bytes) {
    count += piece.length;
    if (count > maxBytes) throw refusal();
    yield piece;
  }
}
