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
        mappingVersion: 1,
        isStored: true,
        ...more,
      },
    ],
  ]);
const row = (more: { revision?: number | null; derivedRevision?: number; contentHash?: string } = {}): ChunkRow => ({
  rowNo: 1,
  externalId: 'A',
  findings: [],
  superseded: false,
  isSkipped: false,
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
const outcome = (r: ChunkRow, k: Map<string, KnownCase>, { changes = true, isSame = false } = {}) => {
  const { outcome, refusedBy } = settle(decide(r, k, new Map()), { changes, isSame });
  return refusedBy ?? outcome;
};

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
    expect(outcome({ ...row(), superseded: true }, known())).toBe('superseded');
  });
});
