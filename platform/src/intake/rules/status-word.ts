import type { Draft, IntakeContext } from './draft.ts';
import { normalizeWord, type CompiledStatus } from '../mapping/compile.ts';

/** What the row's status word means; undefined when there is none or it is unknown. */
export function statusOf(draft: Draft, context: IntakeContext): CompiledStatus | undefined {
  const word = context.mapping.status?.(draft.cells);
  if (!word) return undefined;
  return context.mapping.statuses.get(word) ?? context.mapping.statuses.get(normalizeWord(word));
}
