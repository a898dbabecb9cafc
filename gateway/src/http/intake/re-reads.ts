import { Problem } from '@liangji/platform';

/** Stored files that one tenant's people and machines may have read again at the same time. */
export const MOST_RE_READS = 4;
const running = new Map<number, number>();

function begin(tenantId: number): () => void {
  const count = running.get(tenantId) ?? 0;
  if (count >= MOST_RE_READS) throw new Problem('QUOTA-REQUESTS');
  running.set(tenantId, count + 1);
  return () => void running.set(tenantId, (running.get(tenantId) ?? 1) - 1);
}

/**
 * Looking up an uploaded row reads a stored file from its start, in the process that answers everybody. So one tenant has
 * a few such readings at a time; one more is answered QUOTA-REQUESTS at once.
 */
export async function reRead<T>(tenantId: number, read: () => Promise<T>): Promise<T> {
  const end = begin(tenantId);
  return read().finally(end);
}

/** The same for a reading that answers line by line; it ends when its reader does. */
export async function* reReadLines(tenantId: number, lines: AsyncIterable<string>): AsyncGenerator<string> {
  const end = begin(tenantId);
  try {
    yield* lines;
  } finally {
    end();
  }
}
