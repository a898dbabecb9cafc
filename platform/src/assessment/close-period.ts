import { writeAudit } from '../audit/write-audit.ts';
import { civilDay, startOfDay } from '../calendars/zone.ts';
import type { Acting, Database } from '../database/database.ts';
import { inTenant } from '../database/transaction.ts';
import type { Deps } from '../kernel/deps.ts';
import { Problem } from '../kernel/problem.ts';
import { hashOf } from '../kernel/canonical.ts';
import { freezeMember } from './result/freeze-member.ts';
import { readPeriod, readPeriodMembers, type Member, type Period } from './period/periods.ts';
import { rankPeriod, readRanking, type RankingLine } from './result/rank-period.ts';
import { requireCity } from '../identity/require-city.ts';

export interface ClosedPeriod {
  readonly period: Period;
  readonly ranking: readonly RankingLine[];
}

/**
 * Closes a period of a city: announces it, freezes county after county, ranks them, and seals the whole. Each step is kept
 * when it is done, so a closing that was interrupted is finished by closing again; closing a closed period changes nothing.
 * PERIOD-NOT-OVER before its last day has ended in the city's time zone; PERIOD-UNKNOWN for an unknown label.
 */
export async function closePeriod(database: Database, deps: Deps, city: Acting, label: string): Promise<ClosedPeriod> {
  requireCity(city);
  const { period, members } = await announce(database, deps, city, label);
  if (period.state !== 'closed') {
    for (const member of members) await freezeMember(database, deps, period, member);
    await rankPeriod(database, city, period, members);
    await seal(database, deps, city, period, members);
  }
  return report(database, city, label, members);
}

async function announce(
  database: Database,
  deps: Deps,
  city: Acting,
  label: string,
): Promise<{ period: Period; members: Member[] }> {
  return inTenant(database, 'rollup', city, async (trx) => {
    const period = await readPeriod(trx, city.cityId, label);
    const members = await readPeriodMembers(trx, city, period);
    if (period.state === 'closed') return { period, members };
    const { time_zone: zone } = await trx
      .selectFrom('biz.tenant')
      .select('time_zone')
      .where('tenant_id', '=', city.cityId)
      .executeTakeFirstOrThrow();
    const end = startOfDay(period.toDay, zone);
    if (deps.clock.now() < end) {
      throw new Problem('PERIOD-NOT-OVER', { label, to: `${civilDay(end, zone)} 00:00 (${zone})` });
    }
    await trx
      .updateTable('biz.period')
      .set({ state: 'closing' })
      .where('tenant_id', '=', city.tenantId)
      .where('id', '=', period.id)
      .execute();
    return { period, members };
  });
}

async function seal(
  database: Database,
  deps: Deps,
  city: Acting,
  period: Period,
  members: readonly Member[],
): Promise<void> {
  const lines = await readRanking(database, 'rollup', city, period, members);
  const hash = periodHash(period, lines);
  await inTenant(database, 'rollup', city, async (trx) => {
    const sealed = await trx
      .updateTable('biz.period')
      .set({ state: 'closed', closed_at: deps.clock.now(), closed_by: city.actor, hash })
      .where('tenant_id', '=', city.tenantId)
      .where('id', '=', period.id)
      .where('state', '!=', 'closed')
      .returning('id')
      .execute();
    if (sealed.length === 0) return;
    await writeAudit(trx, deps, city, { action: 'period.close', subject: period.label, data: { hash } });
  });
}

/** Hash of a period: the hashes of its counties, in order of their ids. */
export function periodHash(
  period: Pick<Period, 'label'>,
  results: readonly { readonly tenantId: number; readonly hash: string }[],
): string {
  const members = results.map(({ tenantId, hash }) => ({ tenantId, hash })).sort((a, b) => a.tenantId - b.tenantId);
  return hashOf({ format: 1, label: period.label, members });
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
