import { calendarInForce } from '../calendars/read-calendar.ts';
import { civilDay } from '../calendars/zone.ts';
import type { Acting, Database, Trx } from '../database/database.ts';
import { inTenant } from '../database/transaction.ts';
import type { Deps } from '../kernel/deps.ts';
import { figuresFromBuckets } from './counting/count-buckets.ts';
import { lockFold } from './counting/lock-fold.ts';
import { readMemberWindow } from './counting/member-window.ts';
import { readPeriodMembers, readPeriods, type Member, type Period } from './period/periods.ts';
import { regionResult } from './period/region-result.ts';
import { completeGroups } from './result/complete-groups.ts';
import { isCounted } from './result/count-member.ts';
import { elsewhereIn, readElsewhere } from './result/elsewhere.ts';
import { rankPeriod } from './result/rank-period.ts';
import { memberDocument } from './result/member-result.ts';
import { readInputs } from './result/read-inputs.ts';
import { readLastDataAt, readPinned, provisionalHash, writeResult, type ResultDocument } from './result/result.ts';
import { refreshLists } from './result/result-lists.ts';
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
  const { all, running } = await inTenant(database, 'rollup', city, async (trx) => {
    const all = await readPeriods(trx, city.cityId);
    const running = [];
    for (const period of all.filter(({ state }) => state !== 'closed')) {
      running.push({ period, members: await readPeriodMembers(trx, city, period) });
    }
    return { all, running };
  });
  for (const { period, members } of running) {
    for (const member of members) {
      if (tenantId === undefined || member.tenantId === tenantId) {
        await refreshMember(database, deps, period, member, all);
      }
    }
    await completeGroups(database, city, period, members, false);
    await rankPeriod(database, city, period, members);
  }
  return running.map(({ period }) => period.label);
}

async function refreshMember(
  database: Database,
  deps: Deps,
  period: Period,
  member: Member,
  periods: readonly Period[],
): Promise<void> {
  await inTenant(database, 'rollup', member, async (trx) => {
    const { tenantId } = member;
    await lockFold(trx, tenantId);
    if (await isCounted(trx, period, member)) return; // a closing came in between
    const asOf = await seenAt(trx, deps, member);
    const today = civilDay(asOf, member.timeZone);
    if (today < period.fromDay) return;
    const { stored, counted, window, grid } = await readMemberWindow(
      trx,
      member,
      period,
      periods,
      windowOf(period, today),
    );
    const figures = await figuresFromBuckets(trx, tenantId, stored.scheme, window, grid, asOf);
    const inputs = await readInputs(trx, tenantId, period);
    const known = await readKnown(trx, member, period);
    const elsewhere = {
      ...(known !== undefined && elsewhereIn(stored.scheme, known.document)), // sums of the group, until it is summed again
      ...(await readElsewhere(trx, tenantId, stored.scheme, period, periods)),
    };
    const document = memberDocument(member.group, stored, figures, window, inputs, elsewhere, 2);
    const pinned = await readPinned(trx, member, stored, await calendarInForce(trx, tenantId), grid, counted);
    const lastDataAt = await readLastDataAt(trx, tenantId, asOf);
    const hash = provisionalHash(pinned, document);
    if (known?.hash !== hash || known.lastDataAt?.getTime() !== lastDataAt?.getTime()) {
      await writeResult(trx, member, period, { document, pinned, cutAt: asOf, epoch: 0, lastDataAt, hash });
    }
    await refreshLists(trx, member, period, stored.scheme, window, asOf);
  });
}

async function readKnown(
  trx: Trx,
  { tenantId }: Member,
  period: Period,
): Promise<{ hash: string; lastDataAt: Date | null; document: ResultDocument } | undefined> {
  const row = await trx
    .selectFrom('biz.result')
    .select(['hash', 'last_data_at', 'document'])
    .where('tenant_id', '=', tenantId)
    .where('period_id', '=', period.id)
    .where(regionResult(period.snapshot))
    .forUpdate()
    .executeTakeFirst();
  return row && { hash: row.hash, lastDataAt: row.last_data_at, document: row.document as unknown as ResultDocument };
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
