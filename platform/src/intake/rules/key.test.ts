import { describe, expect, it } from 'vitest';
import { key } from './key.ts';
import { check } from '../../../test/intake/draft.ts';

const idOf = (id: unknown) => check(key, { id }).draft.externalId;
const codesOf = (id: unknown) => check(key, { id }).codes;

describe('the id of a case', () => {
  it('is kept as written, made narrow where a keyboard was in full-width mode, unwrapped where Excel was made to keep a text', () => {
    expect(idOf('SH2026-00017')).toBe('SH2026-00017');
    expect(idOf(' 00017 ')).toBe('00017');
    expect(idOf('ＳＨ００１７')).toBe('SH0017');
    expect(idOf('="00017"')).toBe('00017');
    expect(idOf("'00017")).toBe('00017');
    expect(idOf(22015)).toBe('22015');
  });
  it('cannot be missing', () => {
    for (const id of ['', '  ', null, undefined]) expect(codesOf(id)).toEqual(['KEY-ID-MISSING']);
  });
  it('cannot have gone through a spreadsheet or a JSON number that lost its digits', () => {
    for (const id of ['1.38E+10', '1E+12', '1.380013e10', 12345678901234567890]) {
      expect(codesOf(id)).toEqual(['KEY-ID-MANGLED']);
    }
  });
  it('cannot be endless, a formula, or hold control characters', () => {
    expect(codesOf('x'.repeat(129))).toEqual(['KEY-ID-INVALID']);
    expect(codesOf('a\u0007b')).toEqual(['KEY-ID-INVALID']);
    expect(codesOf('=A1&B1')).toContain('KEY-ID-INVALID');
  });
});
