import '../service/graphile-env.ts';
import { calendarOf, periodsWithFigures, waitsForNotice } from '@liangji/platform';
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

/** All periods of a list at once. */
const haveFigures = (periodIds: readonly string[], { shared }: { shared: Asker }) =>
  asActor(shared.database, shared.actor, async (trx) => {
    const found = await periodsWithFigures(trx, shared.actor, periodIds);
    return periodIds.map((id) => found.has(id));
  });

/** Whether a period has figures yet, and whether these lean on days nobody knows yet. */
export const periodPlugin = extendSchema({
  typeDefs: gql`
    extend type Period {
      """
      True where a holiday notice not yet published may move deadlines of its days.
      """
      provisional: Boolean!

      """
      True once a county that you may see is scored with cases of the period; backlog of earlier ones alone is no figure.
      """
      hasFigures: Boolean!
    }
  `,
  objects: {
    Period: {
      plans: {
        hasFigures($period: PgSelectSingleStep) {
          const shared = () => context().get('asker');
          return loadOne($period.get('id'), { shared, load: haveFigures as never });
        },
        provisional($period: PgSelectSingleStep) {
          const shared = () => context().get('asker');
          return loadOne([$period.get('from_day'), $period.get('to_day')], { shared, load: areProvisional as never });
        },
      },
    },
  },
});
