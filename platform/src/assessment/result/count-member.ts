import { writeAudit } from '../../audit/write-audit.ts';
import { calendarOf } from '../../calendars/read-calendar.ts';
import { startOfDay } from '../../calendars/zone.ts';
import { closeCut, type Cut } from '../../cases/record/cut.ts';
import { refreshCases, refreshTurn } from '../../cases/record/refresh-cases.ts';
import type { Database, Trx } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import type { Deps } from '../../kernel/deps.ts';
import { readFacts } from '../counting/count-facts.ts';
import type { Member, Period } from '../period/periods.ts';
import { regionResult } from '../period/region-result.ts';
import { wholePeriod } from '../period/window.ts';
import { memberResult } from './member-result.ts';
import { readLastDataAt, readPinned, writeResult } from './result.ts';
import { writeLists } from './result-lists.ts';
import { readScheme } from '../scheme/schemes.ts';

/**
 * Freezes one county: one transaction that has the county's cut alone, so that every recording is either wholly before it or wholly
 * after it. Stale cases are refreshed before, and the rest of them under the lock; the calendar they
 * are refreshed under is the one pinned. A county already frozen is left as it is; so an interrupted closing may simply be run again.
 */
export async function freezeMember(database: Database, deps: Deps, period: Period, member: Member): Promise<void> {
  while (await refreshCases(database, deps, member));
  await inTenant(database, 'rollup', member, async (trx) => {
    const cut = await closeCut(trx, deps, member.tenantId);
    const cutAt = cut.recordedAt;
    if (await isFrozen(trx, period, member)) return;
    const calendar = await calendarOf(trx, member.tenantId);
    while (await refreshTurn(trx, deps, member, calendar));
    await noteClosing(trx, member, period, cut);
    const stored = await readScheme(trx, member.cityId, period.schemeId, period.schemeVersion);
    const pinned = await readPinned(trx, member, stored, calendar);
    const facts = await readFacts(trx, member.tenantId, stored.scheme, wholePeriod(period));
    const { document, lists, hash } = await memberResult(trx, period, member, { stored, pinned, cutAt }, facts);
    const lastDataAt = await readLastDataAt(trx, member.tenantId, cutAt);
    await writeResult(trx, member, period.id, {
      isFrozen: true,
      document,
      pinned,
      cutAt,
      epoch: cut.epoch,
      lastDataAt,
      hash,
    });
    await writeLists(trx, member, period.id, lists);
    await writeAudit(trx, deps, member, {
      action: 'period.freeze',
      subject: period.label,
      data: { hash, score: document.score?.printed ?? null, cut_at: cutAt.toISOString() },
    });
  });
}

/** Ends the epoch: what is recorded from now on was not counted, and is late in the days of the period. */
async function noteClosing(trx: Trx, member: Member, period: Period, { epoch, recordedAt }: Cut): Promise<void> {
  await trx
    .insertInto('biz.closing')
    .values({
      tenant_id: member.tenantId,
      city_id: member.cityId,
      epoch,
      period_id: period.id,
      from_at: startOfDay(period.fromDay, member.timeZone),
      to_at: startOfDay(period.toDay, member.timeZone),
    })
    .execute();
  await trx
    .updateTable('biz.period_cut')
    .set({ epoch: epoch + 1, last_recorded_at: recordedAt })
    .where('tenant_id', '=', member.tenantId)
    .execute();
}

async function isFrozen(trx: Trx, period: Period, { tenantId }: Member): Promise<boolean> {
  const row = await trx
    .selectFrom('biz.result')
    .select('is_frozen')
    .where('tenant_id', '=', tenantId)
    .where('period_id', '=', period.id)
    .where(regionResult)
    .executeTakeFirst();
  return row?.is_frozen === true;
}
