// Public: working time.
export { loadCalendar } from './load-calendar.ts';
export { calendarOfDays, stateCouncilCalendar } from './state-council.ts';
export type { WorkCalendar } from './calendar.ts';
export { civilDay, startOfDay } from './zone.ts';
