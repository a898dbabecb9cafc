/**
 * The words of a case, shared by intake (which writes), assessment (which counts) and the screens (which show).
 * Sources: standards glossary (workflow.md §0) and data model §5.
 */

/** 巡查 or 公众: every source value of every source system means one of the two. */
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

/** How a closed case ended. eGova closing types 1–4 and 强制结案. */
export type ClosingType = 'normal' | 'overdue' | 'error' | 'special' | 'forced';
