import { describe, expect, it } from 'vitest';
import { expectedTexts } from './expected.ts';

const tell = (...[code, expected]: [Parameters<typeof expectedTexts>[0], string]) =>
  expectedTexts(code, expected, 'Asia/Shanghai');

describe('what a finding expected', () => {
  it.each([
    ['GEO-INVALID', 'decimal degrees', '十进制度，经度 −180 至 180，纬度 −90 至 90'],
    ['GEO-SWAPPED', 'x = longitude, y = latitude', 'x 为经度，y 为纬度'],
    ['KEY-ID-MANGLED', 'the full id, as text', '完整编号，按文本填写'],
    ['KEY-ID-INVALID', '1–128 characters', '1 至 128 个字符'],
    ['CASE-COUNT-INVALID', '0–9999', '0 至 9999 的整数'],
    ['CASE-TEXT-TOO-LONG', '2000', '不超过 2000 个字符'],
    ['ENV-ROW-SYNTAX', '3 cells for 4 columns', '应有 4 列，实有 3 列'],
    ['ENV-ROW-SYNTAX', 'Unexpected token } in JSON at position 4', '不是有效的 JSON'],
    ['KEY-REVISION-INVALID', 'a whole number', '整数'],
    ['MAP-CLASS-UNKNOWN', 'gbt30428', 'GB/T 30428.2-2013 中的类别'],
    ['FLOW-TWO-ENDS', 'void', '作废'],
    ['FLOW-STATUS-CONTRADICTS', 'closed', '结案'],
    ['TIME-ORDER', '≥ filed 2026-10-08T01:00:00.000Z', '不早于立案 2026-10-08 09:00:00'],
    ['TIME-FUTURE', '≤ 2026-10-31T16:00:00.000Z', '不晚于 2026-11-01 00:00:00'],
    ['PERIOD-LATE', '≥ 2026-11-01', '2026-11-01 及以后'],
  ] as const)('of %s can be read in Chinese: %s', (code, expected, zh) => {
    const told = tell(code, expected);
    expect(told?.zh).toBe(zh);
    expect(told?.en).not.toMatch(/\p{Script=Han}|\{|≥|≤/u);
  });

  it('cannot change what the sender has to write: its own words and date formats stay, even words that are ours', () => {
    for (const [code, text] of [
      ['MAP-STATUS-UNKNOWN', 'closed / open'],
      ['KEY-REVISION-INVALID', 'yyyy-MM-dd / iso'],
      ['TIME-INVALID', 'yyyy-MM-dd HH:mm:ss / iso'],
      ['MAP-KIND-UNKNOWN', '部件 / 事件'],
    ] as const) {
      expect(tell(code, text)).toEqual({ zh: text, en: text });
    }
    expect(expectedTexts('GEO-ZERO', null, 'Asia/Shanghai')).toBeNull();
  });
});
