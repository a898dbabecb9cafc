// Public: working time.
export { loadCalendar } from './load-calendar.ts';
export { calendarOfDays, stateCouncilCalendar } from './state-council.ts';
export { waitsForNotice, type WorkCalendar } from './calendar.ts';
export { calendarOf } from './read-calendar.ts';
export { civilDay, dayNumberOf, dayText, startOfDay, wallText } from './zone.ts';
