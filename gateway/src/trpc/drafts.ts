import { actingOf, COMMANDS, DraftKey, listDrafts } from '@liangji/platform';
import { asActor } from '../identity/as-actor.ts';
import { procedure, router } from './base.ts';
import { commandProcedure } from './command.ts';

/** What somebody typed and has not sent: nobody else reads it, so no list of GraphQL shows it. */
export const drafts = router({
  put: commandProcedure(COMMANDS.putDraftCommand),
  delete: commandProcedure(COMMANDS.deleteDraftCommand),
  list: procedure
    .input(DraftKey.pick({ about: true }).partial())
    .query(({ ctx: { database, actor }, input: { about } }) =>
      asActor(database, actor, async (trx) => {
        const found = await listDrafts(trx, actingOf(actor), about);
        return found.map((draft) => ({ ...draft, updatedAt: draft.updatedAt.toISOString() }));
      }),
    ),
});
