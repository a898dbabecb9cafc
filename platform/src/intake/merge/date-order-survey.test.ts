import { describe, expect, it } from 'vitest';
import { contextOf } from '../../../test/intake/draft.ts';
import type { MappingInput } from '../mapping/document.ts';
import { surveyDateOrder } from './date-order-survey.ts';

/** What is noticed of a file whose rows were reported at these texts. */
function findingsOf(dates: string[], reported: string[], more: Partial<MappingInput> = {}) {
  const survey = surveyDateOrder(contextOf({ dates, ...more }));
  reported.forEach((text, index) => survey?.note(index + 1, { reported: text }));
  return survey?.findings().map(({ line, code, received, expected }) => [line, code, received, expected]);
}
const BOTH = ['MM/dd/yyyy', 'dd/MM/yyyy'];
const order = { first: 'MM/dd/yyyy', other: 'dd/MM/yyyy', row: 1, text: '05/10/2026' };

describe('day and month', () => {
  it('contradict each other where one row can be read by the first format, and another by the later one alone', () => {
    expect(findingsOf(BOTH, ['05/10/2026', '25/10/2026'])).toEqual([
      [
        ...[1, 'TIME-DATE-ORDER', '05/10/2026'],
        { code: 'expected.date-order-shown', params: { ...order, otherRow: 2, otherText: '25/10/2026' } },
      ],
    ]);
  });
  it('are doubted where no row shows which of them comes first', () => {
    expect(findingsOf(BOTH, ['05/10/2026'])).toEqual([
      [1, 'TIME-DATE-ORDER', '05/10/2026', { code: 'expected.date-order', params: order }],
    ]);
  });
  it('are not doubted where a row shows it, and none the contrary', () => {
    expect(findingsOf(BOTH, ['05/10/2026', '10/25/2026'])).toEqual([]);
    expect(findingsOf(BOTH, ['05/05/2026'])).toEqual([]);
  });
  it('are looked at only under formats that can be taken for each other', () => {
    expect(findingsOf(['yyyy-MM-dd HH:mm:ss', 'yyyy/M/d', 'iso', 'excel'], ['2026/5/10'])).toBeUndefined();
    expect(findingsOf(['yyyy-MM-dd', 'iso'], ['2026-05-10'])).toBeUndefined();
    expect(findingsOf(['yy/M/d', 'd/M/yy'], ['05/10/12'], { centuryFrom: 2000 })).toHaveLength(1);
  });
  it('are not mentioned where the mapping wants no word of it', () => {
    expect(findingsOf(BOTH, ['05/10/2026'], { severities: { 'TIME-DATE-ORDER': 'off' } })).toEqual([]);
  });
});
