import { sql } from 'kysely';
import { readCalendar } from '../calendars/read-calendar.ts';
import { caseRow } from '../cases/case-row.ts';
import { projectCase } from '../cases/project.ts';
import { readEvents } from '../cases/read-events.ts';
import type { Trx } from '../database/database.ts';
import { Problem } from '../kernel/problem.ts';
import { histogram, readGrid } from './counting/grid.ts';
import { listOfBasis } from './counting/figures.ts';
import type { Period } from './period/periods.ts';
import { belongs, countsIn, wholePeriod } from './period/window.ts';
import { evaluateAgain } from './result/complete-groups.ts';
import type { Pinned } from './result/result.ts';
import { readStoredResult, type StoredResult } from './result/stored-result.ts';
import { amount, type CountedFact } from './scheme/conditions.ts';
import { counterOf, type CounterName } from './scheme/counters.ts';
import { fromExactText } from './scheme/exact.ts';
import { readScheme } from './scheme/schemes.ts';
import { titleOf } from './scheme/words.ts';
import type { Words } from './scheme/scheme-document.ts';

/** What came about the days of a published period after a county was frozen, and what it would have changed. */
export interface LateEffect {
  /** Cases and events recorded after the closing about days of the period. */
  readonly cases: number;
  readonly events: number;
  /** Of the cases, those that a later period of the series has counted instead. */
  readonly countedElsewhere: number;
  readonly score: string | null;
  readonly grade: string | null;
  /** With what came late, as if it had been there in time. */
  readonly scoreWith: string | null;
  readonly gradeWith: string | null;
  /** Counters that would have been others. */
  readonly counters: readonly {
    readonly name: string;
    readonly title: Words;
    readonly before: number;
    readonly after: number;
  }[];
}

/** Null for a county without a result in the snapshot in force. For role city or county. */
export async function readLateEffect(
  trx: Trx,
  { tenantId, cityId }: { readonly tenantId: number; readonly cityId: number },
  period: Period,
): Promise<LateEffect | null> {
  if (period.published === null) throw new Problem('PERIOD-NOT-CLOSED', { label: period.label });
  const stored = await readStoredResult(trx, tenantId, period.id, period.published);
  if (stored === null || (stored.pinned as Partial<Pinned>).scheme === undefined) return null;
  const { scheme } = await readScheme(trx, cityId, stored.pinned.scheme.id, stored.pinned.scheme.version);
  const late = await readLateEvents(trx, tenantId, period, stored.epoch);
  const changed = await changedFacts(trx, tenantId, stored, late);
  const taken = await countedLater(trx, tenantId, period, [...changed.keys()]);
  const window = wholePeriod(period);
  const after: Partial<Record<CounterName, number>> = {};
  const cells: Record<string, Map<number, number>> = {};
  for (const name of scheme.counters) {
    const counter = counterOf(name, scheme.document);
    const of = (fact: CountedFact | null): number =>
      fact !== null && countsIn(scheme, name, fact, window, stored.cutAt) ? amount(counter, fact) : 0;
    let count = exactCount(stored, name);
    for (const { before, now } of changed.values()) count += of(now) - of(before);
    after[name] = count;
    if (scheme.cellCounters.includes(name)) cells[name] = await cellsOf(trx, tenantId, stored, name, changed, of);
  }
  const grid = await readGrid(trx, tenantId, window, 2);
  const histograms = Object.fromEntries(Object.entries(cells).map(([name, byCell]) => [name, histogram(grid, byCell)]));
  const isReported = [...changed.values()].some(({ now }) => belongs(now, 'reported', window));
  const again = evaluateAgain(scheme, stored.document, {
    ...{ counters: after, cells: { ...stored.document.cells, ...histograms } },
    silent: stored.document.reason?.code === 'SCHEME-NO-DATA-SILENCE' && !isReported,
    onlyBacklog: stored.document.onlyBacklog === true && !isReported,
  });
  return {
    ...{ cases: changed.size, events: late.length, countedElsewhere: taken },
    ...{ score: stored.columns.score, grade: stored.columns.grade },
    ...{ scoreWith: again.score?.printed ?? null, gradeWith: again.grade },
    counters: scheme.counters.flatMap((name) => {
      const before = exactCount(stored, name);
      const now = after[name] ?? 0;
      return before === now ? [] : [{ name, title: titleOf(scheme, name), before, after: now }];
    }),
  };
}

function exactCount({ document }: StoredResult, name: string): number {
  const value = document.values[name];
  return value?.state === 'value' ? fromExactText(value.exact).valueOf() : 0;
}

