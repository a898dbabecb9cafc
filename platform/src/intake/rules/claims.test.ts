import { describe, expect, it } from 'vitest';
import { claims } from './claims.ts';
import { check } from '../../../test/intake/draft.ts';

const mapping = {
  claim: { due: 'due', overdue: { column: 'overdue', true: ['已超期'], false: ['否'] } },
  selfHandled: { column: 'self', true: ['1'], false: ['0'] },
  rework: 'rework',
  extension: 'extension',
  closingType: { column: 'closing', values: { 正常结案: 'normal' as const, 强制: 'forced' as const } },
};
const run = (cells: Record<string, string>) => check(claims, cells, mapping);

describe('what the sender claims and counts', () => {
  it('may have commas between thousands', () => {
    expect(run({ rework: '1,037' }).draft.picture.reworkCount).toBe(1037);
    expect(run({ rework: '1,03' }).codes).toEqual(['CASE-COUNT-INVALID']);
  });
  it('is kept beside our own', () => {
    const cells = {
      due: '2027-01-01 08:00',
      overdue: '已超期',
      self: '1',
      rework: '2',
      extension: '',
      closing: '强制',
    };
    const { codes, draft } = run(cells);
    expect(codes).toEqual([]);
    expect(draft.picture).toMatchObject({
      ...{ claimedDueAt: new Date('2027-01-01T00:00:00Z'), claimedOverdue: true, selfHandled: true },
      ...{ reworkCount: 2, extensionCount: 0, closingType: 'forced' },
    });
  });
  it('nothing sent is nothing claimed; absent columns are left', () => {
    const { draft } = run({ due: '', overdue: '', self: '', rework: '', closing: '' });
    expect(draft.picture).toMatchObject({
      claimedDueAt: null,
      claimedOverdue: null,
      selfHandled: false,
      reworkCount: 0,
    });
    expect([...draft.absent]).toEqual(['extensionCount']);
  });
  it('words and numbers we cannot read are warnings', () => {
    const { codes, draft } = run({
      due: 'soon',
      overdue: '也许',
      self: '0',
      rework: '-1',
      extension: '1',
      closing: '？',
    });
    expect(codes).toEqual(['TIME-INVALID', 'CASE-FLAG-UNKNOWN', 'CASE-COUNT-INVALID', 'MAP-CLOSING-TYPE-UNKNOWN']);
    expect(draft.findings.filter((f) => f.severity === 'error').map((f) => f.code)).toEqual(['TIME-INVALID']);
  });
});
