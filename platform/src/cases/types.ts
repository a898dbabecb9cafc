import type { SubjectKind } from '../catalogues/types.ts';
import type { LimitUnit } from '../calendars/limit-units.ts';

/**
 * The words of a case, shared by intake (which writes), assessment (which counts) and the screens (which show).
 * Sources: standards glossary (workflow.md §0) and data model §5.
 */

/** 巡查 or 公众: every source value of every source system is folded into one of the two. */
export type SourceGroup = 'patrol' | 'public';

/** Where a case stands; an upload only ever yields these (the desk of a later issue adds the finer ones). */
export const STAGES = [
  'reported',
  'filed',
  'dispatched',
  'disposed',
  'suspended',
  'closed',
  'refused',
  'void',
] as const;
export type Stage = (typeof STAGES)[number];

/** Step kinds an event may have. One event per step time in a row; `corrected` carries the changed fields. */
export const EVENT_KINDS = [
  'reported',
  'filed',
  'dispatched',
  'disposed',
  'suspended',
  'resumed',
  'closed',
  'refused',
  'voided',
  'corrected',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** How a closed case ended. eGova closing types 1–4 and 强制结案. */
export type ClosingType = 'normal' | 'overdue' | 'error' | 'special' | 'forced';

/**
 * The picture of a case that its events add up to: plain fields, no ids of ours except references to look-ups.
 * `projectCase(events)` must rebuild exactly this. Instants are UTC `Date`s; null = did not happen / not known.
 */
export interface CasePicture {
  /** lookup.class id, null when the row could not say (never scored then). */
  classId: number | null;
  kind: SubjectKind;
  sourceCode: string;
  sourceGroup: SourceGroup;
  address: string | null;
  description: string | null;
  /** WGS-84 degrees, null when there is no usable position. */
  longitude: number | null;
  latitude: number | null;
  /** As sent, in the source's CRS. */
  originalX: string | null;
  originalY: string | null;
  originalCrs: 'WGS84' | 'GCJ02' | 'BD09' | 'CGCS2000' | null;
  cellId: number | null;
  unitName: string | null;
  /** lookup.case_rule id the limit was taken from; null = no rule, counted apart. */
  ruleId: number | null;
  /** Multiplier and unit of the limit, printed form kept as text (may be fractional, e.g. "1.5"). */
  limitValue: string | null;
  limitUnit: LimitUnit | null;
  reportedAt: Date;
  filedAt: Date | null;
  dispatchedAt: Date | null;
  disposedAt: Date | null;
  closedAt: Date | null;
  refusedAt: Date | null;
  voidedAt: Date | null;
  suspendedAt: Date | null;
  resumedAt: Date | null;
  closingType: ClosingType | null;
  selfHandled: boolean;
  reworkCount: number;
  extensionCount: number;
  /** The sender's claim, never used for scores; shown beside ours. */
  claimedDueAt: Date | null;
  claimedOverdue: boolean | null;
}
