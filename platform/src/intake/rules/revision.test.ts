import { describe, expect, it } from 'vitest';
import { revision } from './revision.ts';
import { check } from '../../../test/intake/draft.ts';

describe('the revision of a row', () => {
  it('is a whole number or a time', () => {
    expect(check(revision, { v: '17' }, { revision: { column: 'v', as: 'number' } }).draft.revision).toBe(17);
    const byTime = check(revision, { v: '2026-10-01 08:00' }, { revision: { column: 'v', as: 'time' } });
    expect(byTime.draft.revision).toBe(Date.parse('2026-10-01T00:00:00Z'));
  });
  it('cannot be missing or unreadable where the mapping promises one', () => {
    for (const v of ['', 'x', '1.5', '99999999999999999']) {
      expect(check(revision, { v }, { revision: { column: 'v', as: 'number' } }).codes).toEqual([
        'KEY-REVISION-INVALID',
      ]);
    }
  });
  it('stays empty where the mapping has none', () => {
    expect(check(revision, { v: '17' }).draft.revision).toBeNull();
  });
});
