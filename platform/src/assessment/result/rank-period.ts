import type { Acting, Database } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import { present } from '../../kernel/present.ts';
import { shownSnapshot, type Member, type Period } from '../period/periods.ts';
import { regionResult } from '../period/region-result.ts';
import type { SchemeDocument } from '../scheme/scheme-document.ts';
import { readScheme } from '../scheme/schemes.ts';
import { rank } from './rank.ts';
import type { Pinned, ResultDocument } from './result.ts';

/** One line of a ranking. */
export interface RankingLine {
  readonly tenantId: number;
  readonly slug: string;
  readonly name: string;
  readonly group: string;
  readonly state: 'scored' | 'no_data';
  readonly score: string | null;
  readonly grade: string | null;
  readonly rank: number | null;
  readonly rankOf: number | null;
  readonly noDataReason: string | null;
  readonly lastDataAt: Date | null;
  readonly isFrozen: boolean;
  readonly hash: string;
  readonly pinned: Pinned;
  readonly document: ResultDocument;
}

/**
 * The results of a snapshot of a period, by group, rank and name; counties without data last. The snapshot in force unless
 * another one is asked for. For role rollup or city.
 */
export async function readRanking(
  database: Database,
  role: 'rollup' | 'city',
  city: Acting,
  period: Pick<Period, 'id' | 'snapshot' | 'published'>,
  members: readonly Member[],
  snapshot = shownSnapshot(period),
): Promise<RankingLine[]> {
  const rows = await inTenant(database, role, city, (trx) =>
    trx
      .selectFrom('biz.result')
      .selectAll()
      .where('city_id', '=', city.cityId)
      .where('period_id', '=', period.id)
      .where(regionResult(snapshot))
      .execute(),
  );
  const lines = members.flatMap((member): RankingLine[] => {
    const row = rows.find((each) => each.tenant_id === member.tenantId);
    if (row === undefined) return [];
    return [
      {
        tenantId: member.tenantId,
        slug: member.slug,
        name: member.name,
        group: member.group,
        state: row.state as RankingLine['state'],
        score: row.score,
        grade: row.grade,
        rank: row.rank,
        rankOf: row.rank_of,
        noDataReason: row.no_data_reason,
        lastDataAt: row.last_data_at,
        isFrozen: row.is_frozen,
        hash: row.hash,
        pinned: row.pinned as unknown as Pinned,
        document: row.document as unknown as ResultDocument,
      },
    ];
  });
  const place = (line: RankingLine): number => line.rank ?? Number.MAX_SAFE_INTEGER;
  return lines.sort(
    (a, b) => a.group.localeCompare(b.group) || place(a) - place(b) || a.name.localeCompare(b.name, 'zh'),
  );
}

/** Rounds after which two rankings at once give up waiting for each other; the next refresh repairs the rest. */
const MOST_ROUNDS = 5;

/**
 * Ranks the members of the running snapshot of a period by their exact scores and writes the ranks that changed, county by county. Looks again
 * after writing, so that of two rankings at once the later one has the last word.
 */
export async function rankPeriod(
  database: Database,
  city: Acting,
  period: Period,
  members: readonly Member[],
): Promise<void> {
  const { scheme } = await inTenant(database, 'rollup', city, (trx) =>
    readScheme(trx, city.cityId, period.schemeId, period.schemeVersion),
  );
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const lines = await readRanking(database, 'rollup', city, period, members, period.snapshot);
    if (!(await writeRanks(database, period, scheme.document.ranks, members, lines))) return;
  }
}

/** Returns whether any rank had to be changed. */
async function writeRanks(
  database: Database,
  period: Period,
  places: SchemeDocument['ranks'],
  members: readonly Member[],
  lines: readonly RankingLine[],
): Promise<boolean> {
  const ranks = rank(
    lines.map((line) => ({ id: line.tenantId, group: line.group, score: line.document.score?.exact ?? null })),
    places,
  );
  let changed = false;
  for (const line of lines.filter(({ isFrozen }) => !isFrozen)) {
    const ranked = ranks.get(line.tenantId);
    if (line.rank === (ranked?.rank ?? null) && line.rankOf === (ranked?.of ?? null)) continue;
    changed = true;
    const member = present(
      members.find((each) => each.tenantId === line.tenantId),
      line.slug,
    );
    await inTenant(database, 'rollup', member, (trx) =>
      trx
        .updateTable('biz.result')
        .set({ rank: ranked?.rank ?? null, rank_of: ranked?.of ?? null })
        .where('tenant_id', '=', line.tenantId)
        .where('period_id', '=', period.id)
        .where(regionResult(period.snapshot))
        .where('state', '=', line.state)
        .execute(),
    );
  }
  return changed;
}
