// Public: working time.
export { loadCalendar } from './load-calendar.ts';
export { calendarOfDays, stateCouncilCalendar } from './state-council.ts';
export type { WorkCalendar } from './calendar.ts';
export { startOfDay } from './zone.ts';
