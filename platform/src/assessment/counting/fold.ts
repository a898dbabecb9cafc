import { sql } from 'kysely';
import type { Acting, Database, Trx } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import { aggregateSql } from '../scheme/conditions.ts';
import { BUCKET_COUNTERS, CELL_COUNTERS } from '../scheme/counters.ts';
import type { Basis } from '../scheme/scheme-document.ts';
import { lockFold } from './lock-fold.ts';
import { DAY_COLUMN } from '../period/window.ts';

/** Dirty marks taken in one turn. */
const TURN_MARKS = 20_000;
const DIM_COLUMN = { all: '0', class: 'coalesce(f.class_id, 0)', cell: 'coalesce(f.cell_id, 0)' } as const;
type DimKind = keyof typeof DIM_COLUMN;

export interface FoldTurn {
  /** Buckets recounted. */
  readonly buckets: number;
  /** True while marks are left. */
  readonly more: boolean;
}

/**
 * One turn of folding: takes the marks the merges left, and recounts every marked bucket exactly from the facts. Takes and
 * recounts in one transaction, one fold of a tenant at a time: a recount never sees less than the marks it took, and never
 * overwrites a later one. Nothing to do is cheap.
 */
export async function foldTenant(database: Database, tenant: Acting): Promise<FoldTurn> {
  return inTenant(database, 'rollup', tenant, async (trx) => {
    await lockFold(trx, tenant.tenantId);
    const marks = await takeMarks(trx, tenant.tenantId);
    let buckets = 0;
    for (const [, group] of Map.groupBy(marks, (mark) => `${mark.basis} ${mark.dim_kind}`)) {
      const { basis, dim_kind } = group[0]!;
      buckets += await recount(trx, tenant, basis as Basis, dim_kind as DimKind, group);
    }
    return { buckets, more: marks.length === TURN_MARKS };
  });
}

interface Mark {
  readonly basis: string;
  readonly day: string;
  readonly dim_kind: string;
  readonly dim_id: number;
}

/**
 * Takes marks in the order of their buckets: those of one day lie in one turn, and so do most repetitions, so each fact is
 * read about once a basis and kind however many marks there are. (Taken as they come, 100,000 new cases took five times as
 * long.) The sort of what is left costs less than the index that would spare it. By ctid, because any join of the table with
 * itself may be planned row by row while the statistics still know it as empty, which takes minutes.
 */
async function takeMarks(trx: Trx, tenantId: number): Promise<Mark[]> {
  return trx
    .deleteFrom('biz.stat_dirty')
    .where('tenant_id', '=', tenantId)
    .where(
      sql<boolean>`ctid = any(array(select ctid from biz.stat_dirty where tenant_id = ${tenantId}
        order by dim_kind, basis, day limit ${TURN_MARKS}))`,
    )
    .returning(['basis', 'day', 'dim_kind', 'dim_id'])
    .execute();
}

/** Recounts the named buckets of one basis and kind; a bucket without cases is removed. Returns how many were looked at. */
async function recount(
  trx: Trx,
  { tenantId, cityId }: Acting,
  basis: Basis,
  dimKind: DimKind,
  marks: readonly Mark[],
): Promise<number> {
  const wanted = new Map(marks.map((mark) => [`${mark.day} ${mark.dim_id}`, mark]));
  const days = [...wanted.values()].map((mark) => mark.day);
  const ids = [...wanted.values()].map((mark) => mark.dim_id);
  const dayColumn = sql.raw(`f.${DAY_COLUMN[basis]}`);
  const dimColumn = sql.raw(DIM_COLUMN[dimKind]);
  await sql`
    with wanted as (
      select day, dim_id from unnest(${days}::date[], ${ids}::int[]) as w(day, dim_id)
    ), counted as (
      select ${dayColumn} as day, ${dimColumn} as dim_id, ${sql.raw(countersSql(dimKind))} as counters
      from biz.case_fact f
      where f.tenant_id = ${tenantId} and ${dayColumn} = any(${[...new Set(days)]}::date[])
      group by 1, 2
    ), found as (
      select c.day, c.dim_id, c.counters from counted c join wanted w on w.day = c.day and w.dim_id = c.dim_id
      where c.counters <> '{}'
    ), gone as (
      delete from biz.stat_bucket b using wanted w
      where b.tenant_id = ${tenantId} and b.basis = ${basis} and b.dim_kind = ${dimKind}
        and b.day = w.day and b.dim_id = w.dim_id
        and not exists (select from found c where c.day = b.day and c.dim_id = b.dim_id)
      returning 1
    )
    insert into biz.stat_bucket (tenant_id, city_id, basis, day, dim_kind, dim_id, counters)
    select ${tenantId}::int, ${cityId}::int, ${basis}, c.day, ${dimKind}, c.dim_id, c.counters from found c
    on conflict (tenant_id, basis, day, dim_kind, dim_id) do update set counters = excluded.counters
      where stat_bucket.counters is distinct from excluded.counters
  `.execute(trx);
  return wanted.size;
}

/** Arguments one SQL function call may have, in pairs of key and value. */
const PAIRS_PER_CALL = 40;

/**
 * All counters of a bucket as one jsonb without zeros. A bucket knows no clock: it counts as if every deadline had passed,
 * which is true for the only days it is asked about with such counters (see Window.dueToDay).
 */
function countersSql(dimKind: DimKind): string {
  const kept = Object.entries(BUCKET_COUNTERS).filter(
    ([key]) => dimKind !== 'cell' || (CELL_COUNTERS as readonly string[]).includes(key),
  );
  const calls: string[] = [];
  for (let start = 0; start < kept.length; start += PAIRS_PER_CALL) {
    const pairs = kept
      .slice(start, start + PAIRS_PER_CALL)
      .map(([key, counter]) => `'${key}', nullif(${aggregateSql(counter, "'infinity'::timestamptz")}, 0)`);
    calls.push(`jsonb_build_object(${pairs.join(', ')})`);
  }
  return `jsonb_strip_nulls(${calls.join(' || ')})`;
}
