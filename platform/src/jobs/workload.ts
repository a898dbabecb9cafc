import { sql } from 'kysely';
import type { Acting, Database } from '../database/database.ts';
import { inTenant } from '../database/door.ts';
import type { Deps } from '../deps.ts';
import { OUTCOME_NAMES, type Outcome } from '../intake/services.ts';

export const BATCH_STATES = ['queued', 'running', 'completed', 'completed_with_rejects', 'refused'] as const;
export type WorkState = (typeof BATCH_STATES)[number];

/** What a tenant has sent, and what of it still waits; from its own tables, so every worker says the same. */
export interface Workload {
  readonly slug: string;
  /** Batches by state, ever. */
  readonly batches: Readonly<Record<WorkState, number>>;
  /** Rows by outcome, ever. */
  readonly rows: Readonly<Record<Outcome, number>>;
  /** Age of the oldest batch that is not finished, seconds; 0 when none waits. */
  readonly batchAge: number;
  /** Buckets marked and not yet counted again. */
  readonly marks: number;
  /** Seconds since a chunk of this tenant was last merged: no mark is younger. 0 when there is no mark. */
  readonly marksAge: number;
}

/** Reads the workload of one tenant. */
export async function readWorkload(database: Database, { clock }: Deps, acting: Acting): Promise<Workload> {
  const { tenantId } = acting;
  const since = (moment: Date): number => Math.max(0, (clock.now().getTime() - moment.getTime()) / 1000);
  return inTenant(database, 'rollup', acting, async (trx) => {
    const [tenant, states, { marks }] = await Promise.all([
      trx.selectFrom('biz.tenant').select('slug').where('tenant_id', '=', tenantId).executeTakeFirstOrThrow(),
      trx
        .selectFrom('biz.batch')
        .select(({ fn }) => ['state', fn.min('received_at').as('oldest'), fn.max('heartbeat_at').as('moved')])
        .select(sql<number>`count(*)::int`.as('batches'))
        .select(OUTCOME_NAMES.map((name) => sql<string>`sum(${sql.ref(`${name}_count`)})`.as(name)))
        .where('tenant_id', '=', tenantId)
        .groupBy('state')
        .execute(),
      trx
        .selectFrom('biz.stat_dirty')
        .select(sql<number>`count(*)::int`.as('marks'))
        .where('tenant_id', '=', tenantId)
        .executeTakeFirstOrThrow(),
    ]);
    const waiting = states.filter(({ state }) => state === 'queued' || state === 'running');
    const ages = (moments: readonly (Date | null)[]): number[] =>
      moments.filter((moment) => moment !== null).map(since);
    const sumOf = (name: Outcome): number => states.reduce((sum, row) => sum + Number(row[name]), 0);
    return {
      slug: tenant.slug,
      batches: recordOf(BATCH_STATES, (name) => states.find(({ state }) => state === name)?.batches ?? 0),
      rows: recordOf(OUTCOME_NAMES, sumOf),
      batchAge: Math.max(0, ...ages(waiting.map(({ oldest }) => oldest))),
      marks,
      marksAge: marks === 0 ? 0 : youngest(ages(states.map(({ moved }) => moved))),
    };
  });
}

const youngest = (ages: readonly number[]): number => (ages.length === 0 ? 0 : Math.min(...ages));

function recordOf<K extends string>(names: readonly K[], valueOf: (name: K) => number): Record<K, number> {
  return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<K, number>;
}
