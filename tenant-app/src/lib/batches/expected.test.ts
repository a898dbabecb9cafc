import { describe, expect, it } from 'vitest';
import { expectedText } from './expected.ts';

describe('what a finding expected', () => {
  it.each([
    ['GEO-INVALID', 'decimal degrees', '十进制度'],
    ['GEO-INVALID', '-180…180, -90…90', '经度 −180 至 180，纬度 −90 至 90'],
    ['GEO-SWAPPED', 'x = longitude, y = latitude', 'x 为经度，y 为纬度'],
    ['KEY-ID-MANGLED', 'the full id, as text', '完整编号，按文本填写'],
    ['KEY-ID-INVALID', '1–128 characters', '1 至 128 个字符'],
    ['KEY-REVISION-INVALID', 'a whole number', '整数'],
    ['CASE-COUNT-INVALID', '0–9999', '0 至 9999 的整数'],
    ['CASE-TEXT-TOO-LONG', '2000', '不超过 2000 个字符'],
    ['MAP-CLASS-UNKNOWN', 'gbt30428', 'GB/T 30428.2-2013 中的类别'],
    ['FLOW-TWO-ENDS', 'void', '作废'],
    ['FLOW-STATUS-CONTRADICTS', 'closed', '已结案'],
    ['TIME-ORDER', '≥ filed 2026-10-08T01:00:00.000Z', '不早于立案（2026-10-08 09:00）'],
    ['TIME-FUTURE', '≤ 2026-10-31T16:00:00.000Z', '不晚于 2026-11-01 00:00'],
    ['PERIOD-LATE', '≥ 2026-11-01', '2026-11-01 起'],
  ])('of %s is no bare English on a Chinese screen: %s', (code, expected, told) => {
    expect(expectedText(code, expected)).toBe(told);
  });

  it('cannot change what the sender has to write: its own words and date formats stay', () => {
    expect(expectedText('MAP-STATUS-UNKNOWN', '已结案 / 处理中')).toBe('已结案 / 处理中');
    expect(expectedText('TIME-INVALID', 'yyyy-MM-dd HH:mm:ss')).toBe('yyyy-MM-dd HH:mm:ss');
  });
});
