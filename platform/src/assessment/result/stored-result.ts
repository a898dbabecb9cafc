import type { Trx } from '../../database/database.ts';
import { hashOf } from '../../kernel/canonical.ts';
import type { Period } from '../period/periods.ts';
import { regionResult } from '../period/region-result.ts';
import { readStoredLists } from './result-lists.ts';
import { columnsOf, resultHash, type HashedResult, type Pinned, type ResultDocument } from './result.ts';

/** A frozen result as it stands in its row and its lists, whatever was done to them. */
export interface StoredResult extends HashedResult {
  readonly hash: string;
  readonly rank: number | null;
  readonly rankOf: number | null;
}

/** Of one member; null where a snapshot has none, since the member came later. */
export async function readStoredResult(
  trx: Trx,
  tenantId: number,
  periodId: string,
  snapshot: number,
): Promise<StoredResult | null> {
  const row = await trx
    .selectFrom('biz.result')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('period_id', '=', periodId)
    .where(regionResult(snapshot))
    .where('is_frozen', '=', true)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    ...{ tenantId, snapshot, epoch: row.epoch, cutAt: row.cut_at, lastDataAt: row.last_data_at, hash: row.hash },
    ...{ pinned: row.pinned as unknown as Pinned, document: row.document as unknown as ResultDocument },
    columns: {
      ...{ state: row.state as 'scored' | 'no_data', score: row.score, grade: row.grade, group: row.rank_group ?? '' },
      noDataReason: row.no_data_reason as HashedResult['columns']['noDataReason'],
    },
    lists: await readStoredLists(trx, tenantId, periodId, snapshot),
    ...{ rank: row.rank, rankOf: row.rank_of },
  };
}

/** Columns of a row that do not say what its own document says, and `hash` where it is not that of what the row holds. */
export function alteredIn(period: Period, stored: StoredResult): string[] {
  const { hash, rank: _, rankOf: __, ...hashed } = stored;
  const altered = differing(stored.columns, columnsOf(stored.document));
  return resultHash(period, hashed) === hash ? altered : [...altered, 'hash'];
}

/** Names under which two records hold different things. */
export function differing<T extends object>(a: T, b: T): string[] {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof T & string>;
  return [...names].filter((name) => hashOf({ it: a[name] }) !== hashOf({ it: b[name] })).sort();
}
