import { Problem, readInput } from '@liangji/platform';
import { z } from 'zod';

/** Ids and versions in addresses are kept as int4. */
export const wholeNumber = z.coerce.number().int().min(1).max(0x7fffffff);

/** Parses path or query parameters; SYS-INPUT names every fault. */
export function readParameters<S extends z.ZodType>(schema: S, given: unknown): z.infer<S> {
  return readInput(schema, given, { root: 'query' }) as z.infer<S>;
}

/** An id from a path: one that is no id names nothing, so it is not found rather than wrong. */
export function readId(text: string): string {
  const parsed = z.uuid().safeParse(text);
  if (!parsed.success) throw new Problem('SYS-NOT-FOUND');
  return parsed.data;
}
