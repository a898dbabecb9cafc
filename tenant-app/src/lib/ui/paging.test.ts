import { describe, expect, it } from 'vitest';
import { FIRST_PAGE, nextPage, pageVariables, previousPage, readPage, writePage } from './paging.ts';

const written = (page: Parameters<typeof writePage>[1]): string => {
  const params = new URLSearchParams();
  writePage(params, page);
  return params.toString();
};
const ends = { startCursor: 'c3RhcnQ=', endCursor: 'ZW5k' };

describe('the page of a list', () => {
  it('is the first one without a trace in the address', () => {
    expect(readPage(new URLSearchParams(''))).toEqual(FIRST_PAGE);
    expect(written(FIRST_PAGE)).toBe('');
    expect(pageVariables(FIRST_PAGE)).toEqual({ first: 50, after: null, before: null });
  });

  it('goes on behind the last row and back before the first row of the page shown', () => {
    const second = nextPage(FIRST_PAGE, ends);
    expect(second).toEqual({ after: 'ZW5k', before: null, number: 2 });
    const third = nextPage(second, ends);
    expect(previousPage(third, ends)).toEqual({ after: null, before: 'c3RhcnQ=', number: 2 });
    expect(previousPage(second, ends)).toEqual(FIRST_PAGE);
  });

  it('survives a reload', () => {
    for (const page of [nextPage(FIRST_PAGE, ends), previousPage({ ...FIRST_PAGE, number: 7 }, ends)]) {
      expect(readPage(new URLSearchParams(written(page)))).toEqual(page);
    }
  });

  it('cannot be made to ask for nonsense', () => {
    expect(readPage(new URLSearchParams('page=9'))).toEqual(FIRST_PAGE);
    expect(readPage(new URLSearchParams('page=9&after=%3Cscript%3E'))).toEqual(FIRST_PAGE);
    expect(readPage(new URLSearchParams('page=-3&after=ZW5k'))).toEqual({ after: 'ZW5k', before: null, number: 2 });
  });
});
