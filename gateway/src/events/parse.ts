import { Problem, zodMessages } from '@liangji/platform';
import type { ZodType } from 'zod';

/** What somebody sent, as it must be; SYS-INPUT names every fault. */
export function parse<T>(schema: ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Problem('SYS-INPUT', { reason: zodMessages(parsed.error) });
}
