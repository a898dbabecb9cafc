import '../service/graphile-env.ts';
import { verdictOf, type JudgedCase } from '@liangji/platform';
import type { PgSelectSingleStep } from 'postgraphile/@dataplan/pg';
import { context, lambda, list } from 'postgraphile/grafast';
import { extendSchema, gql } from 'postgraphile/utils';

/** Columns of api.case that are judged, by the field they are in a case. */
const JUDGED = {
  disposedAt: 'disposed_at',
  closedAt: 'closed_at',
  refusedAt: 'refused_at',
  voidedAt: 'voided_at',
  suspendedAt: 'suspended_at',
  resumedAt: 'resumed_at',
  dueAt: 'due_at',
} as const satisfies Partial<Record<keyof JudgedCase, string>>;

type Fields = readonly [readonly (string | null)[], boolean, () => Date];

/** The verdict on a row of api.case now; instants of a row come as text. */
function judge([instants, selfHandled, now]: Fields): string {
  const dates = instants.map((text) => (text === null ? null : new Date(text)));
  const names = Object.keys(JUDGED) as (keyof typeof JUDGED)[];
  const judged = Object.fromEntries(names.map((name, index) => [name, dates[index] ?? null]));
  return verdictOf({ ...judged, selfHandled } as JudgedCase, now());
}

/** What the clock says of a case, so that no screen judges. */
export const verdictPlugin = extendSchema({
  typeDefs: gql`
    extend type Case {
      """
      By our deadline and the clock: in_time or late, running or overdue, suspended, no_deadline, self_handled, refused, void.
      """
      verdict: String!
    }
  `,
  objects: {
    Case: {
      plans: {
        verdict($case: PgSelectSingleStep) {
          const $instants = list(Object.values(JUDGED).map((column) => $case.get(column)));
          return lambda(list([$instants, $case.get('self_handled'), context().get('asker').get('now')]), (fields) =>
            judge(fields as Fields),
          );
        },
      },
    },
  },
});
