import { sql } from 'kysely';
import { writeAudit } from '../../audit/write-audit.ts';
import type { Database, Trx } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import type { Deps } from '../../kernel/deps.ts';
import { readCells, readFacts } from '../counting/count-facts.ts';
import { figuresOf } from '../counting/figures.ts';
import type { Member, Period } from '../period/periods.ts';
import { documentOf, readLastDataAt, readPinned, resultHash, writeResult } from './result.ts';
import { writeLists } from './result-lists.ts';
import { readScheme } from '../scheme/schemes.ts';

/**
 * Freezes one county: one transaction that holds the county's cut, so that every merge is either wholly before it or wholly
 * after it. A county already frozen is left as it is; so an interrupted closing may simply be run again.
 */
export async function freezeMember(database: Database, deps: Deps, period: Period, member: Member): Promise<void> {
  await inTenant(database, 'rollup', member, async (trx) => {
    const lastRecordedAt = await lockCut(trx, member);
    if (await isFrozen(trx, period, member)) return;
    const cutAt = await moveCut(trx, deps, period, member, lastRecordedAt);
    const window = { fromDay: period.fromDay, toDay: period.toDay, dueToDay: period.toDay };
    const stored = await readScheme(trx, member.cityId, period.schemeId, period.schemeVersion);
    const facts = await readFacts(trx, member.tenantId, stored.scheme, window);
    const cells = await readCells(trx, member.tenantId, window);
    const { lists, ...figures } = figuresOf(stored.scheme, window, facts, cells, cutAt);
    const document = documentOf(stored, member, figures, window.dueToDay);
    const pinned = await readPinned(trx, member, stored);
    const hash = resultHash(period, member.tenantId, pinned, cutAt, document, lists);
    const lastDataAt = await readLastDataAt(trx, member.tenantId, cutAt);
    await writeResult(trx, member, period.id, { isFrozen: true, document, pinned, cutAt, lastDataAt, hash });
    await writeLists(trx, member, period.id, lists);
    await writeAudit(trx, deps, member, {
      action: 'period.freeze',
      subject: period.label,
      data: { hash, score: document.score?.printed ?? null, cut_at: cutAt.toISOString() },
    });
  });
}

/** Locks the county's cut: merges wait until this transaction ends, and this one waits for a merge that runs. */
async function lockCut(trx: Trx, { tenantId }: Member): Promise<Date> {
  const row = await trx
    .selectFrom('biz.period_cut')
    .select('last_recorded_at')
    .where('tenant_id', '=', tenantId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return row.last_recorded_at;
}

/**
 * Moves the cut past everything recorded so far: what the next merge writes is recorded at or after it. Instants are whole
 * ms, so one ms is the least step.
 */
async function moveCut(
  trx: Trx,
  deps: Deps,
  period: Period,
  { tenantId }: Member,
  lastRecordedAt: Date,
): Promise<Date> {
  const cutAt = new Date(Math.max(deps.clock.now().getTime(), lastRecordedAt.getTime() + 1));
  await trx
    .updateTable('biz.period_cut')
    .set({
      last_recorded_at: cutAt,
      closed_to_day: sql<string>`greatest(closed_to_day, ${period.toDay}::date)`,
    })
    .where('tenant_id', '=', tenantId)
    .execute();
  return cutAt;
}

async function isFrozen(trx: Trx, period: Period, { tenantId }: Member): Promise<boolean> {
  const row = await trx
    .selectFrom('biz.result')
    .select('is_frozen')
    .where('tenant_id', '=', tenantId)
    .where('period_id', '=', period.id)
    .executeTakeFirst();
  return row?.is_frozen === true;
}
