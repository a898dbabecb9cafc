import type { Limit } from '../calendars/limit.ts';
import type { EventKind } from './events.ts';
import { STEP_FIELD, STEP_KINDS, type CasePicture, type StepKind } from './fields.ts';

/** Ends of a case that goes on elsewhere: in the tenant where its place lies, or as part of another case. It counts as void. */
export type Departure = 'moved' | 'merged';

export const isDeparture = (kind: EventKind): kind is Departure => kind === 'moved' || kind === 'merged';

/** The step whose time in the picture an occurrence gives, null of what has none there. */
export function stepOf(kind: EventKind): StepKind | null {
  if (isDeparture(kind)) return 'voided';
  return Object.hasOwn(STEP_FIELD, kind) ? (kind as StepKind) : null;
}

export const isOccurrence = (kind: EventKind): kind is Occurrence['kind'] =>
  stepOf(kind) !== null || kind === 'returned' || kind === 'reworked';

/** What happened to a case once, at a time. A case may have several of a kind: two suspensions, three dispatches. */
export interface Occurrence {
  /** The event that reported it first; null before it has been written. */
  readonly id: string | null;
  readonly kind: StepKind | 'returned' | 'reworked' | Departure;
  /** When it happened, corrections included; null = taken back. */
  readonly at: Date | null;
  /** When it was asked for, where that was recorded apart. */
  readonly askedAt: Date | null;
  /** Of a dispatch after the first: to another unit than the one that had the case. */
  readonly toAnother: boolean;
  /** It had ended when the case was dispatched, suspended or sent back again: the picture has it no more. */
  readonly isBehind: boolean;
  /** The body responsible for the case from then on, as known by now; null where none is known. */
  readonly leadUnitId: number | null;
  /** Of an act, with the disposal limit fixed by it; null of what a sender reports. */
  readonly act: { readonly limit: Limit | null } | null;
}

/** What ends a suspension; where several do, the first of these that happened at all counts. */
export const ENDS_OF_SUSPENSION = ['resumed', 'disposed', 'closed'] as const satisfies Occurrence['kind'][];

/** The occurrences of a case of which nothing is known but its picture: one for each step time. */
export function occurrencesOf(picture: CasePicture): Occurrence[] {
  const { leadUnitId } = picture;
  const occurrences: Occurrence[] = [];
  for (const kind of STEP_KINDS) {
    const at = picture[STEP_FIELD[kind]];
    if (at !== null)
      occurrences.push({ id: null, kind, at, askedAt: null, toAnother: false, isBehind: false, leadUnitId, act: null });
  }
  return occurrences;
}
