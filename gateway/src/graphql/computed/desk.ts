import '../service/graphile-env.ts';
import { countDesk } from '@liangji/platform';
import { context, loadOne } from 'postgraphile/grafast';
import { extendSchema, gql } from 'postgraphile/utils';
import { asActor } from '../../identity/as-actor.ts';
import type { Asker } from './computed.ts';

const load = async (keys: readonly unknown[], { shared: { database, actor, now } }: { shared: Asker }) => {
  const counted = await asActor(database, actor, (trx) => countDesk(trx, actor, now()));
  return keys.map(() => ({ counts: counted }));
};

/** What waits at the asker's desk. */
export const deskCountsPlugin = extendSchema({
  typeDefs: gql`
    extend type Query {
      """
      The desk of the body the asker acts for.
      """
      desk: Desk!
    }

    type Desk {
      """
      What waits there, kind by kind; kinds of which nothing waits are left out.
      """
      counts: [DeskCount!]!
    }

    type DeskCount {
      """
      cases, tasks (asked of the body), asked (by it), requests (it decides), reports (that wait for an acceptor), supervised
      (cases, whoever holds them), decisions (about cases of others) or mine (tasks of the asker inside of the body).
      """
      view: String!
      """
      State of the cases and decisions, kind of the tasks; request; report; case.
      """
      of: String!
      """
      At most 1000, of which the soonest due are judged.
      """
      total: Int!
      """
      Past the deadline.
      """
      over: Int!
      """
      Past the warning, and not over.
      """
      warn: Int!
    }
  `,
  objects: {
    Query: {
      plans: {
        desk: () =>
          loadOne(context().get('asker').get('actor'), {
            shared: () => context().get('asker'),
            load: load as never,
            name: 'desk',
          }),
      },
    },
  },
});
