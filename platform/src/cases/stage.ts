import type { CasePicture } from './fields.ts';
import type { Stage } from './types.ts';

type Times = Pick<
  CasePicture,
  'filedAt' | 'dispatchedAt' | 'disposedAt' | 'closedAt' | 'refusedAt' | 'voidedAt' | 'suspendedAt' | 'resumedAt'
>;

/**
 * Where a case stands, from its step times alone. Void and refused outrank closed (they take the case out of the figures);
 * a case is suspended while it was neither resumed nor disposed since.
 */
export function stageOf(picture: Times): Stage {
  if (picture.voidedAt !== null) return 'void';
  if (picture.refusedAt !== null) return 'refused';
  if (picture.closedAt !== null) return 'closed';
  if (isSuspended(picture)) return 'suspended';
  if (picture.disposedAt !== null) return 'disposed';
  if (picture.dispatchedAt !== null) return 'dispatched';
  return picture.filedAt !== null ? 'filed' : 'reported';
}

function isSuspended({ suspendedAt, resumedAt, disposedAt }: Times): boolean {
  if (suspendedAt === null) return false;
  return !(resumedAt !== null && resumedAt >= suspendedAt) && !(disposedAt !== null && disposedAt >= suspendedAt);
}

/** Where a case stands, finely (command model, States); the stage is a function of it. */
export const CASE_STATES = [
  ...(['collecting', 'filing', 'dispatching', 'disposing', 'suspended', 'check_sending', 'closing'] as const),
  ...(['self_review', 'closed', 'refused', 'void', 'moved', 'merged'] as const),
] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** The state of a case known by its step times alone, whose senders send the coarse stages only. */
export const STATE_OF_STAGE: Readonly<Record<Stage, CaseState>> = {
  reported: 'collecting',
  filed: 'dispatching',
  dispatched: 'disposing',
  disposed: 'check_sending',
  suspended: 'suspended',
  closed: 'closed',
  refused: 'refused',
  void: 'void',
};

/** What a desk does no more after: only what begins again or a correction takes a case out of it. */
export const ENDED = ['closed', 'refused', 'void'] as const satisfies readonly Stage[];

/** Whether a stage is one of these. */
export const hasEnded = (stage: Stage): boolean => (ENDED as readonly Stage[]).includes(stage);

/** The coarse stage of a state, for counting and for uploads. */
export const STAGE_OF_STATE: Readonly<Record<CaseState, Stage>> = {
  collecting: 'reported',
  filing: 'reported',
  dispatching: 'filed',
  disposing: 'dispatched',
  suspended: 'suspended',
  check_sending: 'disposed',
  closing: 'disposed',
  self_review: 'disposed',
  closed: 'closed',
  refused: 'refused',
  void: 'void',
  moved: 'void',
  merged: 'void',
};

/** States in which somebody still works. */
export const OPEN_STATES: readonly CaseState[] = [
  'collecting',
  'filing',
  'dispatching',
  'disposing',
  'suspended',
  'check_sending',
  'closing',
  'self_review',
];

/** The same over a row of biz.case, in the words of its partial indexes; PostgreSQL does not use them for others. */
export const IS_OPEN = "state not in ('closed', 'refused', 'void', 'moved', 'merged')";
