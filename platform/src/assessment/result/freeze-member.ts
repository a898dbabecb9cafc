import { sql } from 'kysely';
import { writeAudit } from '../../audit/write-audit.ts';
import { lockCut } from '../../cases/record/cut.ts';
import type { Database, Trx } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import type { Deps } from '../../kernel/deps.ts';
import { readCells, readFacts } from '../counting/count-facts.ts';
import { figuresOf } from '../counting/figures.ts';
import type { Member, Period } from '../period/periods.ts';
import { readInputs } from './read-inputs.ts';
import { documentOf, readLastDataAt, readPinned, resultHash, writeResult } from './result.ts';
import { writeLists } from './result-lists.ts';
import { readScheme } from '../scheme/schemes.ts';

/**
 * Freezes one county: one transaction that holds the county's cut, so that every merge is either wholly before it or wholly
 * after it. A county already frozen is left as it is; so an interrupted closing may simply be run again.
 */
export async function freezeMember(database: Database, deps: Deps, period: Period, member: Member): Promise<void> {
  await inTenant(database, 'rollup', member, async (trx) => {
    const { recordedAt: cutAt } = await lockCut(trx, deps, member.tenantId);
    if (await isFrozen(trx, period, member)) return;
    await closeCut(trx, member, period, cutAt);
    const window = { fromDay: period.fromDay, toDay: period.toDay, dueToDay: period.toDay };
    const stored = await readScheme(trx, member.cityId, period.schemeId, period.schemeVersion);
    const facts = await readFacts(trx, member.tenantId, stored.scheme, window);
    const cells = await readCells(trx, member.tenantId, window);
    const { lists, ...figures } = figuresOf(stored.scheme, window, facts, cells, cutAt);
    const inputs = await readInputs(trx, member.tenantId, period.id);
    const document = documentOf(stored, member, figures, inputs, window.dueToDay);
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

/** Puts the cut at the closing: what the next merge writes is recorded after it, and is late in the days before `toDay`. */
async function closeCut(trx: Trx, { tenantId }: Member, { toDay }: Period, cutAt: Date): Promise<void> {
  await trx
    .updateTable('biz.period_cut')
    .set({ last_recorded_at: cutAt, closed_to_day: sql<string>`greatest(closed_to_day, ${toDay}::date)` })
    .where('tenant_id', '=', tenantId)
    .execute();
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
