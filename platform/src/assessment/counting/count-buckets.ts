import { sql } from 'kysely';
import type { Trx } from '../../database/database.ts';
import type { Scheme } from '../scheme/compile-scheme.ts';
import { backlogKey, basisOf, bucketKey, counterOf, takesBacklog, type CounterName } from '../scheme/counters.ts';
import { closedAheadByCell, countClosedAhead, countFact } from './count-facts.ts';
import type { CellCount } from '../scheme/evaluate.ts';
import type { Figures } from './figures.ts';
import type { Basis } from '../scheme/scheme-document.ts';
import { endOf, type Window } from '../period/window.ts';

/**
 * The figures of a running period, added up from buckets: as many rows as the window has days, however many cases there
 * are. Counters that change by the clock alone and do not belong by their deadline are counted from the facts, as are the
 * cases closed before their day was over.
 */
export async function figuresFromBuckets(
  trx: Trx,
  tenantId: number,
  scheme: Scheme,
  window: Window,
  asOf: Date,
): Promise<Figures> {
  const { document } = scheme;
  const sums = await sumBuckets(trx, tenantId, window);
  const backlog = document.backlog.kept ? await sumBacklog(trx, tenantId, window) : new Map<string, number>();
  const byDue = scheme.counters.filter((name) => basisOf(name, document) === 'disposal_due');
  const ahead = await countClosedAhead(trx, tenantId, pick(byDue, document), window);
  const counters: Partial<Record<CounterName, number>> = {};
  for (const name of scheme.counters) {
    const basis = basisOf(name, document);
    if (counterOf(name, document).byClock && basis !== 'disposal_due') {
      counters[name] = await countFact(trx, tenantId, scheme, name, window, asOf);
    } else {
      const late = takesBacklog(name) ? (backlog.get(backlogKey(name, document)) ?? 0) : 0;
      counters[name] = (sums.get(`${basis} ${bucketKey(name, document)}`) ?? 0) + late + (ahead.get(name) ?? 0);
    }
  }
  const cells: Partial<Record<CounterName, CellCount[]>> = {};
  for (const name of scheme.cellCounters) cells[name] = await countCells(trx, tenantId, scheme, name, window);
  const patrolAndPublic = sums.get('reported report_num') ?? 0;
  const selfHandled = sums.get('reported patrol_deal_report_num') ?? 0;
  return { counters, cells, reported: patrolAndPublic + selfHandled > 0 };
}

const pick = (names: readonly CounterName[], readings: Parameters<typeof counterOf>[1]) =>
  Object.fromEntries(names.map((name) => [name, counterOf(name, readings)]));

/** Counter sums of the window by "basis key". */
async function sumBuckets(trx: Trx, tenantId: number, window: Window): Promise<Map<string, number>> {
  const rows = await sql<{ basis: Basis; key: string; sum: number }>`
    select b.basis, e.key, sum(e.value::int)::int as sum
    from biz.stat_bucket b cross join lateral jsonb_each_text(b.counters) e
    where b.tenant_id = ${tenantId} and b.dim_kind = 'all' and b.dim_id = 0 and b.day >= ${window.fromDay}::date
      and b.day < case when b.basis = 'disposal_due' then ${window.dueToDay}::date else ${window.toDay}::date end
    group by b.basis, e.key
  `.execute(trx);
  return new Map(rows.rows.map(({ basis, key, sum }) => [`${basis} ${key}`, sum]));
}

/** Counters that can be backlog, over all deadlines before the window. */
async function sumBacklog(trx: Trx, tenantId: number, window: Window): Promise<Map<string, number>> {
  const rows = await sql<{ key: string; sum: number }>`
    select e.key, sum(e.value::int)::int as sum
    from biz.stat_bucket b cross join lateral jsonb_each_text(b.counters) e
    where b.tenant_id = ${tenantId} and b.basis = 'disposal_due' and b.dim_kind = 'all' and b.dim_id = 0
      and b.day < ${window.fromDay}::date
    group by e.key
  `.execute(trx);
  return new Map(rows.rows.map(({ key, sum }) => [key, sum]));
}

/** How many cells of each area class have how many cases; the cells in force on the last day of the window. */
async function countCells(
  trx: Trx,
  tenantId: number,
  scheme: Scheme,
  name: CounterName,
  window: Window,
): Promise<CellCount[]> {
  const basis = basisOf(name, scheme.document);
  const key = bucketKey(name, scheme.document);
  const counter = counterOf(name, scheme.document);
  const ahead = basis === 'disposal_due' ? sql` union all ${closedAheadByCell(tenantId, counter, window)}` : sql``;
  const rows = await sql<CellCount>`
    select g.area_class as "areaClass", coalesce(n.count, 0) as count, count(*)::int as cells
    from biz.grid_cell g
    left join (
      select counted.dim_id, sum(counted.count)::int as count from (
        select b.dim_id, (b.counters ->> ${key})::int as count
        from biz.stat_bucket b
        where b.tenant_id = ${tenantId} and b.basis = ${basis} and b.dim_kind = 'cell'
          and b.day >= ${window.fromDay}::date and b.day < ${endOf(window, basis)}::date
        ${ahead}
      ) counted
      group by counted.dim_id
    ) n on n.dim_id = g.id
    where g.tenant_id = ${tenantId} and g.from_day < ${window.toDay}::date
      and (g.to_day is null or g.to_day >= ${window.toDay}::date)
    group by 1, 2
    order by 1, 2
  `.execute(trx);
  return rows.rows;
}
