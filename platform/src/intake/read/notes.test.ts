import { describe, expect, it } from 'vitest';
import { isNote } from './notes.ts';

describe('words around a table', () => {
  it.each([
    '合计',
    '总计：',
    '本页小计',
    '全部合计',
    '共 12 条',
    '共十二件',
    '（共2条记录）',
    'Total',
    'Grand total: 7',
    '第 1 页 共 3 页',
  ])('“%s” sums up', (first) => expect(isNote([first, '12', '3件'])).toBe(true));
  it.each([
    '制表人：某  制表日期：2026-11-29',
    '导出时间: 2026-11-29 10:00',
    '备注：以上数据截至 11 月',
    '----------',
    '以下空白',
    '某某：某',
  ])('“%s” is a remark', (first) => expect(isNote([first])).toBe(true));
  it.each([
    ['A-00001', '合计'],
    ['TOTAL-20261110-0001', '1'],
    ['太和大道1号'],
    ['合计', '2026-11-10 9:00:00'],
    ['2件被盗', '太和大道', '2026/11/10 9:00:00', '结案'],
  ])('%s … may be a case', (...filled) => expect(isNote(filled)).toBe(false));
});
