/** Where a case can stand, in the order it walks through them. */
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
