import { actingOf, readSender } from '@liangji/platform';
import { procedure } from '../base.ts';
import { WantedBatch } from './wanted.ts';

/** The name of whoever sent a batch. */
export const senderProcedure = procedure
  .input(WantedBatch)
  .query(({ ctx, input: { tenantId, batchId } }) =>
    readSender(ctx.database, ctx.actor.pool, actingOf(ctx.actor), tenantId, batchId),
  );
