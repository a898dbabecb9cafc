import '../service/graphile-env.ts';
import { explainResults, type ExplainedResult, type ReadResult } from '@liangji/platform';
import type { PgSelectSingleStep } from 'postgraphile/@dataplan/pg';
import { context, get, loadOne, type Step } from 'postgraphile/grafast';
import { extendSchema, gql } from 'postgraphile/utils';
import { asActor } from '../../identity/as-actor.ts';
import type { Asker } from './computed.ts';

type Columns = readonly [ReadResult['cityId'], ReadResult['pinned'], ReadResult['document']];

/** All results of a list at once, so that their scheme is read once. */
const explainAll = (results: readonly Columns[], { shared }: { shared: Asker }) =>
  asActor(shared.database, shared.actor, (trx) =>
    explainResults(
      trx,
      results.map(([cityId, pinned, document]) => ({ cityId, pinned, document })),
    ),
  );

const explained = (part: keyof ExplainedResult) => ($result: PgSelectSingleStep) => {
  const columns = [$result.get('city_id'), $result.get('pinned'), $result.get('document')];
  const shared = () => context().get('asker');
  const $explained: Step<ExplainedResult> = loadOne(columns, { shared, load: explainAll as never });
  return get($explained, part);
};

/** Why a result is what it is, so that no screen reads a formula or scores again. */
export const scorePlugin = extendSchema({
  typeDefs: gql`
    extend type Result {
      """
      The score as a tree, down to the counters and entered values. A node is {kind, name, title, formula, direction,
      value {state, printed, numerator, denominator, noData}, weight, contribution, full, lost, steps, cells,
      isInferred, notes, isRepeated, children}; all figures are printed, all words are {zh, en}. The cases of a node of
      kind counter are listed by countedCases under its name. Null for a result of an early release, which pinned no scheme.
      """
      explanation: JSON
      """
      Trees of what the scheme shows and does not score.
      """
      unscored: JSON!
      """
      The weighted parts of the score, in the order of the scheme; empty where the score is not weighted.
      """
      indicators: [ScoreIndicator!]!
      """
      What the score has lost of 100 points, printed: the lost points of its indicators add up to it. Null without a score, and
      where the score is not weighted.
      """
      lost: String
      """
      Why there is no score; null where there is one.
      """
      noData: NoFigure
    }

    type ScoreIndicator {
      """
      Name of the part in the scheme.
      """
      name: String!
      """
      Of the rate that the points are given for, else of the part itself; value, numerator and denominator likewise.
      """
      title: Sentence!
      """
      Printed: 40%
      """
      weight: String!
      """
      Our reading where the source leaves it open.
      """
      isInferred: Boolean!
      """
      As printed; null without data.
      """
      value: String
      points: String
      """
      Which values earn more points: higher or lower; null where its bands rise and fall.
      """
      direction: String
      """
      Points of the score that it brought; those of all indicators add up to the score. Null without data.
      """
      contribution: String
      """
      Points it could have brought.
      """
      full: String
      """
      full less contribution.
      """
      lost: String
      numerator: String
      denominator: String
    }

    type NoFigure {
      code: String!
      zh: String!
      en: String!
    }
  `,
  objects: {
    Result: {
      plans: {
        explanation: explained('score'),
        unscored: explained('unscored'),
        indicators: explained('indicators'),
        lost: explained('lost'),
        noData: explained('noData'),
      },
    },
  },
});
