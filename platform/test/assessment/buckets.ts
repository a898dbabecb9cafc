import type { Acting, Database } from '../../src/database/database.ts';
import { asOwner } from '../../src/database/transaction.ts';
import { amount, counts, type CountedFact } from '../../src/assessment/scheme/conditions.ts';
import { BUCKET_COUNTERS, CELL_COUNTERS } from '../../src/assessment/scheme/counters.ts';

/** For tests: the buckets of a county as a plain loop over all its facts makes them, by "basis day dim id", sorted. */
export async function recountedBuckets(database: Database, county: Acting): Promise<[string, unknown][]> {
  const rows = await asOwner(database, (trx) =>
    trx.selectFrom('biz.case_fact').selectAll().where('tenant_id', '=', county.tenantId).execute(),
  );
  const buckets = new Map<string, Record<string, number>>();
  for (const row of rows) {
    const fact = Object.fromEntries(
      Object.entries(row).map(([key, value]) => [key.replace(/_[a-z]/g, (part) => part.slice(1).toUpperCase()), value]),
    ) as unknown as CountedFact & { classId: number | null };
    const days = {
      reported: fact.reportedDay,
      filed: fact.filedDay,
      disposal_due: fact.dueDay,
      closed: fact.closedDay,
    };
    for (const [basis, day] of Object.entries(days)) {
      if (day === null) continue;
      for (const dim of ['all 0', `class ${fact.classId ?? 0}`, `cell ${fact.cellId ?? 0}`]) {
        for (const [key, counter] of Object.entries(BUCKET_COUNTERS)) {
          if (dim.startsWith('cell') && !(CELL_COUNTERS as readonly string[]).includes(key)) continue;
          if (!counts(counter, fact, new Date('9999-01-01'))) continue;
          const bucket = buckets.get(`${basis} ${day} ${dim}`) ?? {};
          bucket[key] = (bucket[key] ?? 0) + amount(counter, fact);
          buckets.set(`${basis} ${day} ${dim}`, bucket);
        }
      }
    }
  }
  return sorted(buckets);
}

/** The buckets that stand in the database, in the same form. */
export async function foldedBuckets(database: Database, county: Acting): Promise<[string, unknown][]> {
  const rows = await asOwner(database, (trx) =>
    trx.selectFrom('biz.stat_bucket').selectAll().where('tenant_id', '=', county.tenantId).execute(),
  );
  return sorted(new Map(rows.map((row) => [`${row.basis} ${row.day} ${row.dim_kind} ${row.dim_id}`, row.counters])));
}

const sorted = (buckets: Map<string, unknown>): [string, unknown][] =>
  [...buckets].sort(([a], [b]) => (a < b ? -1 : 1));
