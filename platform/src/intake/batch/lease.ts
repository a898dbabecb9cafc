import { sql } from 'kysely';
import type { Acting, Database, Trx } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import { readDesk } from '../../tenants/read-desk.ts';
import type { Deps } from '../../kernel/deps.ts';
import { afterTaking, givenUpProblem, MAX_FAULTS, refusal, type FailedAttempts } from './faults.ts';

/** How long a worker may be silent before another may take its batch over. Renewed with every chunk. */
export const LEASE_MS = 60_000;

/** The right to work on a batch. Every write of the run carries the generation; an overtaken worker writes nothing. */
export interface Lease {
  /** At the desk of the tenant: new cases lie there. */
  readonly acting: Acting;
  /** Whether the desk itself sent it, or a system of its own; another body may send rows, but speaks for itself alone. */
  readonly isOfDesk: boolean;
  readonly batchId: string;
  readonly generation: number;
  readonly sourceId: number;
  readonly mappingVersion: number;
  readonly format: 'csv' | 'ndjson' | 'rows';
  readonly sha256: string;
  readonly receivedAt: Date;
  /** Its sender says that it counts, also where its rows seem older than what is stored. */
  readonly newestWins: boolean;
  /** Rows already committed with their outcomes. */
  readonly doneRows: number;
}

/** Thrown inside a transaction when another worker holds the batch now; rolls everything of the chunk back. */
export class LeaseLost extends Error {
  constructor(batchId: string) {
    super(`batch ${batchId} was taken over by another worker`);
    this.name = 'LeaseLost';
  }
}

/**
 * Takes a batch: the one named, else the oldest of the tenant that waits (queued, or running without a living worker).
 * One over which too many workers have died is given up instead. Null when there is nothing to take.
 */
export async function takeLease(
  database: Database,
  { clock }: Deps,
  acting: Acting,
  batchId?: string,
): Promise<Lease | null> {
  const now = clock.now();
  return inTenant(database, 'ingest', acting, async (trx) => {
    let waiting = await lockWaiting(trx, acting, now, batchId);
    let attempts: FailedAttempts | undefined;
    while (waiting !== undefined && (attempts = afterTaking(waiting)).failed_attempts >= MAX_FAULTS) {
      const end = refusal(givenUpProblem(waiting.id, attempts), now);
      await theBatch(trx, acting, waiting.id).set(end).execute();
      waiting = await lockWaiting(trx, acting, now, batchId);
    }
    if (waiting === undefined) return null;
    const row = await theBatch(trx, acting, waiting.id)
      .set((set) => ({
        state: 'running',
        generation: set('generation', '+', 1),
        lease_until: new Date(now.getTime() + LEASE_MS),
        paused_until: null,
        started_at: sql<Date>`coalesce(started_at, ${now})`,
        heartbeat_at: now,
        ...attempts,
      }))
      .returningAll()
      .executeTakeFirstOrThrow();
    const unitId = await readDesk(trx, acting.tenantId, now);
    return {
      acting: { ...acting, unitId },
      isOfDesk: row.by_unit_id === null || row.by_unit_id === unitId,
      batchId: row.id,
      generation: row.generation,
      sourceId: row.source_id,
      mappingVersion: row.mapping_version,
      format: row.format as Lease['format'],
      sha256: row.sha256,
      receivedAt: row.received_at,
      newestWins: row.newest_wins,
      doneRows: row.next_row,
    };
  });
}

const theBatch = (trx: Trx, { tenantId }: Acting, id: string) =>
  trx.updateTable('biz.batch').where('tenant_id', '=', tenantId).where('id', '=', id);

function lockWaiting(trx: Trx, { tenantId }: Acting, now: Date, batchId: string | undefined) {
  return trx
    .selectFrom('biz.batch')
    .select(['id', 'state', 'next_row', 'lease_until', 'failed_attempts', 'failed_at_row'])
    .where('tenant_id', '=', tenantId)
    .where('state', 'in', ['queued', 'running'])
    .where((where) => where.or([where('lease_until', 'is', null), where('lease_until', '<', now)]))
    .where((where) => where.or([where('paused_until', 'is', null), where('paused_until', '<', now)]))
    .$if(batchId !== undefined, (query) => query.where('id', '=', batchId ?? ''))
    .orderBy('received_at')
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
}

/** Gives a batch back so that anybody may go on at once. A lease already lost is nobody's to give back. */
export async function returnLease(database: Database, lease: Lease): Promise<void> {
  await inTenant(database, 'ingest', lease.acting, async (trx) => {
    await ownBatch(trx, lease).set({ lease_until: null }).execute();
  });
}

/** An update of the leased batch that does nothing once the lease is lost. */
export const ownBatch = (trx: Trx, { acting, batchId, generation }: Lease) =>
  trx
    .updateTable('biz.batch')
    .where('tenant_id', '=', acting.tenantId)
    .where('id', '=', batchId)
    .where('generation', '=', generation)
    .where('state', '=', 'running');
