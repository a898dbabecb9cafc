import { getBatch } from '@liangji/platform';
import { asActor } from '../../identity/as-actor.ts';
import { procedure } from '../base.ts';
import { WantedBatch } from './wanted.ts';

/** How far a batch is and what became of its rows so far; asked again and again while it runs. */
export const getBatchProcedure = procedure
  .input(WantedBatch)
  .query(({ ctx, input }) => asActor(ctx.database, ctx.actor, (trx) => getBatch(trx, input.tenantId, input.batchId)));
