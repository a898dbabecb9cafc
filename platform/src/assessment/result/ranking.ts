import type { Acting, Database } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import { readMembers, readPeriod, type Period } from '../period/periods.ts';
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
  const { period, members } = await inTenant(database, 'city', city, async (trx) => ({
    period: await readPeriod(trx, city.cityId, label),
    members: await readMembers(trx, city),
  }));
  return { period, ranking: await readRanking(database, 'city', city, period, members) };
}
