import { actingOf, readUploadedRow } from '@liangji/platform';
import { z } from 'zod';
import { reRead } from '../../intake/re-reads.ts';
import { procedure } from '../base.ts';
import { WantedBatch } from './wanted.ts';

/** One row as it was sent: the end of every drill-down. */
export const rowProcedure = procedure
  .input(WantedBatch.extend({ rowNo: z.int().min(1) }))
  .query(({ ctx, input: { tenantId, batchId, rowNo } }) =>
    reRead(ctx.actor.tenantId, () =>
      readUploadedRow(ctx, ctx.actor.pool, actingOf(ctx.actor), tenantId, batchId, rowNo),
    ),
  );
