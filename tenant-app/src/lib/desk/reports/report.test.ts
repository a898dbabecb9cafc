import { describe, expect, it } from 'vitest';
import { emptySeen, lackOf, reportInput } from './report.ts';

describe('a report', () => {
  it('needs words or a photograph, and both sides of what was handled', () => {
    expect(lackOf(emptySeen())).toBe('nothing');
    expect(lackOf({ ...emptySeen(), words: '井盖缺失' })).toBeNull();
    expect(lackOf({ ...emptySeen(), before: ['a'] })).toBeNull();
    expect(lackOf({ ...emptySeen(), before: ['a'], words: '已清扫', handled: true })).toBe('before_after');
    expect(lackOf({ ...emptySeen(), before: ['a'], after: ['b'], handled: true })).toBeNull();
  });

  it('of a collector counts for the patrol, of anybody else for his body', () => {
    const seen = { ...emptySeen(), words: ' 井盖缺失 ' };
    expect(reportInput(seen, 7, 'collector')).toMatchObject({
      tenantId: 7,
      sourceCode: 'patrol',
      description: '井盖缺失',
    });
    expect(reportInput(seen, 7, 'worker').sourceCode).toBe('department');
  });

  it('sends the photograph from after only with what was handled', () => {
    const seen = { ...emptySeen(), before: ['a'], after: ['b'] };
    expect(reportInput(seen, 7, 'collector').photos).toEqual([{ sha256: 'a', usage: 'before' }]);
    expect(reportInput({ ...seen, handled: true }, 7, 'collector')).toMatchObject({
      selfHandled: true,
      photos: [
        { sha256: 'a', usage: 'before' },
        { sha256: 'b', usage: 'after' },
      ],
    });
  });

  it('names kind and class together or neither', () => {
    const bare = reportInput({ ...emptySeen(), words: 'x' }, 7, 'worker');
    expect(bare).toMatchObject({ classId: null, kind: null });
    const seen = { ...emptySeen(), words: 'x', classId: 3, kind: 'component' };
    expect(reportInput(seen, 7, 'worker')).toMatchObject({ classId: 3, kind: 'component' });
  });
});
