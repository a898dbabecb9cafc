import type { Acting, Database } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import { readPeriod, readPeriodMembers, type Period } from '../period/periods.ts';
import { readRanking, type RankingLine } from './rank-period.ts';
import { requireCity } from '../../identity/require-city.ts';

/**
 * The ranking of a period for its city, provisional while the period is open. Counties of which nothing was counted yet are
 * not in it. SYS-NOT-FOUND for an unknown label.
 */
export async function rankingOf(
  database: Database,
  city: Acting,
  label: string,
): Promise<{ readonly period: Period; readonly ranking: readonly RankingLine[] }> {
  requireCity(city);
  const { period, members } = await inTenant(database, 'city', city, async (trx) => {
    const period = await readPeriod(trx, city.cityId, label);
    return { period, members: await readPeriodMembers(trx, city, period) };
  });
  return { period, ranking: await readRanking(database, 'city', city, period, members) };
}
