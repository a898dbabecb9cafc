import { describe, expect, it } from 'vitest';
import { texts } from './texts.ts';
import { check } from '../../../test/intake/draft.ts';

const mapping = { address: 'address', description: 'description', unit: 'unit' };

describe('free texts', () => {
  it('are kept, an empty one is nothing, an absent one is left', () => {
    const { draft } = check(texts, { address: ' 柳岸路 1 号 ', description: '' }, mapping);
    expect(draft.picture).toMatchObject({ address: '柳岸路 1 号', description: null });
    expect([...draft.absent]).toEqual(['unitName']);
  });
  it('are cut where the column ends, without halving a character', () => {
    const { codes, draft } = check(texts, { address: `${'x'.repeat(1999)}😀` }, mapping);
    expect(codes).toEqual(['CASE-TEXT-TOO-LONG']);
    expect(draft.picture.address?.isWellFormed()).toBe(true);
  });
  it('formulas are kept as text with a warning, spreadsheet errors are nothing', () => {
    const formula = check(texts, { address: '=HYPERLINK("x")' }, mapping);
    expect(formula.codes).toEqual(['CASE-FORMULA']);
    expect(formula.draft.picture.address).toBe('=HYPERLINK("x")');
    const error = check(texts, { address: '#N/A', description: '########' }, mapping);
    expect(error.codes).toEqual(['CASE-EXCEL-ERROR', 'CASE-EXCEL-ERROR']);
    expect(error.draft.picture.address).toBeNull();
  });
  it('lost characters are reported, phone numbers in them are not shown', () => {
    const { draft } = check(texts, { address: '柳\ufffd路，电话 13812345678' }, mapping);
    expect(draft.findings).toMatchObject([{ code: 'ENV-CHARACTER-LOST', received: '柳\ufffd路，电话 138****5678' }]);
  });
});
