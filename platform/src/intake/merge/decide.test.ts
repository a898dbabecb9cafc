import { describe, expect, it } from 'vitest';
import type { ChunkRow } from './chunks.ts';
import { emptyPicture } from '../../cases/picture.ts';
import { decide, settle, type KnownCase } from './decide.ts';

const known = (more: Partial<KnownCase> = {}) =>
  new Map([
    [
      'A',
      {
        caseId: 'case-1',
        revision: null,
        derivedRevision: 10,
        contentHash: '2:old',
        isReread: false,
        isStored: true,
        ...more,
      },
    ],
  ]);
const row = (more: { revision?: number | null; derivedRevision?: number; contentHash?: string } = {}): ChunkRow => ({
  rowNo: 1,
  line: 2,
  externalId: 'A',
  findings: [],
  leftAs: null,
  row: {
    ...{
      rowNo: 1,
      externalId: 'A',
      caseNo: null,
      revision: null,
      derivedRevision: 11,
      contentHash: '2:new',
      namesRule: false,
      ...{ namesPlaces: [], undated: [] },
    },
    ...{ picture: emptyPicture(), absent: [], person: null, ...more },
  },
});
const settled = (r: ChunkRow, k: Map<string, KnownCase>, { changes = true, isSame = false, newestWins = false } = {}) =>
  settle(decide(r, k, new Map(), { newestWins }), { changes, isSame });
const outcome = (...given: Parameters<typeof settled>) => {
  const { outcome, reason } = settled(...given);
  return outcome === 'rejected' ? (reason?.code ?? outcome) : outcome;
};
const why = (...given: Parameters<typeof settled>) => settled(...given).reason?.code;

describe('the outcome of a row', () => {
  it('a case nobody knows is created', () => {
    expect(outcome(row(), new Map())).toBe('created');
  });
  it('the same content is unchanged, whatever its revision', () => {
    expect(outcome(row({ contentHash: '2:old', revision: 1 }), known({ revision: 5 }))).toBe('unchanged');
  });
  it('a newer revision updates, an older is stale, the same through the same mapping with other content is refused', () => {
    expect(outcome(row({ revision: 6 }), known({ revision: 5 }))).toBe('updated');
    expect(outcome(row({ revision: 4 }), known({ revision: 5 }))).toBe('stale');
    expect(outcome(row({ revision: 5 }), known({ revision: 5 }), { isSame: true })).toBe('KEY-REVISION-REUSED');
    expect(outcome(row({ revision: 5 }), known({ revision: 5 }))).toBe('updated');
  });
  it('without revisions the derived order decides, and equal order is applied', () => {
    expect(outcome(row({ derivedRevision: 9 }), known())).toBe('stale');
    expect(outcome(row({ derivedRevision: 10 }), known())).toBe('updated');
    expect(outcome(row({ derivedRevision: 9, revision: 1 }), known())).toBe('stale');
  });
  it('other content that changes nothing is unchanged, also where its revision was there before', () => {
    const none = { changes: false };
    expect(outcome(row(), known(), none)).toBe('unchanged');
    expect(outcome(row({ revision: 5 }), known({ revision: 5 }), { ...none, isSame: true })).toBe('unchanged');
    expect(outcome(row({ revision: 4 }), known({ revision: 5 }), none)).toBe('stale');
    expect(outcome(row(), new Map(), none)).toBe('created');
  });
  it('rejected and superseded rows ask nothing', () => {
    expect(outcome({ ...row(), row: null }, known())).toBe('rejected');
    expect(outcome({ ...row(), leftAs: 'superseded' }, known())).toBe('superseded');
    expect(outcome({ ...row(), leftAs: 'skipped' }, known())).toBe('skipped');
  });
  it('every row that is not taken says why', () => {
    expect(why(row({ revision: 4 }), known({ revision: 5 }))).toBe('FLOW-STALE-REVISION');
    expect(why(row({ derivedRevision: 9 }), known())).toBe('FLOW-STALE-STEPS');
    expect(why(row({ revision: 5 }), known({ revision: 5 }), { changes: false, isSame: true })).toBe(
      'FLOW-SAME-REVISION',
    );
    expect(why(row(), known())).toBeUndefined();
  });
  it('a first revision counts where the mapping has learnt to read it', () => {
    expect(outcome(row({ derivedRevision: 9, revision: 1 }), known({ isReread: true }))).toBe('updated');
    expect(outcome(row({ derivedRevision: 9 }), known({ isReread: true }))).toBe('stale');
  });
  it('where its sender says that the file counts, no row is stale', () => {
    const newest = { newestWins: true };
    expect(outcome(row({ derivedRevision: 9 }), known(), newest)).toBe('updated');
    expect(outcome(row({ revision: 4 }), known({ revision: 5 }), newest)).toBe('updated');
    expect(outcome(row({ contentHash: '2:old' }), known(), newest)).toBe('unchanged');
  });
});
