import { COMMANDS, explainDeadline } from '@liangji/platform';
import { z } from 'zod';
import { asActor } from '../identity/as-actor.ts';
import { procedure, router } from './base.ts';
import { commandProcedure } from './command.ts';

export const cases = router({
  submit: commandProcedure(COMMANDS.submitCasesCommand),

  /** The deadline of a case, walked segment by segment, beside the sender's claim. */
  explainDeadline: procedure
    .input(z.object({ tenantId: z.int(), caseId: z.uuid() }))
    .query(({ ctx, input }) =>
      asActor(ctx.database, ctx.actor, (trx) => explainDeadline(trx, input.tenantId, input.caseId)),
    ),
});
