import { readDay } from '#lib/format/time.ts';
import { readPage, writePage } from '#lib/ui/paging.ts';
import type { ListPage } from '#lib/ui/paging.ts';
import { STAGES } from './stages.ts';

/** Orders of a case list by their names in the address; the first needs none. */
export const SORTS = ['reported', 'reported_up', 'due', 'due_down'] as const;
export type CaseSort = (typeof SORTS)[number];

/** The filters of a case list, as they stand in the address, so that a reload or a sent link shows the same list. */
export interface CaseFilters {
  /** Slug of a county, in the list of a city. */
  county: string | null;
  /** Words of address, description or class. */
  text: string | null;
  stage: string | null;
  /** 0: cases without a class. */
  classId: number | null;
  group: 'patrol' | 'public' | null;
  /** Name of the body that disposes. */
  unit: string | null;
  /** Overdue now, or not; null: both. */
  overdue: boolean | null;
  /** Overdue by at least so many days of 24 hours. */
  days: number | null;
  /** Number of the case, ours or that of the county's own system. */
  number: string | null;
  /** Civil days `YYYY-MM-DD` of reporting, both included. */
  from: string | null;
  to: string | null;
  sort: CaseSort;
  page: ListPage;
}

/** Fewer signs are in too many texts. */
const TEXT_AT_LEAST = 2;
/** Whether words can be looked for. */
export const isSearchable = (text: string): boolean =>
  text.split(/\s+/).some((part) => [...part.replace(/[^\p{L}\p{N}]/gu, '')].length >= TEXT_AT_LEAST);

const words = (value: string | null): string | null => value?.trim().slice(0, 100) || null;
const oneOf = <One extends string>(known: readonly One[], value: string | null): One | null =>
  known.find((one) => one === value) ?? null;
const whole = (value: string | null, least: number): number | null => {
  const number = Number(value || Number.NaN);
  return Number.isInteger(number) && number >= least && number <= 2_147_483_647 ? number : null;
};

/** Reads the filters from an address; what cannot be understood is left out. */
export function readFilters(params: Pick<URLSearchParams, 'get'>): CaseFilters {
  const days = whole(params.get('days'), 1);
  const overdue = params.get('overdue');
  return {
    county: words(params.get('county')),
    text: words(params.get('text')),
    stage: oneOf(STAGES, params.get('stage')),
    classId: whole(params.get('class'), 0),
    group: oneOf(['patrol', 'public'], params.get('group')),
    unit: words(params.get('unit')),
    overdue: days !== null || overdue === '1' ? true : overdue === '0' ? false : null,
    days: days === null ? null : Math.min(days, 36_500),
    number: words(params.get('number')),
    from: readDay(params.get('from')),
    to: readDay(params.get('to')),
    sort: oneOf(SORTS, params.get('sort')) ?? SORTS[0],
    page: readPage(params),
  };
}

/** The address of a list with these filters, starting with `?`; empty filters and the first page leave no trace. */
export function writeFilters(filters: CaseFilters): string {
  const params = new URLSearchParams();
  const put = (name: string, value: string | number | null): void => {
    if (value !== null && value !== '') params.set(name, String(value));
  };
  put('county', filters.county);
  put('text', filters.text);
  put('number', filters.number);
  put('stage', filters.stage);
  put('class', filters.classId);
  put('group', filters.group);
  put('unit', filters.unit);
  put('overdue', filters.overdue === null ? null : Number(filters.overdue));
  put('days', filters.days);
  put('from', filters.from);
  put('to', filters.to);
  put('sort', filters.sort === SORTS[0] ? null : filters.sort);
  writePage(params, filters.page);
  return params.size > 0 ? `?${params}` : '';
}

/** How many filters narrow the list. */
export function narrowing({ sort: _, page: __, ...narrowed }: CaseFilters): number {
  return Object.values(narrowed).filter((value) => value !== null).length;
}
