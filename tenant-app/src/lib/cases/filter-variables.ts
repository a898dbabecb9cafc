import { instantsOf } from '#lib/format/time.ts';
import { pageVariables } from '#lib/ui/paging.ts';
import { isSearchable, SORTS, type CaseFilters } from './filters.ts';

const DAY_MS = 86_400_000;

/**
 * The filters as the arguments of `caseTable`: civil days become instants, the last day is included. Overdue is judged at the
 * whole minute of `now`, so that the browser asks what the server asked and finds the answer in the page.
 */
export function filterVariables(filters: CaseFilters, now: Date) {
  const minute = `${now.toISOString().slice(0, 16)}:00.000Z`;
  const { stage, overdue, days, text } = filters;
  const reported = instantsOf(filters);
  return {
    stages: stage === null ? null : [stage],
    classId: filters.classId,
    sourceGroup: filters.group,
    unitName: filters.unit,
    reportedFrom: reported.from,
    reportedBefore: reported.before,
    overdueAt: overdue === true ? minute : null,
    notOverdueAt: overdue === false ? minute : null,
    dueBefore: days === null ? null : new Date(Date.parse(minute) - days * DAY_MS).toISOString(),
    number: filters.number,
    text: text !== null && isSearchable(text) ? text : null,
    sort: filters.sort === SORTS[0] ? null : filters.sort,
    ...pageVariables(filters.page),
  };
}

/** The same as the parameters of its workbook, which has all pages. */
export function exportParameters(
  { stages, first: _, after: __, before: ___, ...variables }: ReturnType<typeof filterVariables>,
  tenantId: number | null,
) {
  return { tenantId, stage: stages?.[0] ?? null, ...variables };
}
