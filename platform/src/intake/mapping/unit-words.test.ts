import { describe, expect, it } from 'vitest';
import { contextOf, UNITS } from '../../../test/intake/draft.ts';
import { Problem } from '../../kernel/problem.ts';
import { checkUnits, unitWords } from './unit-words.ts';

const documentWith = (values: Record<string, string>) =>
  contextOf({ unit: { column: 'unit', values } }).mapping.document;

describe('words for units', () => {
  it('of the mapping come before names, present names before former ones, our own units before those of the city', () => {
    const since = { fromDay: '2026-01-01', toDay: null, formerNames: [] };
    const units = [
      { ...since, code: 'old', name: '新城管局', formerNames: ['城管局'], bodyId: 1 },
      { ...since, code: 'new', name: '城管局', bodyId: 2 },
      { ...since, code: null, name: '水务局', bodyId: 3 },
      { ...since, code: 'water', name: '水务局大队', bodyId: 4 },
    ];
    const plain = unitWords(documentWith({}), units, '2026-11-01');
    expect(['城管局', '新城管局', '水务局', '水务局大队'].map(plain)).toEqual([2, 1, 3, 4]);
    const own = unitWords(documentWith({ 水务局: 'water', 城管局: 'old' }), units, '2026-11-01');
    expect(['城管局', '水务局'].map(own)).toEqual([1, 4]);
  });
  it('mean the units of the day', () => {
    const on = (day: string) => unitWords(documentWith({ 园林: 'gardens' }), UNITS, day)('园林');
    expect(on('2026-10-31')).toBe(22);
    expect(on('2026-11-01')).toBeUndefined();
  });
  it('must name units that are there, though they may have ended', () => {
    expect(() => checkUnits(documentWith({ 园林: 'gardens', 电: '供电公司' }), UNITS)).not.toThrow();
    const wrong = () => checkUnits(documentWith({ 住建: '县住建局', 公安: 'police' }), UNITS);
    expect(wrong).toThrow(Problem);
    expect(wrong).toThrow(/县住建局, police/);
  });
});
