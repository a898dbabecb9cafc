import { expect, test } from 'vitest';
import { fileUrl, placeText, sortFiles, type CaseFile } from './media.ts';

const file = (sha256: string, usage: string, type = 'image/jpeg'): CaseFile => ({
  ...{ tenantId: 2, caseId: 'c', sha256, usage, type, takenAt: null, longitude: null, latitude: null },
  ...{ unitName: '园林绿化所', addedAt: '2026-10-08T01:00:00Z' },
});
const names = (files: readonly CaseFile[]) => files.map(({ sha256 }) => sha256);

test('pictures from before and after the work are compared, everything else is listed', () => {
  const { before, after, others } = sortFiles([
    file('a', 'after'),
    file('b', 'before'),
    file('c', 'check'),
    file('d', 'before'),
    file('e', 'before', 'application/pdf'),
  ]);
  expect([names(before), names(after), names(others)]).toEqual([['b', 'd'], ['a'], ['c', 'e']]);
});

test('without a picture from the report the one of the verification stands for what was there before', () => {
  const { before, others } = sortFiles([file('a', 'verify'), file('b', 'after'), file('c', 'check')]);
  expect([names(before), names(others)]).toEqual([['a'], ['c']]);
});

test('a file is served under its case, a smaller one by its size', () => {
  expect(fileUrl(file('a', 'before'))).toBe('/media/2/c/a');
  expect(fileUrl(file('a', 'before'), 'thumb')).toBe('/media/2/c/a?size=thumb');
});

test('a place is written to the metre, and a place that is not known is not written', () => {
  expect(placeText({ longitude: 105.5736, latitude: 30.53288999 })).toBe('105.57360, 30.53289');
  expect(placeText({ longitude: null, latitude: 30.5 })).toBeNull();
});
