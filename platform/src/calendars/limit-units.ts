/** Units a limit may be printed in (codes.md §9): 紧急工作时 工作时 紧急工作日 工作日 小时 日. */
export const LIMIT_UNITS = [
  'urgent_hour',
  'working_hour',
  'urgent_day',
  'working_day',
  'clock_hour',
  'calendar_day',
] as const;
export type LimitUnit = (typeof LIMIT_UNITS)[number];

export const isLimitUnit = (text: string): text is LimitUnit => (LIMIT_UNITS as readonly string[]).includes(text);

const PRINTED: Readonly<Record<string, LimitUnit>> = {
  紧急工作时: 'urgent_hour',
  工作时: 'working_hour',
  紧急工作日: 'urgent_day',
  工作日: 'working_day',
  小时: 'clock_hour',
  日: 'calendar_day',
};

/** The six printed time units (codes.md §9) as our codes; undefined for a word we do not know. */
export function limitUnitOf(printed: string): LimitUnit | undefined {
  return PRINTED[printed.trim()];
}

/**
 * Hours that pass on the wall per unit in an ordinary week of five days of eight working hours: a working hour stands for
 * 168 / 40 = 4.2 hours, a working day for 33.6. Only for comparing limits of different units ("which is longest?");
 * real deadlines come from the calendar.
 */
const NOMINAL_HOURS: Readonly<Record<LimitUnit, number>> = {
  urgent_hour: 1,
  clock_hour: 1,
  urgent_day: 24,
  calendar_day: 24,
  working_hour: 168 / 40,
  working_day: (168 / 40) * 8,
};

/** Length of a limit in nominal elapsed hours (see above). */
export function nominalHours(limit: { readonly limitValue: string; readonly limitUnit: LimitUnit }): number {
  return Number(limit.limitValue) * NOMINAL_HOURS[limit.limitUnit];
}
