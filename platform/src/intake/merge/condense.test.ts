import { describe, expect, it } from 'vitest';
import type { Finding } from '../findings/finding.ts';
import { condense, rowsOf } from './condense.ts';

const warning = (rowNo: number, code: Finding['code'], received: string | null = null): Finding => ({
  ...{ rowNo, code, severity: 'warning', field: 'x', received, expected: null, externalId: `A${rowNo}` },
});

describe('findings of rows that change nothing', () => {
  it('stand once for each word, and once for all places, with the number of their rows', () => {
    const given = [
      warning(1, 'MAP-STATUS-UNKNOWN', '待定'),
      warning(2, 'MAP-STATUS-UNKNOWN', '待定'),
      warning(3, 'MAP-STATUS-UNKNOWN', '搁置'),
      warning(2, 'GEO-OUTSIDE', '105.1, 30.1'),
      warning(3, 'GEO-OUTSIDE', '105.2, 30.2'),
      warning(4, 'GEO-OUTSIDE', '105.3, 30.3'),
    ];
    const stored = condense(given, new Set([1, 2, 3]));
    expect(stored.map(({ rowNo, code, received, rowCount = 1 }) => [rowNo, code, received, rowCount])).toEqual([
      [4, 'GEO-OUTSIDE', '105.3, 30.3', 1],
      [1, 'MAP-STATUS-UNKNOWN', '待定', 2],
      [3, 'MAP-STATUS-UNKNOWN', '搁置', 1],
      [2, 'GEO-OUTSIDE', '105.1, 30.1', 2],
    ]);
    expect(rowsOf(stored)).toBe(given.length);
  });
});
