import { outcomeOf, type OutcomeName } from './words.ts';

/** Which rows of an upload its page lists. */
export interface RowPage {
  outcome: OutcomeName | null;
  afterRow: number;
}

/** Reads it from an address; what cannot be understood is left out. */
export function readRowPage(params: Pick<URLSearchParams, 'get'>): RowPage {
  const after = params.get('after');
  return {
    outcome: outcomeOf(params.get('outcome'))?.key ?? null,
    afterRow: after !== null && /^\d{1,9}$/.test(after) ? Number(after) : 0,
  };
}

/** The address of these rows on the page of an upload. */
export function rowPageHref(upload: string, { outcome, afterRow }: RowPage): string {
  const params = new URLSearchParams();
  if (outcome !== null) params.set('outcome', outcome);
  if (afterRow > 0) params.set('after', String(afterRow));
  return `${upload}${params.size > 0 ? `?${params}` : ''}#rows`;
}
