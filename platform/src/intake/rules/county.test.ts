import { plain } from '../../kernel/message.ts';
import { describe, expect, it } from 'vitest';
import { county } from './county.ts';
import { check } from '../../../test/intake/draft.ts';

const mapping = { county: { column: 'county', is: ['999901', '999900'] } };

describe('the county a row names', () => {
  it('may be ours under any of its codes, or nothing', () => {
    for (const code of ['999901', '９９９９０１', '999900', '']) {
      expect(check(county, { county: code }, mapping).codes).toEqual([]);
    }
  });
  it('cannot be another county', () => {
    const { codes, draft } = check(county, { county: '999902' }, mapping);
    expect(codes).toEqual(['KEY-TENANT-MISMATCH']);
    expect(draft.findings[0]).toMatchObject({
      severity: 'error',
      received: '999902',
      expected: plain('999901 / 999900'),
    });
  });
  it('may be the beginning of another code', () => {
    const prefix = { county: { column: 'county', is: ['999901{*}'] } };
    expect(check(county, { county: '999901001001020' }, prefix).codes).toEqual([]);
    expect(check(county, { county: '999902001001020' }, prefix).codes).toEqual(['KEY-TENANT-MISMATCH']);
  });
  it('is not asked where the mapping names no column', () => {
    expect(check(county, { county: '999902' }).codes).toEqual([]);
  });
});
