import { describe, expect, it } from 'vitest';
import { seq } from './combine.ts';
import { status } from './status.ts';
import { times } from './times.ts';
import { check, RECEIVED } from '../../../test/intake/draft.ts';

const mapping = {
  times: { reported: 'reported', closed: 'closed' },
  status: {
    column: 'status',
    values: { 处理中: 'dispatched' as const, 结案: { stage: 'closed' as const, at: 'changed' }, 作废: 'void' as const },
  },
};
const run = (cells: Record<string, string>) =>
  check(seq(times, status), { reported: '2026-10-01 08:00', closed: '', changed: '', ...cells }, mapping);

describe('the status word', () => {
  it('may say where the time of its step stands', () => {
    const { codes, draft } = run({ status: '结案', changed: '2026-10-02 08:00' });
    expect(codes).toEqual([]);
    expect(draft.picture.closedAt).toEqual(new Date('2026-10-02T00:00:00Z'));
  });
  it('does not overrule a time the row has', () => {
    const { draft } = run({ status: '结案', closed: '2026-10-03 08:00', changed: '2026-10-02 08:00' });
    expect(draft.picture.closedAt).toEqual(new Date('2026-10-03T00:00:00Z'));
  });
  it('may say that a step was done and not when: the moment of receipt stands in, and the case is marked', () => {
    const undated = {
      ...mapping,
      status: { column: 'status', values: { '{*}结案': { stage: 'closed' as const, undated: true } } },
    };
    const row = { reported: '2026-10-01 08:00', closed: '', status: '强制结案' };
    const { codes, draft } = check(seq(times, status), row, undated);
    expect(codes).toEqual(['FLOW-UNDATED']);
    expect(draft.picture.closedAt).toEqual(RECEIVED);
    expect([...draft.inexact]).toEqual([['closed', 'unknown']]);
    const dated = check(seq(times, status), { ...row, closed: '2026-10-02 08:00' }, undated);
    expect([dated.codes, dated.draft.inexact.size]).toEqual([[], 0]);
  });
  it('without a time for its step, unknown, or against the times: warnings', () => {
    expect(run({ status: '作废' }).codes).toEqual(['FLOW-STATUS-TIME']);
    expect(run({ status: '漂流' }).codes).toEqual(['MAP-STATUS-UNKNOWN']);
    const contradiction = check(
      seq(times, status),
      { reported: '2026-10-01 08:00', closed: '2026-10-02 08:00', status: '上报' },
      { ...mapping, status: { column: 'status', values: { 上报: 'reported' } } },
    );
    expect(contradiction.codes).toEqual(['FLOW-STATUS-CONTRADICTS']);
    expect(contradiction.draft.errors).toBe(0);
  });
});
