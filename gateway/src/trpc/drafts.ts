import { actingOf, colleaguesOf, COMMANDS, DraftKey, listDrafts, listHanded } from '@liangji/platform';
import { asActor } from '../identity/as-actor.ts';
import { procedure, router } from './base.ts';
import { commandProcedure } from './command.ts';

const About = DraftKey.pick({ about: true }).partial();

/** What somebody typed and has not sent: nobody reads it but whom he hands it to, so no list of GraphQL shows it. */
export const drafts = router({
  put: commandProcedure(COMMANDS.putDraftCommand),
  delete: commandProcedure(COMMANDS.deleteDraftCommand),
  list: procedure.input(About).query(({ ctx: { database, actor }, input: { about } }) =>
    asActor(database, actor, async (trx) => {
      const found = await listDrafts(trx, actingOf(actor), about);
      return found.map((draft) => ({ ...draft, updatedAt: draft.updatedAt.toISOString() }));
    }),
  ),
  hand_over: commandProcedure(COMMANDS.handOverDraftsCommand),
  take: commandProcedure(COMMANDS.takeDraftCommand),
  /** Drafts that others handed to the actor. */
  handed: procedure.input(About).query(({ ctx: { database, actor }, input: { about } }) =>
    asActor(database, actor, async (trx) => {
      const found = await listHanded(trx, actingOf(actor), about);
      return found.map(({ updatedAt, ...draft }) => ({ ...draft, handedAt: updatedAt.toISOString() }));
    }),
  ),
  /** To whom the actor may hand drafts over. */
  colleagues: procedure.query(({ ctx: { database, actor, deps } }) =>
    asActor(database, actor, (trx) => colleaguesOf(trx, actor, deps.clock.now())),
  ),
});
