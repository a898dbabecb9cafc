import type { ResultOf } from 'gql.tada';
import { DeskSummary } from '../desk.queries.ts';
import type { DeskClient, DeskStart } from './client.ts';
import { oneAtATime } from './one-at-a-time.ts';

export type Summary = ResultOf<typeof DeskSummary>['desk'];

/** What a desk shows beside its lists, in one answer: how much waits in each, what of it is urgent, what it supervises. */
export function createSummary({ ask }: DeskClient, start: DeskStart) {
  let summary = $state.raw<Summary>(start.summary);

  return {
    get counts() {
      return summary.counts;
    },
    get urgent() {
      return summary.urgent;
    },
    get supervision() {
      return summary.supervision;
    },
    read: oneAtATime(async () => {
      summary = (await ask(DeskSummary, {})).desk;
    }),
  };
}

export type SummaryState = ReturnType<typeof createSummary>;
