import { writeAudit } from '../../audit/write-audit.ts';
import { calendarOf } from '../../calendars/read-calendar.ts';
import { startOfDay } from '../../calendars/zone.ts';
import { closeCut, type Cut } from '../../cases/record/cut.ts';
import { refreshCases, refreshTurn } from '../../cases/record/refresh-cases.ts';
import type { Database, Trx } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import type { Deps } from '../../kernel/deps.ts';
import { readFacts } from '../counting/count-facts.ts';
import { readMemberWindow } from '../counting/member-window.ts';
import type { Member, Period } from '../period/periods.ts';
import { wholePeriod } from '../period/window.ts';
import { readElsewhere } from './elsewhere.ts';
import { memberResult } from './member-result.ts';
import { readInputs } from './read-inputs.ts';
import { readLastDataAt, readPinned, writeResult } from './result.ts';
import { writeLists } from './result-lists.ts';

/**
 * Counts one county for a snapshot: one transaction that has the county's cut alone, so that every recording is either wholly before
 * it or wholly after it. Stale cases are refreshed before, and the rest of them under the lock; the calendar they are refreshed
 * under is the one pinned. A county already counted is left as it is; so an interrupted closing may simply be run again.
 */
export async function countMember(
  database: Database,
  deps: Deps,
  period: Period,
  member: Member,
  periods: readonly Period[],
): Promise<void> {
  while (await refreshCases(database, deps, member));
  await inTenant(database, 'rollup', member, async (trx) => {
    const { tenantId } = member;
    const cut = await closeCut(trx, deps, tenantId);
    if (await isCounted(trx, period, member)) return;
    const calendar = await calendarOf(trx, tenantId);
    while (await refreshTurn(trx, deps, member, calendar));
    await noteClosing(trx, member, period, cut);
    const { epoch, recordedAt: cutAt } = cut;
    const days = wholePeriod(period);
    const { stored, counted, window, grid } = await readMemberWindow(trx, member, period, periods, days);
    const pinned = await readPinned(trx, member, stored, calendar, grid, counted);
    const lastDataAt = await readLastDataAt(trx, tenantId, cutAt);
    const inputs = await readInputs(trx, tenantId, period);
    const elsewhere = await readElsewhere(trx, tenantId, stored.scheme, period, periods);
    const { document, lists, hash } = memberResult(
      period,
      member,
      { stored, pinned, window, grid, cutAt, epoch, lastDataAt, inputs, elsewhere, snapshot: period.snapshot },
      await readFacts(trx, tenantId, stored.scheme, window),
    );
    await writeResult(trx, member, period, { document, pinned, cutAt, epoch, lastDataAt, hash });
    await writeLists(trx, member, period, lists);
    await writeAudit(trx, deps, member, {
      action: 'period.freeze',
      subject: period.label,
      data: { hash, score: document.score?.printed ?? null, cut_at: cutAt.toISOString(), snapshot: period.snapshot },
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
      snapshot: period.snapshot,
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

/** Whether the closing of a snapshot has counted a member: its figures stand from then on, though they are frozen last. */
export async function isCounted(
  trx: Trx,
  { id, snapshot }: Pick<Period, 'id' | 'snapshot'>,
  { tenantId }: Pick<Member, 'tenantId'>,
): Promise<boolean> {
  const row = await trx
    .selectFrom('biz.closing')
    .select('epoch')
    .where('tenant_id', '=', tenantId)
    .where('period_id', '=', id)
    .where('snapshot', '=', snapshot)
    .executeTakeFirst();
  return row !== undefined;
}
