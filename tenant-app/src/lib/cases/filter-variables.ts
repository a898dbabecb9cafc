import { nextDay, startOfDay } from '#lib/format/time.ts';
import { pageVariables } from '#lib/ui/paging.ts';
import type { CaseFilters } from './filters.ts';

/**
 * The filters as the arguments of `cases`: civil days become instants, the last day is included. Overdue is judged at the
 * whole minute of `now`, so that the browser asks what the server asked and finds the answer in the page.
 */
export function filterVariables(filters: CaseFilters, now: Date) {
  return {
    stages: filters.stage === null ? null : [filters.stage],
    classId: filters.classId,
    sourceGroup: filters.group,
    reportedFrom: filters.from === null ? null : startOfDay(filters.from),
    reportedBefore: filters.to === null ? null : startOfDay(nextDay(filters.to)),
    overdueAt: filters.overdue ? `${now.toISOString().slice(0, 16)}:00.000Z` : null,
    number: filters.number,
    ...pageVariables(filters.page),
  };
}
