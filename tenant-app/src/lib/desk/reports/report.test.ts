import { describe, expect, it } from 'vitest';
import { emptySeen, lackOf, outcomeOfReport, reportInput } from './report.ts';

describe('a report', () => {
  it('needs words or a photograph, and both sides of what was handled', () => {
    expect(lackOf(emptySeen())).toBe('nothing');
    expect(lackOf({ ...emptySeen(), words: '井盖缺失' })).toBeNull();
    expect(lackOf({ ...emptySeen(), before: ['a'] })).toBeNull();
    expect(lackOf({ ...emptySeen(), before: ['a'], classId: 3 }, '井盖')).toBe('class');
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

  it('says what became of it by its number or the reason', () => {
    const none = { caseNo: null, reason: null };
    expect(outcomeOfReport({ state: 'waiting', ...none })).toBe('待受理');
    expect(outcomeOfReport({ ...none, state: 'registered', caseNo: '510921-20261130-00012' })).toBe(
      '已登记为案卷 510921-20261130-00012',
    );
    expect(outcomeOfReport({ ...none, state: 'linked', caseNo: '510921-1' })).toBe('已并入案卷 510921-1');
    expect(outcomeOfReport({ ...none, state: 'refused', reason: '属小区内部' })).toBe('不予受理：属小区内部');
    const stock = { reason: 'nothing_found', reasonWords: { zh: '现场未发现问题', en: 'Nothing found on the spot' } };
    expect(outcomeOfReport({ ...none, state: 'refused', ...stock })).toBe('不予受理：现场未发现问题');
  });

  it('names kind and class together or neither', () => {
    const bare = reportInput({ ...emptySeen(), words: 'x' }, 7, 'worker');
    expect(bare).toMatchObject({ classId: null, kind: null });
    const seen = { ...emptySeen(), words: 'x', classId: 3, kind: 'component' };
    expect(reportInput(seen, 7, 'worker')).toMatchObject({ classId: 3, kind: 'component' });
  });
});
