import { actingOf, closePeriod, requireRight } from '@liangji/platform';
import { z } from 'zod';
import { procedure } from '../base.ts';

/** Freezes a period of the city; closing it again changes nothing. */
export const closeProcedure = procedure
  .input(z.object({ label: z.string().min(1).max(64) }))
  .mutation(async ({ ctx, input }) => {
    requireRight(ctx.actor, 'closePeriod');
    const { period } = await closePeriod(ctx.database, ctx.deps, actingOf(ctx.actor), input.label);
    return period;
  });
