import type { FieldName, StepKind } from './fields.ts';

/** One event per step time in a row; `corrected` carries the changed fields. */
export type EventKind = StepKind | 'corrected';

/** JSON of an event: picture fields with instants as ISO text; in `reported` also the number. Nothing personal. */
export type EventData = Readonly<Partial<Record<FieldName | 'caseNo', string | number | boolean | null>>>;

/** An event as the projection reads it, in the order it was recorded. */
export interface CaseEvent {
  readonly kind: EventKind;
  /** When it happened, by the sender's word. */
  readonly occurredAt: Date;
  readonly data: EventData;
}
