import '../service/graphile-env.ts';
import { deskNow } from '@liangji/platform';
import { context, loadOne } from 'postgraphile/grafast';
import { extendSchema, gql } from 'postgraphile/utils';
import { asActor } from '../../identity/as-actor.ts';
import type { Asker } from './computed.ts';

const load = async (keys: readonly unknown[], { shared: { database, actor, now } }: { shared: Asker }) => {
  const desk = await asActor(database, actor, (trx) => deskNow(trx, actor, now()));
  return keys.map(() => desk);
};

/** What the asker's desk shows beside its lists. */
export const deskPlugin = extendSchema({
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
      """
      Which cases of others the asker supervises; null where the modes in force let his post give no orders.
      """
      supervision: DeskSupervision
      """
      Urgent cases that wait for somebody of the body to take them; null for whoever takes no cases.
      """
      urgent: DeskUrgent
    }

    type DeskSupervision {
      """
      The cases alone that this desk commands; null: all of the city.
      """
      commandUnitId: Int
    }

    type DeskUrgent {
      """
      At most 100.
      """
      total: Int!
      """
      The one due first.
      """
      first: DeskUrgentCase
    }

    type DeskUrgentCase {
      tenantId: Int!
      caseId: UUID!
      caseNo: String!
      className: String
      address: String
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
