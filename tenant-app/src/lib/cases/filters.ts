import { readPage, writePage } from '#lib/ui/paging.ts';
import type { ListPage } from '#lib/ui/paging.ts';
import { STAGES } from './stages.ts';

/** The filters of a case list, as they stand in the address, so that a reload or a sent link shows the same list. */
export interface CaseFilters {
  stage: string | null;
  /** 0: cases without a class. */
  classId: number | null;
  group: 'patrol' | 'public' | null;
  overdue: boolean;
  /** Number of the case in the county's own system, or its beginning. */
  number: string | null;
  /** Civil days `YYYY-MM-DD` of reporting, both included. */
  from: string | null;
  to: string | null;
  page: ListPage;
}

const day = (value: string | null): string | null =>
  value && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : null;

/** Reads the filters from an address; what cannot be understood is left out. */
export function readFilters(params: Pick<URLSearchParams, 'get'>): CaseFilters {
  const stage = params.get('stage');
  const group = params.get('group');
  const classId = Number(params.get('class') || Number.NaN);
  return {
    stage: (STAGES as readonly string[]).includes(stage ?? '') ? stage : null,
    classId: Number.isInteger(classId) ? classId : null,
    group: group === 'patrol' || group === 'public' ? group : null,
    overdue: params.get('overdue') === '1',
    number: params.get('number')?.trim().slice(0, 100) || null,
    from: day(params.get('from')),
    to: day(params.get('to')),
    page: readPage(params),
  };
}

/** The address of a list with these filters, starting with `?`; empty filters and the first page leave no trace. */
export function writeFilters(filters: CaseFilters): string {
  const params = new URLSearchParams();
  const put = (name: string, value: string | number | null): void => {
    if (value !== null && value !== '') params.set(name, String(value));
  };
  put('stage', filters.stage);
  put('class', filters.classId);
  put('group', filters.group);
  put('overdue', filters.overdue ? 1 : null);
  put('number', filters.number);
  put('from', filters.from);
  put('to', filters.to);
  writePage(params, filters.page);
  return params.size > 0 ? `?${params}` : '';
}

/** How many filters narrow the list. */
export function narrowing(filters: CaseFilters): number {
  const { stage, classId, group, number, from, to, overdue } = filters;
  return [stage, classId, group, number, from, to].filter((value) => value !== null).length + (overdue ? 1 : 0);
}
