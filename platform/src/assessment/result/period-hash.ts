import { hashOf } from '../../kernel/canonical.ts';
import type { Period } from '../period/periods.ts';
import { rulesOf, type Pinned } from './result.ts';

/** What the hash of a period takes of one member. */
export interface HashedMember {
  readonly tenantId: number;
  readonly hash: string;
  readonly rank: number | null;
  readonly rankOf: number | null;
  readonly pinned: Pinned;
}

/**
 * Hash of a snapshot of a period: the plan, and of its counties, in order of their ids, hash and rank. Under the first rules
 * the ranks were left out.
 */
export function periodHash(
  {
    label,
    fromDay,
    toDay,
    schemeId,
    schemeVersion,
  }: Pick<Period, 'label' | 'fromDay' | 'toDay' | 'schemeId' | 'schemeVersion'>,
  snapshot: number,
  results: readonly HashedMember[],
): string {
  const members = [...results].sort((a, b) => a.tenantId - b.tenantId);
  if (members.every(({ pinned }) => rulesOf(pinned) === 1)) {
    return hashOf({ format: 1, label, members: members.map(({ tenantId, hash }) => ({ tenantId, hash })) });
  }
  const ranked = members.map(({ tenantId, hash, rank, rankOf }) => ({ tenantId, hash, rank, rankOf }));
  return hashOf({ format: 2, label, snapshot, fromDay, toDay, schemeId, schemeVersion, members: ranked });
}
