import { sql, type RawBuilder } from 'kysely';
import { FACT_FIELDS } from '../../cases/fact.ts';
import type { Trx } from '../../database/database.ts';
import type { Scheme } from '../scheme/compile-scheme.ts';
import { aggregateSql, UNCOUNTED, whereSql, type CountedFact } from '../scheme/conditions.ts';
import { basisOf, counterOf, takesBacklog, type Counter, type CounterName } from '../scheme/counters.ts';
import { basesOf } from './figures.ts';
import { DAY_COLUMN, endOf, runs, type Window } from '../period/window.ts';
import type { Basis } from '../scheme/scheme-document.ts';

/** Condition over `biz.case_fact f`: the case belongs to the window by a basis. Twin of `belongs`. */
function belongsSql(basis: Basis, window: Window): RawBuilder<boolean> {
  const day = sql.raw(`f.${DAY_COLUMN[basis]}`);
  const within = sql<boolean>`(${day} >= ${window.fromDay}::date and ${day} < ${endOf(window, basis)}::date)`;
  const own =
    basis === 'disposal_due' && runs(window) ? sql<boolean>`(${within} or ${closedAheadSql(window)})` : within;
  const late = window.late?.[basis];
  if (late === undefined) return own;
  return sql`((${own} and f.case_id <> all(${[...late.counted]}::uuid[])) or f.case_id = any(${[...late.added]}::uuid[]))`;
}

/** Condition over `biz.case_fact f`: closed, and due on a day of the period that is not over. Twin of `isClosedAhead`. */
const closedAheadSql = ({ dueToDay, toDay }: Window): RawBuilder<boolean> =>
  sql`(f.due_day >= ${dueToDay}::date and f.due_day < ${toDay}::date and f.closed_at is not null)`;

/** Condition over `biz.case_fact f`: due before the window and still open. */
const backlogSql = (window: Window): RawBuilder<boolean> =>
  sql`(f.due_day < ${window.fromDay}::date and f.closed_at is null and f.voided_at is null)`;

/** Condition over `biz.case_fact f`: a counter of the scheme counts the case in the window. Twin of `countsIn`. */
export function countedSql(scheme: Scheme, name: CounterName, window: Window, asOf: Date): RawBuilder<boolean> {
  const { document } = scheme;
  const within = belongsSql(basisOf(name, document), window);
  const belongs = document.backlog.kept && takesBacklog(name) ? sql`(${within} or ${backlogSql(window)})` : within;
  return sql`(${belongs} and ${sql.raw(whereSql(counterOf(name, document), instantSql(asOf)))})`;
}

const instantSql = (instant: Date): string => `'${instant.toISOString()}'::timestamptz`;

/** One counter, counted from the facts of a tenant. */
export async function countFact(
  trx: Trx,
  tenantId: number,
  scheme: Scheme,
  name: CounterName,
  window: Window,
  asOf: Date,
): Promise<number> {
  const { document } = scheme;
  const aggregate = sql.raw(aggregateSql(counterOf(name, document), instantSql(asOf)));
  const rows = await sql<{ count: string }>`
    select ${aggregate} as count from biz.case_fact f
    where f.tenant_id = ${tenantId} and ${countedSql(scheme, name, window, asOf)}
  `.execute(trx);
  return Number(rows.rows[0]!.count);
}

/** Counters that belong by the deadline, over the cases closed before their day was over: no bucket of a day keeps them apart. */
export async function countClosedAhead(
  trx: Trx,
  tenantId: number,
  counters: Readonly<Record<string, Counter>>,
  window: Window,
): Promise<ReadonlyMap<string, number>> {
  const entries = Object.entries(counters);
  if (!runs(window) || entries.length === 0) return new Map();
  const asOf = "'infinity'::timestamptz"; // a closed case does not change by the clock
  const sums = entries.map(([key, counter]) => sql`${sql.lit(key)}, ${sql.raw(aggregateSql(counter, asOf))}`);
  const { rows } = await sql<{ sums: Record<string, number> }>`
    select jsonb_build_object(${sql.join(sums)}) as sums from biz.case_fact f
    where f.tenant_id = ${tenantId} and ${closedAheadSql(window)}
  `.execute(trx);
  return new Map(Object.entries(rows[0]!.sums));
}

/** One counter by unit grid cell, counted from the facts: cell id → cases. */
export async function countFactByCell(
  trx: Trx,
  tenantId: number,
  scheme: Scheme,
  name: CounterName,
  window: Window,
  asOf: Date,
): Promise<Map<number, number>> {
  const { rows } = await sql<{ id: number; count: number }>`
    select f.cell_id as id, count(*)::int as count from biz.case_fact f
    where f.tenant_id = ${tenantId} and f.cell_id is not null and ${countedSql(scheme, name, window, asOf)}
    group by f.cell_id
  `.execute(trx);
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** The same for the cases closed before their day was over. */
export async function countClosedAheadByCell(
  trx: Trx,
  tenantId: number,
  counter: Counter,
  window: Window,
): Promise<Map<number, number>> {
  if (!runs(window)) return new Map();
  const { rows } = await sql<{ id: number; count: number }>`
    select f.cell_id as id, count(*)::int as count from biz.case_fact f
    where f.tenant_id = ${tenantId} and f.cell_id is not null and ${closedAheadSql(window)}
      and ${sql.raw(whereSql(counter, "'infinity'::timestamptz"))}
    group by f.cell_id
  `.execute(trx);
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** Whether any case was reported in the window; a report that its collector dealt with and that is void is none. */
export async function anyReported(trx: Trx, tenantId: number, window: Window): Promise<boolean> {
  const { rows } = await sql`
    select 1 from biz.case_fact f
    where f.tenant_id = ${tenantId} and ${belongsSql('reported', window)}
      and not (f.self_handled and f.voided_at is not null) limit 1
  `.execute(trx);
  return rows.length > 0;
}

/** A fact under its own names. */
const COUNTED_COLUMNS = sql.join(
  [['caseId', { column: 'case_id' }] as const, ...Object.entries(FACT_FIELDS)]
    .filter(([name]) => !(UNCOUNTED as readonly string[]).includes(name))
    .map(([name, { column }]) => sql`${sql.ref(`f.${column}`)} as ${sql.id(name)}`),
);

/** The facts that can matter to a scheme in a window, backlog included. */
export async function readFacts(trx: Trx, tenantId: number, scheme: Scheme, window: Window): Promise<CountedFact[]> {
  const conditions = basesOf(scheme).map((basis) => belongsSql(basis, window));
  if (scheme.document.backlog.kept) conditions.push(backlogSql(window));
  const rows = await sql<CountedFact>`
    select ${COUNTED_COLUMNS}
    from biz.case_fact f
    where f.tenant_id = ${tenantId} and (${sql.join(conditions, sql` or `)})
  `.execute(trx);
  return rows.rows;
}
