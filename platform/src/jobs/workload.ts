import { sql } from 'kysely';
import type { Acting, Database } from '../database/database.ts';
import { inTenant } from '../database/transaction.ts';
import type { Deps } from '../kernel/deps.ts';
import { BATCH_STATES, type BatchState } from '../intake/batch/batch-summary.ts';
import { GIVEN_UP } from '../intake/batch/given-up.ts';
import { OUTCOME_NAMES, type Outcome } from '../intake/batch/services.ts';

/** What a tenant has sent, and what of it still waits; from its own tables, so every worker says the same. */
export interface Workload {
  readonly slug: string;
  /** Batches by state, ever. */
  readonly batches: Readonly<Record<BatchState, number>>;
  /** Of the refused ones, those that were given up because of a fault of ours: somebody has to look. */
  readonly givenUp: number;
  /** Rows by outcome, ever. */
  readonly rows: Readonly<Record<Outcome, number>>;
  /** Age of the oldest batch that is not finished, seconds; 0 when none waits. */
  readonly batchAge: number;
  /** Buckets marked and not yet counted again. */
  readonly marks: number;
  /** Seconds since the oldest of these marks; 0 when there is none. */
  readonly foldLag: number;
}

/** Reads the workload of one tenant. */
export async function readWorkload(database: Database, { clock }: Deps, acting: Acting): Promise<Workload> {
  const { tenantId } = acting;
  const since = (moment: Date | null): number =>
    moment === null ? 0 : Math.max(0, (clock.now().getTime() - moment.getTime()) / 1000);
  return inTenant(database, 'rollup', acting, async (trx) => {
    const [tenant, states, { marks, oldest }] = await Promise.all([
      trx.selectFrom('biz.tenant').select('slug').where('tenant_id', '=', tenantId).executeTakeFirstOrThrow(),
      trx
        .selectFrom('biz.batch')
        .select(({ fn }) => ['state', fn.min('received_at').as('oldest')])
        .select(sql<number>`count(*)::int`.as('batches'))
        .select(sql<number>`(count(*) filter (where refused_code = ${GIVEN_UP}))::int`.as('givenUp'))
        .select(OUTCOME_NAMES.map((name) => sql<string>`sum(${sql.ref(`${name}_count`)})`.as(name)))
        .where('tenant_id', '=', tenantId)
        .groupBy('state')
        .execute(),
      trx
        .selectFrom('biz.stat_dirty')
        .select([sql<number>`count(*)::int`.as('marks'), sql<Date | null>`min(marked_at)`.as('oldest')])
        .where('tenant_id', '=', tenantId)
        .executeTakeFirstOrThrow(),
    ]);
    const waiting = states.filter(({ state }) => state === 'queued' || state === 'running');
    const sumOf = (name: Outcome): number => states.reduce((sum, row) => sum + Number(row[name]), 0);
    return {
      slug: tenant.slug,
      batches: recordOf(BATCH_STATES, (name) => states.find(({ state }) => state === name)?.batches ?? 0),
      givenUp: states.reduce((sum, row) => sum + row.givenUp, 0),
      rows: recordOf(OUTCOME_NAMES, sumOf),
      batchAge: Math.max(0, ...waiting.map(({ oldest: received }) => since(received))),
      marks,
      foldLag: since(oldest),
    };
  });
}

function recordOf<K extends string>(names: readonly K[], valueOf: (name: K) => number): Record<K, number> {
  return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<K, number>;
}
