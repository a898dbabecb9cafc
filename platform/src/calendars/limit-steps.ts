/** Steps of a case that may have a limit. */
export const LIMIT_STEPS = [
  'acceptance',
  'verify',
  'filing',
  'dispatch',
  'disposal',
  'check_sending',
  'check',
  'closing',
  'review',
] as const;
export type LimitStep = (typeof LIMIT_STEPS)[number];