interface LateEvent {
  readonly id: string;
  readonly caseId: string;
}

/** Recorded in a later epoch about the days that the closing froze; the same as in api.case_event. */
async function readLateEvents(trx: Trx, tenantId: number, period: Period, epoch: number): Promise<LateEvent[]> {
  const { rows } = await sql<LateEvent>`
    select e.id, e.case_id as "caseId" from biz.case_event e
    join biz.closing k on k.tenant_id = ${tenantId} and k.period_id = ${period.id}::uuid and k.snapshot = ${period.published}
    left join biz."case" c on c.tenant_id = ${tenantId} and c.id = e.case_id
    where e.tenant_id = ${tenantId} and e.epoch > ${epoch}
      and case when e.kind = 'corrected' then c.reported_at else e.occurred_at end >= k.from_at
      and case when e.kind = 'corrected' then c.reported_at else e.occurred_at end < k.to_at
  `.execute(trx);
  return rows;
}

interface ChangedFact {
  /** As it was counted; null where the case was not known. */
  readonly before: CountedFact | null;
  /** With what came late, and without what happened only later. */
  readonly now: CountedFact;
}

async function changedFacts(
  trx: Trx,
  tenantId: number,
  { pinned, epoch }: StoredResult,
  late: readonly LateEvent[],
): Promise<Map<string, ChangedFact>> {
  const caseIds = [...new Set(late.map(({ caseId }) => caseId))];
  const changed = new Map<string, ChangedFact>();
  if (caseIds.length === 0) return changed;
  const calendar = await readCalendar(trx, pinned.calendar.id, pinned.calendar.version);
  if (calendar === undefined) return changed;
  const lateIds = new Set(late.map(({ id }) => id));
  const inTime = await readIdsUpTo(trx, tenantId, caseIds, epoch);
  const factOf = (caseId: string, events: Parameters<typeof projectCase>[0]): CountedFact => ({
    ...caseRow(calendar, projectCase(events)).fact,
    caseId,
  });
  for (const [caseId, events] of await readEvents(trx, tenantId, caseIds)) {
    const before = events.filter(({ id }) => id !== null && inTime.has(id));
    const now = events.filter(({ id }) => id !== null && (inTime.has(id) || lateIds.has(id)));
    changed.set(caseId, { before: before.length === 0 ? null : factOf(caseId, before), now: factOf(caseId, now) });
  }
  return changed;
}

async function readIdsUpTo(
  trx: Trx,
  tenantId: number,
  caseIds: readonly string[],
  epoch: number,
): Promise<Set<string>> {
  const rows = await trx
    .selectFrom('biz.case_event')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('case_id', 'in', caseIds)
    .where('epoch', '<=', epoch)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** How many of the cases other published periods of the tenant have counted by their deadline or their filing. */
async function countedLater(trx: Trx, tenantId: number, period: Period, caseIds: readonly string[]): Promise<number> {
  if (caseIds.length === 0) return 0;
  const { rows } = await sql<{ count: number }>`
    select count(distinct listed.id)::int as count from biz.result_list l cross join lateral unnest(l.case_ids) as listed (id)
    where l.tenant_id = ${tenantId} and l.period_id <> ${period.id}::uuid and l.is_frozen
      and l.counter in (${listOfBasis('disposal_due')}, ${listOfBasis('filed')}) and listed.id = any(${caseIds}::uuid[])
  `.execute(trx);
  return rows[0]!.count;
}

/** Cases by cell of a counter as it was frozen, with what came late. */
async function cellsOf(
  trx: Trx,
  tenantId: number,
  stored: StoredResult,
  name: string,
  changed: ReadonlyMap<string, ChangedFact>,
  of: (fact: CountedFact | null) => number,
): Promise<Map<number, number>> {
  const frozen = (stored.lists[name] ?? []).filter((id) => !changed.has(id));
  const { rows } = await sql<{ id: number; count: number }>`
    select f.cell_id as id, count(*)::int as count from biz.case_fact f
    where f.tenant_id = ${tenantId} and f.case_id = any(${frozen}::uuid[]) and f.cell_id is not null group by 1
  `.execute(trx);
  const byCell = new Map(rows.map(({ id, count }) => [id, count]));
  for (const { now } of changed.values()) {
    if (now.cellId !== null && of(now) > 0) byCell.set(now.cellId, (byCell.get(now.cellId) ?? 0) + 1);
  }
  return byCell;
}
