import { writeAudit } from '../audit/write-audit.ts';
import type { Acting, Database } from '../database/database.ts';
import { inTenant } from '../database/transaction.ts';
import type { Deps } from '../kernel/deps.ts';
import { requireCity } from '../identity/require-city.ts';
import { requireOver } from './period/period-end.ts';
import { lockPeriods, readPeriod, readPeriodMembers, readPeriods, type Member, type Period } from './period/periods.ts';
import { completeGroups } from './result/complete-groups.ts';
import { countMember } from './result/count-member.ts';
import { freezeMember } from './result/freeze-member.ts';
import { periodHash } from './result/period-hash.ts';
import { rankPeriod, readRanking, type RankingLine } from './result/rank-period.ts';

export interface ClosedPeriod {
  readonly period: Period;
  readonly ranking: readonly RankingLine[];
}

/**
 * Closes a period of a city: announces it, counts county after county, ranks them, freezes them and seals the whole. Each step
 * is kept when it is done, so a closing that was interrupted is finished by closing again; closing a closed period changes
 * nothing. PERIOD-NOT-OVER before its last day has ended in the city's time zone; PERIOD-UNKNOWN for an unknown label.
 */
export async function closePeriod(database: Database, deps: Deps, city: Acting, label: string): Promise<ClosedPeriod> {
  requireCity(city);
  const { period, members, periods } = await announce(database, deps, city, label);
  if (period.state !== 'closed') {
    for (const member of members) await countMember(database, deps, period, member, periods);
    await completeGroups(database, city, period, members, true);
    await rankPeriod(database, city, period, members);
    for (const member of members) await freezeMember(database, period, member);
    await seal(database, deps, city, period, members);
  }
  return report(database, city, label, members);
}

async function announce(
  database: Database,
  deps: Deps,
  city: Acting,
  label: string,
): Promise<{ period: Period; members: Member[]; periods: Period[] }> {
  return inTenant(database, 'rollup', city, async (trx) => {
    await lockPeriods(trx, city);
    const period = await readPeriod(trx, city.cityId, label);
    const periods = await readPeriods(trx, city.cityId);
    const members = await readPeriodMembers(trx, city, period);
    if (period.state === 'closed') return { period, members, periods };
    await requireOver(trx, deps, city, period);
    await trx
      .updateTable('biz.period_snapshot')
      .set({ state: 'closing' })
      .where('tenant_id', '=', city.tenantId)
      .where('period_id', '=', period.id)
      .where('snapshot', '=', period.snapshot)
      .execute();
    return { period, members, periods };
  });
}

async function seal(
  database: Database,
  deps: Deps,
  city: Acting,
  period: Period,
  members: readonly Member[],
): Promise<void> {
  const lines = await readRanking(database, 'rollup', city, period, members, period.snapshot);
  const { snapshot } = period;
  const hash = periodHash(period, snapshot, lines);
  await inTenant(database, 'rollup', city, async (trx) => {
    const sealed = await trx
      .updateTable('biz.period_snapshot')
      .set({ state: 'closed', is_frozen: true, closed_at: deps.clock.now(), closed_by: city.actor, hash })
      .where('tenant_id', '=', city.tenantId)
      .where('period_id', '=', period.id)
      .where('snapshot', '=', snapshot)
      .where('is_frozen', '=', false)
      .returning('snapshot')
      .execute();
    if (sealed.length === 0) return;
    await writeAudit(trx, deps, city, { action: 'period.close', subject: period.label, data: { hash, snapshot } });
  });
}

async function report(
  database: Database,
  city: Acting,
  label: string,
  members: readonly Member[],
): Promise<ClosedPeriod> {
  const period = await inTenant(database, 'rollup', city, (trx) => readPeriod(trx, city.cityId, label));
  return { period, ranking: await readRanking(database, 'rollup', city, period, members) };
}
