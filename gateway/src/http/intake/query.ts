import { Problem, zodMessages } from '@liangji/platform';
import { z } from 'zod';

/** Parses path or query parameters; SYS-INPUT names every fault. */
export function readParameters<S extends z.ZodType>(schema: S, given: unknown): z.infer<S> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Problem('SYS-INPUT', { reason: zodMessages(parsed.error, 'query') });
}

/** An id from a path: one that is no id names nothing, so it is not found rather than wrong. */
export function readId(text: string): string {
  const parsed = z.uuid().safeParse(text);
  if (!parsed.success) throw new Problem('SYS-NOT-FOUND');
  return parsed.data;
}
