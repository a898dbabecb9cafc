import type { ZodType } from 'zod';
import { message, type Message } from './message.ts';
import { Problem } from './problem.ts';
import { zodMessages } from './zod-messages.ts';

/** Lists and objects inside of each other; the deepest form or mapping of ours has fewer than ten. */
export const MOST_DEPTH = 64;

interface Reading {
  /** What the input as a whole is called. */
  readonly root?: string;
  /** Fields that may hold any character, because whoever reads them says what is wrong with it, row by row. */
  readonly verbatim?: readonly string[];
}

/**
 * What somebody sent, as its schema has it. SYS-INPUT names every fault; also of what no schema looks into: characters that
 * no text of the database can hold, numbers that are none, lists without end.
 */
export function readInput<T>(schema: ZodType<T>, given: unknown, { root = 'input', verbatim = [] }: Reading = {}): T {
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new Problem('SYS-INPUT', { reason: zodMessages(parsed.error, root) }, { cause: parsed.error });
  }
  const fault = faultIn(parsed.data, [], verbatim);
  if (fault !== undefined) {
    const path = fault.path.join('.') || root;
    throw new Problem('SYS-INPUT', { reason: message('at-path', { path, reason: fault.reason }) });
  }
  return parsed.data;
}

interface Fault {
  readonly path: readonly string[];
  readonly reason: Message;
}

/** The first fault; `verbatim` null: characters are not looked at any more. */
function faultIn(value: unknown, path: readonly string[], verbatim: readonly string[] | null): Fault | undefined {
  if (typeof value === 'string') {
    return verbatim !== null && !isStorable(value) ? { path, reason: message('input.text') } : undefined;
  }
  if (typeof value === 'number') {
    return Number.isFinite(value) ? undefined : { path, reason: message('input.finite') };
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return undefined;
  if (path.length >= MOST_DEPTH) {
    return { path: path.slice(0, 3), reason: message('input.depth', { limit: MOST_DEPTH }) };
  }
  for (const [key, each] of Object.entries(value)) {
    if (verbatim !== null && !isStorable(key)) return { path, reason: message('input.text') };
    const isVerbatim = verbatim === null || (path.length === 0 && verbatim.includes(key));
    const fault = faultIn(each, [...path, key], isVerbatim ? null : verbatim);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** PostgreSQL keeps neither NUL nor half of a character. */
const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');
