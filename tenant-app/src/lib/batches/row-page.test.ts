import { expect, test } from 'vitest';
import { readRowPage, rowPageHref } from './row-page.ts';

const read = (query: string) => readRowPage(new URLSearchParams(query));

test('which rows a page lists stands in its address', () => {
  expect(read('?outcome=rejected&after=50')).toEqual({ outcome: 'rejected', afterRow: 50 });
  expect(rowPageHref('/u', { outcome: 'rejected', afterRow: 50 })).toBe('/u?outcome=rejected&after=50#rows');
  expect(rowPageHref('/u', { outcome: null, afterRow: 0 })).toBe('/u#rows');
});

test('an outcome that is none, and a place that is no row, are left out', () => {
  expect(read('?outcome=burnt&after=-1')).toEqual({ outcome: null, afterRow: 0 });
  expect(read('?after=99999999999')).toEqual({ outcome: null, afterRow: 0 });
});
