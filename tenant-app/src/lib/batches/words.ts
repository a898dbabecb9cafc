import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/Badge.svelte';

/** The states of an upload, in the order it passes through them. */
export const STATES = ['queued', 'running', 'completed', 'completed_with_rejects', 'refused', 'cancelled'] as const;
export type BatchState = (typeof STATES)[number];

const STATE_WORDS: Record<BatchState, [() => string, Tone]> = {
  queued: [m.batch_queued, 'quiet'],
  running: [m.batch_running, 'info'],
  completed: [m.batch_completed, 'good'],
  completed_with_rejects: [m.batch_completed_with_rejects, 'warn'],
  refused: [m.batch_refused, 'bad'],
  cancelled: [m.batch_cancelled, 'quiet'],
};

const known = (state: string): [() => string, Tone] | undefined => STATE_WORDS[state as BatchState];
export const stateWord = (state: string): string => known(state)?.[0]() ?? state;
export const stateTone = (state: string): Tone => known(state)?.[1] ?? 'quiet';

/** Nothing more will happen to it. */
export const isFinished = (state: string): boolean => state !== 'queued' && state !== 'running';

/** The outcomes a row can have, in the order people ask for them, each with what it means. */
export const OUTCOMES = [
  { key: 'created', word: m.outcome_created, meaning: m.outcome_created_means },
  { key: 'updated', word: m.outcome_updated, meaning: m.outcome_updated_means },
  { key: 'unchanged', word: m.outcome_unchanged, meaning: m.outcome_unchanged_means },
  { key: 'stale', word: m.outcome_stale, meaning: m.outcome_stale_means },
  { key: 'superseded', word: m.outcome_superseded, meaning: m.outcome_superseded_means },
  { key: 'skipped', word: m.outcome_skipped, meaning: m.outcome_skipped_means },
  { key: 'rejected', word: m.outcome_rejected, meaning: m.outcome_rejected_means },
] as const;

/** How many rows a batch counts for each outcome. */
export type OutcomeCounts = Record<`${(typeof OUTCOMES)[number]['key']}Count`, number>;

/** Whether every row was taken, or left aside because the mapping says so: only then was nothing wrong with the file. */
export function isAllInOrder(batch: OutcomeCounts & { rowCount: number | null }): boolean {
  const { createdCount, updatedCount, unchangedCount, skippedCount, rowCount } = batch;
  return rowCount !== null && rowCount > 0 && createdCount + updatedCount + unchangedCount + skippedCount === rowCount;
}

/** The outcome of a name that stands in an address or an answer. */
export const outcomeOf = (name: string | null) => OUTCOMES.find(({ key }) => key === name) ?? null;
export type OutcomeName = (typeof OUTCOMES)[number]['key'];
