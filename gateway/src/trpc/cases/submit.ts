import { z } from 'zod';
import { submitAs } from '../../intake/submit.ts';
import { procedure } from '../base.ts';

/** At most 200 rows of a source system, merged before the answer; for more, upload a file. */
export const submitProcedure = procedure
  .input(
    z.object({
      /** Needed only by senders with several source systems. */
      sourceCode: z.string().max(64).optional(),
      clientBatchId: z.string().min(1).max(128),
      rows: z.array(z.record(z.string(), z.unknown())),
    }),
  )
  .mutation(({ ctx, input }) => submitAs(ctx, ctx.actor, { ...input, sourceCode: input.sourceCode ?? null }));
