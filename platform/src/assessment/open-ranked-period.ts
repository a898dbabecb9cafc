import type { Acting, Database } from '../database/database.ts';
import { inTenant } from '../database/transaction.ts';
import type { Deps } from '../kernel/deps.ts';
import { openPeriod, readPeriodMembers, type Member, type Period, type PeriodPlan } from './period/periods.ts';
import { refreshRanking } from './refresh-ranking.ts';
import { readRanking, type RankingLine } from './result/rank-period.ts';

export interface RankedPeriod {
  readonly period: Period;
  readonly members: readonly Member[];
  /** Of every member once the period has begun; data that is there already counts without another upload. */
  readonly ranking: readonly RankingLine[];
}

/** Opens a period of a city, as `openPeriod` does, and ranks its members at once. */
export async function openRankedPeriod(
  database: Database,
  deps: Deps,
  city: Acting,
  plan: PeriodPlan,
): Promise<RankedPeriod> {
  const period = await openPeriod(database, deps, city, plan);
  await refreshRanking(database, deps, city);
  const members = await inTenant(database, 'city', city, (trx) => readPeriodMembers(trx, city, period));
  return { period, members, ranking: await readRanking(database, 'city', city, period, members) };
}
