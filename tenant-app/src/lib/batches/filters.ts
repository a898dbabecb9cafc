import { instantsOf, readDay } from '#lib/format/time.ts';
import { pageVariables, readPage, writePage, type ListPage } from '#lib/ui/paging.ts';
import { STATES, type BatchState } from './words.ts';

/** The filters of a list of uploads, as they stand in the address, so that a reload or a sent link shows the same list. */
export interface UploadFilters {
  /** A county by its short name, for the city. */
  region: string | null;
  state: BatchState | null;
  /** Only those with rejected rows. */
  rejected: boolean;
  /** Civil days `YYYY-MM-DD` of receipt, both included. */
  from: string | null;
  to: string | null;
  page: ListPage;
}

/** Reads the filters from an address; what cannot be understood is left out. */
export function readFilters(params: Pick<URLSearchParams, 'get'>): UploadFilters {
  const region = params.get('region');
  return {
    region: region && /^[a-z0-9-]{1,64}$/.test(region) ? region : null,
    state: STATES.find((state) => state === params.get('state')) ?? null,
    rejected: params.get('rejected') === '1',
    from: readDay(params.get('from')),
    to: readDay(params.get('to')),
    page: readPage(params),
  };
}

/** The address of a list with these filters, starting with `?`; empty filters and the first page leave no trace. */
export function writeFilters({ page, rejected, ...texts }: UploadFilters): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(texts)) if (value !== null) params.set(name, value);
  if (rejected) params.set('rejected', '1');
  writePage(params, page);
  return params.size > 0 ? `?${params}` : '';
}

/** Whether anything narrows the list. */
export const isNarrowed = ({ page: _, rejected, ...texts }: UploadFilters): boolean =>
  rejected || Object.values(texts).some((value) => value !== null);

/** The filters as arguments of `batches`: civil days become instants, the last day is included. */
export function filterVariables({ state, rejected, page, ...days }: UploadFilters) {
  const { from, before } = instantsOf(days);
  return {
    states: state === null ? null : [state],
    rejectedFrom: rejected ? 1 : null,
    receivedFrom: from,
    receivedBefore: before,
    ...pageVariables(page),
  };
}

/** The same as the parameters of the workbook, which has all pages; of a city without a county all of them. */
export function exportParameters(filters: UploadFilters, tenantId: number | null) {
  const { states, rejectedFrom, receivedFrom, receivedBefore } = filterVariables(filters);
  return { tenantId, state: states?.[0] ?? null, rejectedFrom, receivedFrom, receivedBefore };
}
