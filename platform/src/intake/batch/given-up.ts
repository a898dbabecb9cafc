import { writeAudit } from '../../audit/write-audit.ts';
import type { Acting, Database } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import type { Deps } from '../../kernel/deps.ts';
import type { CodeOf } from '../../kernel/message.ts';

/** Under this code a batch ends that we gave up: its file is not at fault. */
export const GIVEN_UP = 'SYS-FAULT' satisfies CodeOf<'problem'>;

/** A batch that was given up after too many failures of ours. */
export interface GivenUpBatch {
  /** Whose. */
  readonly slug: string;
  readonly batchId: string;
  readonly fileName: string | null;
  readonly receivedAt: Date;
  readonly givenUpAt: Date | null;
  /** Rows merged before. */
  readonly doneRows: number;
}

/** Those of one tenant, oldest first: what the operator has to look into. */
export async function readGivenUp(database: Database, acting: Acting): Promise<GivenUpBatch[]> {
  return inTenant(database, 'ingest', acting, (trx) =>
    trx
      .selectFrom('biz.batch as b')
      .innerJoin('biz.tenant as t', 't.tenant_id', 'b.tenant_id')
      .select([
        't.slug',
        'b.id as batchId',
        'b.file_name as fileName',
        'b.received_at as receivedAt',
        'b.finished_at as givenUpAt',
        'b.next_row as doneRows',
      ])
      .where('b.tenant_id', '=', acting.tenantId)
      .where('b.refused_code', '=', GIVEN_UP)
      .orderBy('b.received_at')
      .execute(),
  );
}

/**
 * Lets workers try a given-up batch again, from the row it had come to, with as many attempts as a new one. Returns whether
 * there was such a batch. The sweeper finds it within a minute.
 */
export async function retryBatch(database: Database, deps: Deps, acting: Acting, batchId: string): Promise<boolean> {
  return inTenant(database, 'ingest', acting, async (trx) => {
    const waiting = await trx
      .updateTable('biz.batch')
      .set({
        state: 'queued',
        refused_code: null,
        refused_details: null,
        finished_at: null,
        failed_attempts: 0,
        failed_at_row: null,
      })
      .where('tenant_id', '=', acting.tenantId)
      .where('id', '=', batchId)
      .where('refused_code', '=', GIVEN_UP)
      .returning('id')
      .execute();
    if (waiting.length === 0) return false;
    await writeAudit(trx, deps, acting, { action: 'batch.retry', subject: batchId, data: {} });
    return true;
  });
}
