import type { CaseState } from './stage.ts';

/** Steps with a limit and a clock of their own. */
export const STEPS = [
  'acceptance',
  'verify',
  'filing',
  'dispatch',
  'disposal',
  'check_sending',
  'check',
  'closing',
  'review',
  'assist',
] as const;

export type Step = (typeof STEPS)[number];

/** The step that runs while a case is in a state; none while it is suspended or over. */
export const STEP_OF_STATE: Readonly<Partial<Record<CaseState, Step>>> = {
  collecting: 'acceptance',
  filing: 'filing',
  dispatching: 'dispatch',
  disposing: 'disposal',
  check_sending: 'check_sending',
  closing: 'closing',
  self_review: 'review',
};
