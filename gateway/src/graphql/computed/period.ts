import '../service/graphile-env.ts';
import { calendarOf, waitsForNotice } from '@liangji/platform';
import type { PgSelectSingleStep } from 'postgraphile/@dataplan/pg';
import { context, loadOne } from 'postgraphile/grafast';
import { extendSchema, gql } from 'postgraphile/utils';
import { asActor } from '../../identity/as-actor.ts';
import type { Asker } from './computed.ts';

type Days = readonly [fromDay: string, toDay: string];

/** All periods of a list at once, so that the calendar of whoever asks is read once. */
const areProvisional = (periods: readonly Days[], { shared }: { shared: Asker }) =>
  asActor(shared.database, shared.actor, async (trx) => {
    const calendar = await calendarOf(trx, shared.actor.tenantId);
    return periods.map(([fromDay, toDay]) => waitsForNotice(calendar, fromDay, toDay));
  });

/** Whether the figures of a period lean on days nobody knows yet. */
export const periodPlugin = extendSchema({
  typeDefs: gql`
    extend type Period {
      """
      True where a holiday notice not yet published may move deadlines of its days.
      """
      provisional: Boolean!
    }
  `,
  objects: {
    Period: {
      plans: {
        provisional($period: PgSelectSingleStep) {
          const shared = () => context().get('asker');
          return loadOne([$period.get('from_day'), $period.get('to_day')], { shared, load: areProvisional as never });
        },
      },
    },
  },
});
