import { calendarInForce } from '../calendars/read-calendar.ts';
import { civilDay } from '../calendars/zone.ts';
import type { Acting, Database, Trx } from '../database/database.ts';
import { inTenant } from '../database/transaction.ts';
import type { Deps } from '../kernel/deps.ts';
import { figuresFromBuckets } from './counting/count-buckets.ts';
import { lockFold } from './counting/lock-fold.ts';
import { readPeriodMembers, readPeriods, type Member, type Period } from './period/periods.ts';
import { regionResult } from './period/region-result.ts';
import { rankPeriod } from './result/rank-period.ts';
import { memberDocument } from './result/member-result.ts';
import { readLastDataAt, readPinned, provisionalHash, writeResult } from './result/result.ts';
import { refreshLists } from './result/result-lists.ts';
import { readScheme } from './scheme/schemes.ts';
import { windowOf } from './period/window.ts';

/**
 * Brings the provisional ranking of every running period up to date: the named county's figures from its buckets and its
 * case lists from its facts, then everybody's rank. Without a county: all of them. Called after a fold has nothing left,
 * and once after midnight, because deadlines pass by themselves. Closed periods and periods yet to begin are left alone.
 */
export async function refreshRanking(
  database: Database,
  deps: Deps,
  city: Acting,
  tenantId?: number,
): Promise<readonly string[]> {
  const periods = await inTenant(database, 'rollup', city, async (trx) => {
    const open = (await readPeriods(trx, city.cityId)).filter(({ state }) => state !== 'closed');
    const listed = [];
    for (const period of open) listed.push({ period, members: await readPeriodMembers(trx, city, period) });
    return listed;
  });
  for (const { period, members } of periods) {
    for (const member of members) {
      if (tenantId === undefined || member.tenantId === tenantId) await refreshMember(database, deps, period, member);
    }
    await rankPeriod(database, city, period, members);
  }
  return periods.map(({ period }) => period.label);
}

async function refreshMember(database: Database, deps: Deps, period: Period, member: Member): Promise<void> {
  await inTenant(database, 'rollup', member, async (trx) => {
    await lockFold(trx, member.tenantId);
    const asOf = await seenAt(trx, deps, member);
    const today = civilDay(asOf, member.timeZone);
    if (today < period.fromDay) return;
    const window = windowOf(period, today);
    const stored = await readScheme(trx, member.cityId, period.schemeId, period.schemeVersion);
    const figures = await figuresFromBuckets(trx, member.tenantId, stored.scheme, window, asOf);
    const document = await memberDocument(trx, period, member, stored, figures, window);
    const pinned = await readPinned(trx, member, stored, await calendarInForce(trx, member.tenantId));
    const lastDataAt = await readLastDataAt(trx, member.tenantId, asOf);
    const hash = provisionalHash(member, pinned, document);
    const known = await readKnown(trx, member, period);
    if (known?.isFrozen) return;
    if (known?.hash !== hash || known.lastDataAt?.getTime() !== lastDataAt?.getTime()) {
      const row = { isFrozen: false, document, pinned, cutAt: asOf, epoch: 0, lastDataAt, hash };
      await writeResult(trx, member, period.id, row);
    }
    await refreshLists(trx, member, period.id, stored.scheme, window, asOf);
  });
}

async function readKnown(
  trx: Trx,
  { tenantId }: Member,
  period: Period,
): Promise<{ hash: string; isFrozen: boolean; lastDataAt: Date | null } | undefined> {
  return trx
    .selectFrom('biz.result')
    .select(['hash', 'is_frozen as isFrozen', 'last_data_at as lastDataAt'])
    .where('tenant_id', '=', tenantId)
    .where('period_id', '=', period.id)
    .where(regionResult)
    .forUpdate()
    .executeTakeFirst();
}

/** Now, but never before the county's latest record: a clock set back must not take figures back. */
async function seenAt(trx: Trx, deps: Deps, { tenantId }: Member): Promise<Date> {
  const { last_recorded_at: recorded } = await trx
    .selectFrom('biz.period_cut')
    .select('last_recorded_at')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow();
  const now = deps.clock.now();
  return now > recorded ? now : new Date(recorded.getTime() + 1);
}
