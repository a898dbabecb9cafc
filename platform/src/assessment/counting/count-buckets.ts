import { sql } from 'kysely';
import type { Trx } from '../../database/database.ts';
import type { Scheme } from '../scheme/compile-scheme.ts';
import { backlogKey, basisOf, bucketKey, counterOf, takesBacklog, type CounterName } from '../scheme/counters.ts';
import { anyReported, countClosedAhead, countClosedAheadByCell, countFact, countFactByCell } from './count-facts.ts';
import type { CellCount } from '../scheme/evaluate.ts';
import type { Figures } from './figures.ts';
import { histogram, type Grid } from './grid.ts';
import type { Basis } from '../scheme/scheme-document.ts';
import { endOf, type Window } from '../period/window.ts';

/**
 * The figures of a running period, added up from buckets: as many rows as the window has days, however many cases there
 * are. Counters that change by the clock alone and do not belong by their deadline are counted from the facts, as are the
 * cases closed before their day was over, and every counter of a basis by which cases are late.
 */
export async function figuresFromBuckets(
  trx: Trx,
  tenantId: number,
  scheme: Scheme,
  window: Window,
  grid: Grid,
  asOf: Date,
): Promise<Figures> {
  const { document } = scheme;
  const sums = await sumBuckets(trx, tenantId, window);
  const backlog = document.backlog.kept ? await sumBacklog(trx, tenantId, window) : new Map<string, number>();
  const isLate = (basis: Basis): boolean => window.late?.[basis] !== undefined;
  const byDue = scheme.counters.filter((name) => basisOf(name, document) === 'disposal_due');
  const ahead = await countClosedAhead(trx, tenantId, pick(byDue, document), window);
  const counters: Partial<Record<CounterName, number>> = {};
  for (const name of scheme.counters) {
    const basis = basisOf(name, document);
    if (isLate(basis) || (counterOf(name, document).byClock && basis !== 'disposal_due')) {
      counters[name] = await countFact(trx, tenantId, scheme, name, window, asOf);
    } else {
      const late = takesBacklog(name) ? (backlog.get(backlogKey(name, document)) ?? 0) : 0;
      counters[name] = (sums.get(`${basis} ${bucketKey(name, document)}`) ?? 0) + late + (ahead.get(name) ?? 0);
    }
  }
  const cells: Partial<Record<CounterName, CellCount[]>> = {};
  for (const name of scheme.cellCounters) {
    const byCell = isLate(basisOf(name, document))
      ? await countFactByCell(trx, tenantId, scheme, name, window, asOf)
      : await sumCells(trx, tenantId, scheme, name, window);
    cells[name] = histogram(grid, byCell);
  }
  const patrolAndPublic = sums.get('reported report_num') ?? 0;
  const selfHandled = sums.get('reported patrol_deal_report_num') ?? 0;
  const reported = isLate('reported') ? await anyReported(trx, tenantId, window) : patrolAndPublic + selfHandled > 0;
  return { counters, cells, reported };
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

/** Cases by unit grid cell, added up from the buckets of cells. */
async function sumCells(
  trx: Trx,
  tenantId: number,
  scheme: Scheme,
  name: CounterName,
  window: Window,
): Promise<Map<number, number>> {
  const basis = basisOf(name, scheme.document);
  const key = bucketKey(name, scheme.document);
  const { rows } = await sql<{ id: number; count: number }>`
    select b.dim_id as id, sum((b.counters ->> ${key})::int)::int as count
    from biz.stat_bucket b
    where b.tenant_id = ${tenantId} and b.basis = ${basis} and b.dim_kind = 'cell' and b.counters ? ${key}
      and b.day >= ${window.fromDay}::date and b.day < ${endOf(window, basis)}::date
    group by b.dim_id
  `.execute(trx);
  const sums = new Map(rows.map(({ id, count }) => [id, count]));
  if (basis === 'disposal_due') {
    const ahead = await countClosedAheadByCell(trx, tenantId, counterOf(name, scheme.document), window);
    for (const [id, count] of ahead) sums.set(id, (sums.get(id) ?? 0) + count);
  }
  return sums;
}
