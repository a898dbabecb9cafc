import type { FieldName, StepKind } from './fields.ts';

/**
 * What may happen to a case. Steps have a time of their own in the picture; `corrected` puts right what an earlier event
 * stated, the one it `amends` or the fields of its data. The others are acts of desks and bodies (command model, Events).
 */
export type EventKind =
  | StepKind
  | 'corrected'
  | 'registered'
  | 'accepted'
  | 'file_returned'
  | 'sent_down'
  | 'passed_up'
  | 'taken'
  | 'returned'
  | 'check_sent'
  | 'reworked'
  | 'moved'
  | 'merged'
  | 'no_owner'
  | 'substitute_ordered'
  | 'liability_set'
  | 'recalled'
  | 'claimed'
  | 'decided'
  | 'supervised'
  | 'noticed'
  | 'appealed'
  | 'exempted'
  | 'called_back'
  | `${string}_asked`
  | `${string}_answered`;

/** What `reported` says beside the picture, and a hand-over changes: who holds the case, under which number and mode. */
export interface Baton {
  readonly caseNo: string | null;
  readonly holderId: number | null;
  readonly holderUnitId: number | null;
  /** ISO instant of the tenant_mode in force when the case was reported, which it keeps; null where none was. */
  readonly modeFrom: string | null;
}

/** JSON of an event: fields of the picture and of the baton, instants as ISO text. Nothing personal. */
export type EventData = Readonly<Partial<Record<FieldName | keyof Baton, string | number | boolean | null>>>;

/** An event as the projection reads it, in the order it was recorded. */
export interface CaseEvent {
  /** Null before it has been written. */
  readonly id: string | null;
  readonly kind: EventKind;
  /** When it happened, by the sender's word. */
  readonly occurredAt: Date;
  /** The event whose time or words it puts right. A step that amends is the form in which old uploads did that. */
  readonly amends: string | null;
  /** Version of the case after a move; null for a note, and before it has been written. */
  readonly version: number | null;
  /** The body that has the case from then on; null where none is known. */
  readonly leadUnitId: number | null;
  readonly data: EventData;
}
