import { sql } from 'kysely';
import type { Trx } from '../../database/database.ts';
import type { Deps } from '../../kernel/deps.ts';
import { Problem } from '../../kernel/problem.ts';

/** Between which two closings of a tenant a transaction records; no closing comes between it and its commit. */
export interface Cut {
  /** Number of closings before: stands in every event recorded now. */
  readonly epoch: number;
  /** `recorded_at` of everything recorded now: after whatever a merge recorded before, whatever a machine's clock says. */
  readonly recordedAt: Date;
  /** Days that closings froze, as half-open instants: what is recorded about them now is late. */
  readonly closed: readonly { readonly from: Date; readonly to: Date }[];
}

/** First keys of the advisory locks; the second is the tenant. */
const CUT_LOCK = 734_003;
const MERGE_LOCK = 734_004;

/**
 * Whoever records takes this first: acts and merges share the lock, closing has it alone, so every recording is wholly
 * before a closing or wholly after it. An advisory lock, because its queue lets a closing in between acts that come without
 * pause; a shared lock on a row would starve it. SYS-NOT-FOUND for a tenant that who records cannot see.
 */
export async function shareCut(trx: Trx, deps: Deps, tenantId: number): Promise<Cut> {
  const [, cut] = await Promise.all([
    sql`select pg_advisory_xact_lock_shared(${CUT_LOCK}::int, ${tenantId}::int)`.execute(trx),
    readCut(trx, deps, tenantId),
  ]);
  return cut;
}

/** Merges of a tenant follow one another; before `shareCut`. */
export async function lockMerges(trx: Trx, tenantId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${MERGE_LOCK}::int, ${tenantId}::int)`.execute(trx);
}

/** For closing: waits for all who record, and keeps new ones waiting until this transaction ends. */
export async function closeCut(trx: Trx, deps: Deps, tenantId: number): Promise<Cut> {
  await sql`select pg_advisory_xact_lock(${CUT_LOCK}::int, ${tenantId}::int)`.execute(trx);
  return readCut(trx, deps, tenantId);
}

/** The same without a lock: for whoever only reads. */
export async function readCut(trx: Trx, { clock }: Deps, tenantId: number): Promise<Cut> {
  const [row, closings] = await Promise.all([
    trx
      .selectFrom('biz.period_cut')
      .select(['epoch', 'last_recorded_at'])
      .where('tenant_id', '=', tenantId)
      .executeTakeFirst(),
    trx.selectFrom('biz.closing').select(['from_at', 'to_at']).where('tenant_id', '=', tenantId).execute(),
  ]);
  if (row === undefined) throw new Problem('SYS-NOT-FOUND');
  const next = row.last_recorded_at.getTime() + 1; // instants are whole ms
  return {
    epoch: row.epoch,
    recordedAt: new Date(Math.max(clock.now().getTime(), next)),
    closed: closings.map(({ from_at: from, to_at: to }) => ({ from, to })),
  };
}

/** Notes what a merge recorded, so that the next one records later. */
export async function moveCut(trx: Trx, tenantId: number, { recordedAt }: Cut): Promise<void> {
  await trx
    .updateTable('biz.period_cut')
    .set({ last_recorded_at: recordedAt })
    .where('tenant_id', '=', tenantId)
    .execute();
}

/** Whether an instant lies in days that a closing froze. */
export const isFrozenAt = ({ closed }: Cut, at: Date): boolean => closed.some(({ from, to }) => at >= from && at < to);
