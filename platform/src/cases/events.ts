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
  | 'check_passed'
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
  | 'acknowledged'
  | 'assist_withdrawn'
  | `${string}_asked`
  | `${string}_answered`;

const NOTES: ReadonlySet<EventKind> = new Set<EventKind>([
  ...(['decided', 'supervised', 'noticed', 'appealed', 'exempted', 'called_back', 'acknowledged', 'claimed'] as const),
  'assist_withdrawn',
]);

/** Whether everybody may write it, or only who moves the case (command model, Events). */
export const isNote = (kind: EventKind): boolean =>
  NOTES.has(kind) || kind.endsWith('_asked') || kind.endsWith('_answered');

/** What the body that works a case may ask for (`<request>_asked`); one request waits at a time. */
export type RequestKind = 'extension' | 'return' | 'suspension' | 'void';

/**
 * What an answer to a request says: which one, and whether it is granted. `decided` names the request, of `<request>_answered`
 * the kind does. A refusal ends the request. A grant ends it only with the event of what was asked for (`extended`,
 * `returned`, `suspended`, `voided`): whoever holds the case writes that one alone, at once; for a decider of the other tenant
 * it follows his `decided`. Answers to tasks (`verify_answered`, `check_answered` …) say nothing of this.
 */
export interface Decision {
  readonly request: RequestKind;
  readonly granted: boolean;
}

/** What `reported` says beside the picture, and a hand-over changes: who holds the case, under which number and mode. */
export interface Baton {
  readonly caseNo: string | null;
  readonly holderId: number | null;
  readonly holderUnitId: number | null;
  /** ISO instant of the tenant_mode in force when the case was reported, which it keeps; null where none was. */
  readonly modeFrom: string | null;
  /** Desks of supervision and command, from the mode, once; null for a case known by uploads alone. */
  readonly supervisionUnitId: number | null;
  readonly commandUnitId: number | null;
  /** Filed and dispatched at once. */
  readonly urgent: boolean;
}

/** What an act says of itself beside what it changes. Words are masked before they stand here. */
export interface Act {
  /** Name of the act. */
  readonly act: string;
  /** Code of the list of the act (reasons.ts), else words: those of before there were lists, or of whoever gives his own. */
  readonly reason: string;
  readonly words: string;
  readonly finding: string;
  /** What an order is for, and the ISO instant by which it is to be answered. */
  readonly order: string;
  readonly answerBy: string;
  readonly level: string;
  readonly satisfaction: string;
  /** The body asked; of a request the desk that decides. */
  readonly unitId: number;
  /** Squad of the own body that works the task from then on; null: nobody inside any more. */
  readonly innerUnitId: number | null;
  /** The stage clock that starts with it, and the limit fixed for it. */
  readonly step: string;
  readonly stepLimitValue: string;
  readonly stepLimitUnit: string;
  /** Who gave that limit: tenant, city, condition or mode; absent where only the act itself says it. */
  readonly stepLimitFrom: string;
  /** ISO instant at which a suspension ends by itself. */
  readonly resumeAt: string;
  /** Of a decision about a case that the decider does not hold: the version that he saw. */
  readonly forVersion: number;
}

/** Of `reported`: the collection company whose collector brought it. */
export interface Collected {
  readonly collectorUnitId: number;
}

/** Of `claimed`: the step that a sender says was done. */
export interface Claimed {
  readonly claim: string;
}

/** JSON of an event: fields of the picture and of the baton, instants as ISO text, and of answers to requests the decision. Nothing personal. */
export type EventData = Readonly<
  Partial<
    Record<
      FieldName | keyof Baton | keyof Decision | keyof Act | keyof Collected | keyof Claimed,
      string | number | boolean | null
    >
  >
>;

/** An event as the projection reads it, in the order it was recorded. */
export interface CaseEvent {
  /** Null before it has been written. */
  readonly id: string | null;
  readonly kind: EventKind;
  /** When it happened, by the sender's word. */
  readonly occurredAt: Date;
  /**
   * The event whose time or words it puts right; of `recalled` the hand-over it undoes. A step that amends is the form in
   * which old uploads put right.
   */
  readonly amends: string | null;
  /** Version of the case after a move; null for a note, and before it has been written. */
  readonly version: number | null;
  /** The body that has the case from then on; null where none is known. */
  readonly leadUnitId: number | null;
  /** The body that wrote it; absent before it has been written. */
  readonly byUnitId?: number;
  readonly data: EventData;
}
