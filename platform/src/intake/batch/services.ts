import type { Database } from '../../database/database.ts';
import type { Deps } from '../../kernel/deps.ts';

/** What the use cases of intake need from the process they run in. */
export interface IntakeServices {
  readonly database: Database;
  readonly deps: Deps;
  /** Folder of the uploaded bytes: `<tenant>/<sha256>`. */
  readonly files: string;
  /** Where a fault of ours is logged that costs a row and not its batch. */
  readonly log?: { error(about: object, text: string): void };
}

/** Outcomes of a row; their number is the code stored in `biz.batch_chunk.outcomes`. */
export const OUTCOMES = {
  created: 1,
  updated: 2,
  unchanged: 3,
  stale: 4,
  superseded: 5,
  rejected: 6,
  skipped: 7,
} as const;
export type Outcome = keyof typeof OUTCOMES;
export const OUTCOME_NAMES = Object.keys(OUTCOMES) as Outcome[];
/** … in the order people ask for them. */
export const OUTCOMES_AS_SHOWN = [
  'created',
  'updated',
  'unchanged',
  'stale',
  'superseded',
  'skipped',
  'rejected',
] as const satisfies readonly Outcome[];
