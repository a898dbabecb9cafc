import { actingOf, findingsByCode, getBatch, readSender, readUploadedRow } from '@liangji/platform';
import { z } from 'zod';
import { asActor } from '../identity/as-actor.ts';
import { reRead } from '../intake/re-reads.ts';
import { procedure, router } from './base.ts';

/** A batch by its id; a city names the county. What somebody may not see is not found. */
const WantedBatch = z.object({ tenantId: z.int(), batchId: z.uuid() });

export const batch = router({
  /** How far a batch is and what became of its rows so far; asked again and again while it runs. */
  get: procedure
    .input(WantedBatch)
    .query(({ ctx, input }) => asActor(ctx.database, ctx.actor, (trx) => getBatch(trx, input.tenantId, input.batchId))),

  /** Findings by code, errors first, each with its first examples. */
  findings: procedure.input(WantedBatch).query(({ ctx, input: { tenantId, batchId } }) =>
    asActor(ctx.database, ctx.actor, async (trx) => {
      await getBatch(trx, tenantId, batchId);
      return findingsByCode(trx, tenantId, batchId);
    }),
  ),

  /** One row as it was sent: the end of every drill-down. */
  row: procedure
    .input(WantedBatch.extend({ rowNo: z.int().min(1) }))
    .query(({ ctx, input: { tenantId, batchId, rowNo } }) =>
      reRead(ctx.actor.tenantId, () =>
        readUploadedRow(ctx, ctx.actor.pool, actingOf(ctx.actor), tenantId, batchId, rowNo),
      ),
    ),

  /** The name of whoever sent it. */
  sender: procedure
    .input(WantedBatch)
    .query(({ ctx, input: { tenantId, batchId } }) =>
      readSender(ctx.database, ctx.actor.pool, actingOf(ctx.actor), tenantId, batchId),
    ),
});
