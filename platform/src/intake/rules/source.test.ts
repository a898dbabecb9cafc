import { describe, expect, it } from 'vitest';
import { source } from './source.ts';
import { check } from '../../../test/intake/draft.ts';

describe('who reported', () => {
  it('is patrol or public', () => {
    expect(check(source, { source: '巡查' }).draft.picture).toMatchObject({
      sourceCode: 'collector',
      sourceGroup: 'patrol',
    });
  });
  it('an unknown word is an error unless the mapping says what else it is', () => {
    expect(check(source, { source: '无人机' }).codes).toEqual(['MAP-SOURCE-UNKNOWN']);
    const otherwise = { code: 'other', group: 'public' } as const;
    const lenient = check(source, { source: '无人机' }, { source: { column: 'source', values: {}, otherwise } });
    expect(lenient.codes).toEqual([]);
    expect(lenient.draft.picture.sourceCode).toBe('other');
  });
  it('as a warning the word is kept and counts as public', () => {
    const { draft } = check(source, { source: '无人机' }, { severities: { 'MAP-SOURCE-UNKNOWN': 'warning' } });
    expect(draft.errors).toBe(0);
    expect(draft.picture).toMatchObject({ sourceCode: '无人机', sourceGroup: 'public' });
  });
});
