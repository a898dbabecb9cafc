import { FIRST_PAGE } from '#lib/ui/paging.ts';
import { writeFilters, type CaseFilters } from './filters.ts';

/** A heading that orders the list: how it does now, and the address of the list ordered by it, the other way round where it is. */
export interface HeadOrder {
  sorted: 'ascending' | 'descending' | 'none';
  href: string;
}

export interface CaseOrder {
  reported: HeadOrder;
  due: HeadOrder;
  /** Those overdue, the longest first. */
  over: HeadOrder;
}

/** What the headings of a list do. By days overdue is by the deadline, of those that are overdue. */
export function orderOf(filters: CaseFilters, action: string): CaseOrder {
  const { sort, overdue } = filters;
  const to = (change: Partial<CaseFilters>): string =>
    action + writeFilters({ ...filters, ...change, page: FIRST_PAGE });
  const byDays = overdue === true;
  return {
    reported: {
      sorted: sort === 'reported' ? 'descending' : sort === 'reported_up' ? 'ascending' : 'none',
      href: to({ sort: sort === 'reported' ? 'reported_up' : 'reported' }),
    },
    due: {
      sorted: sort === 'due' ? 'ascending' : sort === 'due_down' ? 'descending' : 'none',
      href: to({ sort: sort === 'due' ? 'due_down' : 'due' }),
    },
    over: {
      sorted: !byDays ? 'none' : sort === 'due' ? 'descending' : sort === 'due_down' ? 'ascending' : 'none',
      href: to({ overdue: true, sort: byDays && sort === 'due' ? 'due_down' : 'due' }),
    },
  };
}
