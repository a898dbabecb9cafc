import { actingOf, readSender } from '@liangji/platform';
import { roleOf } from '../../identity/as-actor.ts';
import { procedure } from '../base.ts';
import { WantedBatch } from './wanted.ts';

/** The name of whoever sent a batch. */
export const senderProcedure = procedure
  .input(WantedBatch)
  .query(({ ctx, input: { tenantId, batchId } }) =>
    readSender(ctx.database, roleOf(ctx.actor), actingOf(ctx.actor), tenantId, batchId),
  );
