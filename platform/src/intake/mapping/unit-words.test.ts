import { describe, expect, it } from 'vitest';
import { contextOf, UNITS } from '../../../test/intake/draft.ts';
import type { NamedUnit } from './read-units.ts';
import { Problem } from '../../kernel/problem.ts';
import { checkUnits, unitWords } from './unit-words.ts';

const documentWith = (values: Record<string, string>) =>
  contextOf({ unit: { column: 'unit', values } }).mapping.document;

/** Body that a word means on 1 November. */
const meaning = (values: Record<string, string>, units: readonly NamedUnit[]) => {
  const words = unitWords(documentWith(values), units, '2026-11-01');
  return (word: string) => words(word) as { bodyId: number | null };
};

describe('words for units', () => {
  it('of the mapping come before names, present names before former ones, our own units before those of the city', () => {
    const since = { isOfCity: false, fromDay: '2026-01-01', toDay: null, formerNames: [] };
    const units = [
      { ...since, code: 'old', name: '新城管局', formerNames: ['城管局'], bodyId: 1 },
      { ...since, code: 'new', name: '城管局', bodyId: 2 },
      { ...since, isOfCity: true, code: 'new', name: '水务局', formerNames: ['水利局'], bodyId: 3 },
      { ...since, code: 'water', name: '水务局大队', bodyId: 4 },
    ];
    const plain = meaning({}, units);
    expect(['城管局', '新城管局', '水务局', '水务局大队', '水利局', 'new'].map((word) => plain(word).bodyId)).toEqual([
      2, 1, 3, 4, 3, 2,
    ]);
    const own = meaning({ 水务局: 'water', 城管局: 'old' }, units);
    expect(['城管局', '水务局'].map((word) => own(word).bodyId)).toEqual([1, 4]);
  });
  it('mean the units of the day', () => {
    const on = (day: string) => unitWords(documentWith({ 园林: 'gardens' }), UNITS, day)('园林');
    expect(on('2026-10-31')).toMatchObject({ bodyId: 22 });
    expect(on('2026-11-01')).toEqual({ gone: 'gardens' });
  });
  it('mean no unit of the city because it has the code of one of ours that has ended', () => {
    const since = { fromDay: '2026-01-01', formerNames: [] };
    const units = [
      { ...since, isOfCity: false, code: 'gardens', name: '县园林局', bodyId: 22, toDay: '2026-11-01' },
      { ...since, isOfCity: true, code: 'gardens', name: '市园林局', bodyId: 12, toDay: null },
    ];
    expect(unitWords(documentWith({ 园林: 'gardens' }), units, '2026-11-01')('园林')).toEqual({ gone: 'gardens' });
    expect(unitWords(documentWith({ 园林: '市园林局' }), units, '2026-11-01')('园林')).toMatchObject({ bodyId: 12 });
  });
  it('must name units that are there, though they may have ended', () => {
    expect(() =>
      checkUnits(documentWith({ 园林: 'gardens', 电: '供电公司', 供电: 'power', 老: '电业局' }), UNITS),
    ).not.toThrow();
    const wrong = () => checkUnits(documentWith({ 住建: '县住建局', 公安: 'police' }), UNITS);
    expect(wrong).toThrow(Problem);
    expect(wrong).toThrow(/县住建局, police/);
  });
});
