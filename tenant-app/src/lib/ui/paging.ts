/** Rows on one page of a list. */
export const PAGE_SIZE = 50;

/** A page of a list: the rows behind or before a row, which a cursor of the gateway stands for; at first from the beginning. */
export interface ListPage {
  after: string | null;
  before: string | null;
  /** For the reader only; 1 = first page. */
  number: number;
}

/** Cursors of the first and last row of the page shown, as the gateway gave them. */
export interface PageEnds {
  startCursor: string | null;
  endCursor: string | null;
}

export const FIRST_PAGE: ListPage = { after: null, before: null, number: 1 };

const cursor = (value: string | null): string | null => (value && /^[\w+/=]{1,400}$/.test(value) ? value : null);

/** Reads the page from an address; a number without a row to go on from is the first page. */
export function readPage(params: Pick<URLSearchParams, 'get'>): ListPage {
  const after = cursor(params.get('after'));
  const before = after === null ? cursor(params.get('before')) : null;
  const number = Number(params.get('page'));
  if (after === null && before === null) return FIRST_PAGE;
  return { after, before, number: Number.isInteger(number) && number >= 2 ? Math.min(number, 1_000_000) : 2 };
}

/** Writes the page into an address; the first one leaves no trace. */
export function writePage(params: URLSearchParams, { after, before, number }: ListPage): void {
  if (after === null && before === null) return;
  params.set('page', String(number));
  if (after !== null) params.set('after', after);
  if (before !== null) params.set('before', before);
}

export const nextPage = ({ number }: ListPage, { endCursor }: PageEnds): ListPage => ({
  after: endCursor,
  before: null,
  number: number + 1,
});

export const previousPage = ({ number }: ListPage, { startCursor }: PageEnds): ListPage =>
  number <= 2 ? FIRST_PAGE : { after: null, before: startCursor, number: number - 1 };

/** The page as arguments of a list. */
export const pageVariables = ({ after, before }: ListPage) => ({ first: PAGE_SIZE, after, before });
