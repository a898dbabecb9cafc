import { sql } from 'kysely';
import type { Trx } from '../../database/database.ts';
import type { Period } from '../period/periods.ts';
import { DAY_COLUMN, dayOf, isWithin, type Late, type LateCases, type Window } from '../period/window.ts';
import type { CountedFact } from '../scheme/conditions.ts';
import type { Basis } from '../scheme/scheme-document.ts';
import { listOfBasis } from './figures.ts';

/** A published snapshot of another period of the series, whose lists say which cases it has counted. */
export interface CountedPeriod {
  readonly periodId: string;
  readonly snapshot: number;
  /** By which it kept a list: its scheme may have asked for others than the next one does. */
  readonly bases: readonly Basis[];
}

/** Such a snapshot with the days of its period. */
interface CountedDays extends CountedPeriod {
  readonly fromDay: string;
  readonly toDay: string;
}

/** Periods of a series looked back on: data later than that is taken by opening its period again. */
const LOOK_BACK = 12;

/** The published periods of the series beside one, the latest first: those that may have counted cases of its days, or missed some. */
export function othersOf(period: Pick<Period, 'id' | 'series' | 'fromDay'>, periods: readonly Period[]): Period[] {
  const others = periods.filter(
    ({ id, series, published }) => id !== period.id && series === period.series && published !== null,
  );
  const before = others.filter(({ fromDay }) => fromDay < period.fromDay);
  return [...others.filter(({ fromDay }) => fromDay > period.fromDay), ...before.slice(0, LOOK_BACK)];
}

/** Of these the snapshots that kept lists of what they counted; a tenant that had no result there has none. */
export async function readCounted(trx: Trx, tenantId: number, others: readonly Period[]): Promise<CountedPeriod[]> {
  if (others.length === 0) return [];
  const { rows } = await sql<CountedPeriod>`
    select l.period_id as "periodId", l.snapshot,
      array_agg(substr(l.counter, ${listOfBasis('').length + 1}::int) order by l.counter) as bases
    from biz.result_list l
    where l.tenant_id = ${tenantId} and l.period_id = any(${others.map(({ id }) => id)}::uuid[])
      and l.object_kind = 'region' and starts_with(l.counter, ${listOfBasis('')})
    group by l.period_id, l.snapshot
    order by l.period_id, l.snapshot
  `.execute(trx);
  return rows.filter(({ periodId, snapshot }) =>
    others.some(({ id, published }) => id === periodId && published === snapshot),
  );
}

/** Those that kept a list by a basis, with their days. */
const withDays = (basis: Basis, counted: readonly CountedPeriod[], periods: readonly Period[]): CountedDays[] =>
  counted.flatMap((each) => {
    if (!each.bases.includes(basis)) return [];
    const period = periods.find(({ id }) => id === each.periodId);
    return period === undefined ? [] : [{ ...each, fromDay: period.fromDay, toDay: period.toDay }];
  });

/** The cases that are late in a window, by the bases that have any, from the stored facts. */
export async function readLate(
  trx: Trx,
  tenantId: number,
  bases: readonly Basis[],
  window: Window,
  counted: readonly CountedPeriod[],
  periods: readonly Period[],
): Promise<Late> {
  const late: Partial<Record<Basis, LateCases>> = {};
  for (const basis of bases) {
    const days = withDays(basis, counted, periods);
    if (days.length === 0) continue;
    const earlier = days.filter(({ toDay }) => toDay <= window.fromDay);
    const day = sql.raw(`f.${DAY_COLUMN[basis]}`);
    const facts = sql`select f.case_id from biz.case_fact f where f.tenant_id = ${tenantId}`;
    const listed = sql`select unnest(l.case_ids) from biz.result_list l
      where l.tenant_id = ${tenantId} and l.object_kind = 'region' and l.counter = ${listOfBasis(basis)}
        and (l.period_id, l.snapshot) in (select unnest(${days.map(({ periodId }) => periodId)}::uuid[]),
          unnest(${days.map(({ snapshot }) => snapshot)}::int[]))`;
    const inDays = earlier.map(({ fromDay, toDay }) => sql`(${day} >= ${fromDay}::date and ${day} < ${toDay}::date)`);
    const missed = inDays.length === 0 ? sql`false` : sql`(${sql.join(inDays, sql` or `)})`;
    const { rows } = await sql<{ kind: 'added' | 'counted'; id: string }>`
      select 'added' as kind, case_id as id from ((${facts} and ${missed}) except (${listed})) missed
      union all
      select 'counted', case_id from ((${facts} and ${day} >= ${window.fromDay}::date and ${day} < ${window.toDay}::date)
        intersect (${listed})) again
    `.execute(trx);
    const of = (kind: string) => new Set(rows.filter((row) => row.kind === kind).map(({ id }) => id));
    if (rows.length > 0) late[basis] = { added: of('added'), counted: of('counted') };
  }
  return late;
}

/** The same from facts in memory, for a replay. */
export async function lateAmong(
  trx: Trx,
  tenantId: number,
  bases: readonly Basis[],
  window: Window,
  counted: readonly CountedPeriod[],
  periods: readonly Period[],
  facts: readonly CountedFact[],
): Promise<Late> {
  const late: Partial<Record<Basis, LateCases>> = {};
  for (const basis of bases) {
    const days = withDays(basis, counted, periods);
    if (days.length === 0) continue;
    const listed = await readListed(trx, tenantId, basis, days);
    const added = new Set<string>();
    const again = new Set<string>();
    for (const fact of facts) {
      const day = dayOf(fact, basis);
      const isListed = listed.has(fact.caseId);
      if (isListed && isWithin(day, window.fromDay, window.toDay)) again.add(fact.caseId);
      if (!isListed && isMissed(day, window, days)) added.add(fact.caseId);
    }
    if (added.size + again.size > 0) late[basis] = { added, counted: again };
  }
  return late;
}

/** Whether a day lies in a period before the window that was published. */
const isMissed = (day: string | null, { fromDay }: Window, days: readonly CountedDays[]): boolean =>
  days.some((period) => period.toDay <= fromDay && isWithin(day, period.fromDay, period.toDay));

/** Whether a fact may be late in a window: it is kept in memory until that is known. */
export function mayBeLate(
  bases: readonly Basis[],
  window: Window,
  counted: readonly CountedPeriod[],
  periods: readonly Period[],
): (fact: CountedFact) => boolean {
  const days = bases.map((basis) => [basis, withDays(basis, counted, periods)] as const);
  return (fact) => days.some(([basis, earlier]) => isMissed(dayOf(fact, basis), window, earlier));
}

async function readListed(
  trx: Trx,
  tenantId: number,
  basis: Basis,
  days: readonly CountedDays[],
): Promise<Set<string>> {
  const rows = await trx
    .selectFrom('biz.result_list')
    .select(['period_id', 'snapshot', 'case_ids'])
    .where('tenant_id', '=', tenantId)
    .where('object_kind', '=', 'region')
    .where('counter', '=', listOfBasis(basis))
    .where(
      'period_id',
      'in',
      days.map(({ periodId }) => periodId),
    )
    .execute();
  const isOf = (row: (typeof rows)[number]): boolean =>
    days.some(({ periodId, snapshot }) => periodId === row.period_id && snapshot === row.snapshot);
  return new Set(rows.filter(isOf).flatMap(({ case_ids }) => case_ids));
}
