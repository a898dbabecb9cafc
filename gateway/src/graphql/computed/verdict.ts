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
  const named = Object.keys(JUDGED).map((name, index) => [name, instants[index]]);
  return verdictOf(judgedOf({ ...Object.fromEntries(named), selfHandled }), now());
}

/** Columns that `judgedOf` needs. */
export const JUDGED_COLUMNS: readonly string[] = [...Object.values(JUDGED), 'self_handled'];

/** What is judged of a row of a page; its instants are text. */
export function judgedOf(row: Readonly<Record<string, unknown>>): JudgedCase {
  const dates = Object.keys(JUDGED).map((name) => [name, row[name] == null ? null : new Date(row[name] as string)]);
  return { ...Object.fromEntries(dates), selfHandled: row['selfHandled'] } as JudgedCase;
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
