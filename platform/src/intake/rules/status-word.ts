import type { Draft, IntakeContext } from './draft.ts';
import type { CompiledStatus } from '../mapping/compile.ts';

/** What the row's status word means; undefined when there is none or it is unknown. */
export function statusOf(draft: Draft, { mapping }: IntakeContext): CompiledStatus | undefined {
  const word = mapping.status?.read(draft.cells);
  return word ? mapping.status?.words(word) : undefined;
}
