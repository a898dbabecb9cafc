import { describe, expect, it } from 'vitest';
import { times } from './times.ts';
import { check } from '../../../test/intake/draft.ts';

const mapping = { times: { reported: 'reported', filed: 'filed', closed: { column: 'closed', dates: ['excel'] } } };
const run = (cells: object, more: object = {}) => check(times, { ...cells }, { ...mapping, ...more });

describe('step times', () => {
  it('are read with the formats of the mapping, a column may have its own', () => {
    const { draft, codes } = run({ reported: '２０２６-10-01 08:00', filed: '', closed: 46296.5 });
    expect(codes).toEqual([]);
    expect(draft.picture.reportedAt).toEqual(new Date('2026-10-01T00:00:00Z'));
    expect(draft.picture.filedAt).toBeNull();
    expect(draft.picture.closedAt).toEqual(new Date('2026-10-01T04:00:00Z'));
  });
  it('cannot be unreadable, and the report cannot be missing', () => {
    expect(run({ reported: '2026-10-01 08:00', filed: '昨天', closed: '' }).codes).toEqual(['TIME-INVALID']);
    expect(run({ reported: '', filed: '', closed: '' }).codes).toEqual(['TIME-MISSING']);
    expect(run({ reported: 'x', filed: '', closed: '' }).codes).toEqual(['TIME-INVALID']); // one cell, one reason
    expect(run({ reported: 'x', filed: '', closed: '' }, { severities: { 'TIME-INVALID': 'warning' } }).codes).toEqual([
      'TIME-INVALID',
      'TIME-MISSING',
    ]);
  });
  it('cannot lie in the future, but a clock may run a few minutes ahead', () => {
    expect(run({ reported: '2026-11-01 08:09' }).codes).toEqual([]);
    expect(run({ reported: '2026-11-01 08:30' }).codes).toEqual(['TIME-FUTURE']);
  });
  it('of another age are suspicious', () => {
    expect(run({ reported: '1970-01-01 08:00' }).codes).toEqual(['TIME-ANCIENT', 'TIME-MISSING']);
    expect(run({ reported: '1999-12-31 08:00' }).codes).toEqual(['TIME-ANCIENT']);
  });
  it('absent columns are left, those the status makes meaningless are not read', () => {
    expect([...run({ reported: '2026-10-01 08:00' }).draft.absent]).toEqual(['filedAt', 'closedAt']);
    const status = { column: 'status', values: { 作废: { stage: 'void', drop: ['closed'] } } };
    const { draft } = run({ reported: '2026-10-01 08:00', closed: 46296.5, status: '作废' }, { status });
    expect(draft.picture.closedAt).toBeNull();
  });
});
