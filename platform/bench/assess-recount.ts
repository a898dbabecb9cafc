import { sql } from 'kysely';
import { periodHash, type HashedMember } from '../src/assessment/result/period-hash.ts';
import type { CellCount } from '../src/assessment/scheme/evaluate.ts';
import { readMembers, readPeriod } from '../src/assessment/period/periods.ts';
import { wholePeriod } from '../src/assessment/period/window.ts';
import { memberDocument } from '../src/assessment/result/member-result.ts';
import { columnsOf, resultHash, type Pinned } from '../src/assessment/result/result.ts';
import { readScheme } from '../src/assessment/scheme/schemes.ts';
import type { Acting, Database, Trx } from '../src/database/database.ts';
import { asOwner } from '../src/database/transaction.ts';

/** What the figures of scheme liangji-region-1 mean, stated once more in words of its own over biz."case". */
const LIVE = 'voided_at is null and not self_handled';
const FILED = `${LIVE} and filed_at >= $from and filed_at < $to`;
const DUE = `${LIVE} and due_at >= $from and due_at < $to`;
const LISTS: Record<string, string> = {
  inst_num: FILED,
  no_cell_inst_num: `${FILED} and cell_id is null`,
  no_deadline_num: `${FILED} and due_at is null and suspended_at is null`,
  public_verified_inst_num: `${FILED} and source_group = 'public'`,
  archive_num: `${DUE} and closed_at is not null`,
  intime_archive_num: `${DUE} and closed_at is not null and least(disposed_at, closed_at) <= due_at`,
  need_archive_num: `${LIVE} and due_at < $to and (due_at >= $from or closed_at is null)`,
  'belongs.disposal_due': 'due_at >= $from and due_at < $to',
  'belongs.filed': 'filed_at >= $from and filed_at < $to',
  'belongs.reported': 'reported_at >= $from and reported_at < $to',
};

/**
 * Counts a closed October again from every row of biz."case", without indexes or facts, and compares lists and hashes with
 * what the closing stored. Throws at the first difference. Returns the hash of the period.
 */
export async function recount(database: Database, city: Acting, label: string): Promise<string> {
  return asOwner(database, async (trx) => {
    await sql`set local enable_indexscan = off`.execute(trx);
    await sql`set local enable_bitmapscan = off`.execute(trx);
    const period = await readPeriod(trx, city.cityId, label);
    const stored = await readScheme(trx, city.cityId, period.schemeId, period.schemeVersion);
    const hashes: HashedMember[] = [];
    for (const member of await readMembers(trx, city)) {
      const { tenantId } = member;
      const lists = await listCases(trx, tenantId);
      const frozen = await trx
        .selectFrom('biz.result')
        .select(['pinned', 'cut_at', 'hash', 'epoch', 'last_data_at', 'rank', 'rank_of'])
        .where('tenant_id', '=', tenantId)
        .where('period_id', '=', period.id)
        .executeTakeFirstOrThrow();
      const figures = {
        counters: Object.fromEntries(Object.entries(lists).map(([name, ids]) => [name, ids.length])),
        cells: { inst_num: await countCells(trx, tenantId) },
        reported: true,
      };
      const document = memberDocument(member.group, stored, figures, wholePeriod(period), {}, {}, 2);
      const pinned = frozen.pinned as unknown as Pinned;
      const { cut_at: cutAt, epoch, last_data_at: lastDataAt, rank, rank_of: rankOf } = frozen;
      const columns = columnsOf(document);
      const whole = { tenantId, snapshot: 1, epoch, pinned, cutAt, lastDataAt, columns, document, lists };
      const hash = resultHash(period, whole);
      await compareLists(trx, tenantId, period.id, lists);
      if (hash !== frozen.hash) throw new Error(`county ${tenantId}: recounted hash differs`);
      hashes.push({ tenantId, hash, rank, rankOf, pinned });
    }
    const hash = periodHash(period, 1, hashes);
    if (hash !== period.hash) throw new Error('the hash of the recounted period differs');
    return hash;
  });
}

const within = (condition: string): string =>
  condition
    .replaceAll('$from', "timestamptz '2026-10-01 00:00+08'")
    .replaceAll('$to', "timestamptz '2026-11-01 00:00+08'");

async function listCases(trx: Trx, tenantId: number): Promise<Record<string, string[]>> {
  const columns = Object.entries(LISTS).map(
    ([name, condition]) =>
      `coalesce(array_agg(id order by id) filter (where ${within(condition)}), '{}')::text[] as "${name}"`,
  );
  const { rows } = await sql<Record<string, string[]>>`
    select ${sql.raw(columns.join(', '))} from biz."case" where tenant_id = ${tenantId}`.execute(trx);
  return rows[0]!;
}

async function countCells(trx: Trx, tenantId: number): Promise<CellCount[]> {
  const { rows } = await sql<CellCount>`
    select area_class as "areaClass", count, count(*)::int as cells from (
      select g.area_class, count(c.id)::int as count
      from biz.grid_cell g left join biz."case" c
        on c.tenant_id = g.tenant_id and c.cell_id = g.id and ${sql.raw(within(FILED))}
      where g.tenant_id = ${tenantId} group by g.id, g.area_class
    ) s group by 1, 2 order by 1, 2`.execute(trx);
  return rows;
}

async function compareLists(
  trx: Trx,
  tenantId: number,
  periodId: string,
  recounted: Record<string, string[]>,
): Promise<void> {
  const rows = await trx
    .selectFrom('biz.result_list')
    .select(['counter', 'case_ids'])
    .where('tenant_id', '=', tenantId)
    .where('period_id', '=', periodId)
    .execute();
  const names = rows.map((row) => row.counter).sort();
  if (names.join() !== Object.keys(recounted).sort().join()) throw new Error(`county ${tenantId}: lists are ${names}`);
  for (const { counter, case_ids } of rows) {
    if (case_ids.join() !== recounted[counter]!.join()) throw new Error(`county ${tenantId}: ${counter} differs`);
  }
}
