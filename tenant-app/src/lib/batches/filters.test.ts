import { expect, test } from 'vitest';
import { FIRST_PAGE } from '#lib/ui/paging.ts';
import { filterVariables, isNarrowed, readFilters, writeFilters } from './filters.ts';

const read = (query: string) => readFilters(new URLSearchParams(query));
const NONE = { region: null, state: null, rejected: false, from: null, to: null, page: FIRST_PAGE };

test('an address and its filters say the same in both directions', () => {
  const query = '?region=pengxi&state=cancelled&from=2026-11-01&to=2026-11-30&rejected=1';
  expect(read(query)).toEqual({
    ...{ region: 'pengxi', state: 'cancelled', rejected: true, from: '2026-11-01', to: '2026-11-30' },
    page: FIRST_PAGE,
  });
  expect(writeFilters(read(query))).toBe(query);
});

test('what cannot be understood is left out, and narrows nothing', () => {
  const odd = read('?region=A%20B&state=burnt&from=today&to=2026-13-01&rejected=yes&after=%3Cx%3E');
  expect(odd).toEqual(NONE);
  expect([isNarrowed(odd), writeFilters(odd)]).toEqual([false, '']);
});

test('days are those of the counties, the last one included', () => {
  expect(filterVariables({ ...NONE, from: '2026-11-01', to: '2026-11-30', rejected: true })).toEqual({
    ...{ states: null, rejectedFrom: 1, first: 50, after: null, before: null },
    ...{ receivedFrom: '2026-10-31T16:00:00.000Z', receivedBefore: '2026-11-30T16:00:00.000Z' },
  });
});
