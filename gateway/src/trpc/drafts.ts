import { actingOf, COMMANDS, listDrafts } from '@liangji/platform';
import { z } from 'zod';
import { asActor } from '../identity/as-actor.ts';
import { procedure, router } from './base.ts';
import { commandProcedure } from './command.ts';

/** What somebody typed and has not sent: nobody else reads it, so no list of GraphQL shows it. */
export const drafts = router({
  put: commandProcedure(COMMANDS.putDraftCommand),
  delete: commandProcedure(COMMANDS.deleteDraftCommand),
  list: procedure
    .input(z.object({ about: z.string().max(64).optional() }))
    .query(({ ctx: { database, actor }, input: { about } }) =>
      asActor(database, actor, async (trx) => {
        const found = await listDrafts(trx, actingOf(actor), about);
        return found.map((draft) => ({ ...draft, updatedAt: draft.updatedAt.toISOString() }));
      }),
    ),
});
