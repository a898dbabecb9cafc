import type { WorkCalendar } from '../calendars/calendar.ts';
import { tileOf } from '../geography/tile.ts';
import { clockOf, type Clock } from './clock.ts';
import { factOf, limitOf, type CaseFact } from './fact.ts';
import type { ProjectedCase } from './project.ts';

/** What biz.case and biz.case_fact hold of a case: what its events add up to, and what follows from it under a calendar. */
export interface CaseRow extends Pick<ProjectedCase, 'picture' | 'state'> {
  readonly tile: number | null;
  readonly clock: Clock;
  readonly fact: CaseFact;
}

/** The one way from events to rows: of every writer, of the replay of a period, and of the rebuild. */
export function caseRow(calendar: WorkCalendar, projected: Omit<ProjectedCase, 'baton' | 'version'>): CaseRow {
  const { picture, state, occurrences } = projected;
  const { longitude, latitude } = picture;
  const clock = clockOf(occurrences, limitOf(picture), calendar);
  const tile = longitude === null || latitude === null ? null : tileOf(longitude, latitude);
  return { picture, state, tile, clock, fact: factOf(projected, clock, calendar) };
}
