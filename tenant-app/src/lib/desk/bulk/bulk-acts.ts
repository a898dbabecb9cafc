import type { Need } from '../api.ts';

/** Acts that can be done on several cases together. */
export type BulkAct = 'dispatch' | 'extend' | 'ask_extension';

const OF_POST: Readonly<Record<string, readonly BulkAct[]>> = {
  dispatcher: ['dispatch', 'extend'],
  department: ['ask_extension'],
};

export const bulkActsOf = (post: string | undefined): readonly BulkAct[] => OF_POST[post ?? ''] ?? [];

/** What the form of many cases asks for; an act that needs more is done case by case. */
export const GIVEN_TOGETHER: readonly Need[] = ['unit', 'reason', 'words'];
