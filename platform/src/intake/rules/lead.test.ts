import { describe, expect, it } from 'vitest';
import { check } from '../../../test/intake/draft.ts';
import { seq } from './combine.ts';
import { lead } from './lead.ts';
import { texts } from './texts.ts';

const values = {
  住建: 'housing',
  电力: '供电公司',
  供电: 'power',
  电: '电业局',
  园林: 'gardens',
  县住建局大队: 'repairs',
};
const led = (unit: string) => check(seq(texts, lead), { unit }, { unit: { column: 'unit', values } });

describe('the lead of a case', () => {
  it.each([
    ['县住建局', 21],
    ['县建设局', 21],
    ['市政维修队', 21],
    [' 住建 ', 21],
    ['县住建局大队', 21],
    ['供电公司', 11],
    ['电力', 11],
    ['供电', 11],
    ['电', 11],
    ['电业局', 11],
    ['power', 11],
    ['housing', 21],
    ['柳县数字城管中心', null],
    ['', null],
  ])('for “%s” is body %s', (unit, body) => {
    const { codes, draft } = led(unit);
    expect(codes).toEqual([]);
    expect(draft.picture).toMatchObject({ leadUnitId: body, unitName: unit.trim() || null });
  });
  it.each(['县交通局', '县园林局', 'gardens'])('is nobody for “%s”, and the word is kept', (unit) => {
    const { codes, draft } = led(unit);
    expect(codes).toEqual(['MAP-UNIT-UNKNOWN']);
    expect(draft.findings[0]).toMatchObject({ severity: 'warning', field: 'unit', received: unit });
    expect(draft.picture).toMatchObject({ leadUnitId: null, unitName: unit });
  });
  it('is nobody for a word that the mapping takes for a unit which has ended, and the finding names that unit', () => {
    const { codes, draft } = led('园林');
    expect(codes).toEqual(['MAP-UNIT-GONE']);
    expect(draft.findings[0]).toMatchObject({
      ...{ severity: 'warning', field: 'unit', received: '园林' },
      expected: { code: 'expected.unit-in-force', params: { unit: 'gardens' } },
    });
    expect(draft.picture).toMatchObject({ leadUnitId: null, unitName: '园林' });
  });
  it('is left as it was where the row has no such column', () => {
    const { codes, draft } = check(seq(texts, lead), {}, { unit: 'unit' });
    expect(codes).toEqual([]);
    expect([...draft.absent]).toEqual(['unitName', 'leadUnitId']);
  });
});
