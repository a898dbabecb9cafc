import type { CasePicture, EventKind } from './types.ts';

/** JSON of an event: picture fields with instants as ISO text. Nothing personal. */
export type EventData = Readonly<Partial<Record<keyof CasePicture, string | number | boolean | null>>>;

/** An event as the projection reads it, in the order it was recorded. */
export interface CaseEvent {
  readonly kind: EventKind;
  /** When it happened, by the sender's word. */
  readonly occurredAt: Date;
  readonly data: EventData;
}

/** The field of the picture that a step's time goes to. */
export const STEP_FIELD = {
  reported: 'reportedAt',
  filed: 'filedAt',
  dispatched: 'dispatchedAt',
  disposed: 'disposedAt',
  suspended: 'suspendedAt',
  resumed: 'resumedAt',
  closed: 'closedAt',
  refused: 'refusedAt',
  voided: 'voidedAt',
} as const satisfies Record<Exclude<EventKind, 'corrected'>, keyof CasePicture>;

export type StepKind = keyof typeof STEP_FIELD;
export const STEP_KINDS = Object.keys(STEP_FIELD) as StepKind[];
