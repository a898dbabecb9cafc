import { findingsByCode, getBatch } from '@liangji/platform';
import { asActor } from '../../identity/as-actor.ts';
import { procedure } from '../base.ts';
import { WantedBatch } from './wanted.ts';

/** Findings of a batch by code, errors first, each with its first examples. */
export const findingsProcedure = procedure.input(WantedBatch).query(({ ctx, input: { tenantId, batchId } }) =>
  asActor(ctx.database, ctx.actor, async (trx) => {
    await getBatch(trx, tenantId, batchId);
    return findingsByCode(trx, tenantId, batchId);
  }),
);
