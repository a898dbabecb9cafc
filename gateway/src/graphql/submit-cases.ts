import './service/graphile-env.ts';
import type { COMMANDS } from '@liangji/platform';
import type { z } from 'zod';
import { access, context, lambda, list, object, sideEffect } from 'postgraphile/grafast';
import { extendSchema, gql } from 'postgraphile/utils';

/** Arguments of the mutation. */
export type SubmitInput = z.input<typeof COMMANDS.submitCasesCommand.input>;

type Submitted = z.output<typeof COMMANDS.submitCasesCommand.output>;

/** The command behind the mutation, already bound to whoever asks. Throws problems of the catalogue. */
export type Submit = (input: SubmitInput) => Promise<Submitted>;

declare global {
  namespace Grafast {
    interface Context {
      submit: Submit;
    }
  }
}

/** The one hand-written write: the command `submitCases` of the platform for small senders that speak GraphQL. */
export const submitCasesPlugin = extendSchema(() => ({
  typeDefs: gql`
    extend type Mutation {
      """
      Hands over at most 200 rows of a source system; for more, upload a file. Sending the same rows under the same
      clientBatchId again changes nothing and answers the same.
      """
      submitCases(
        """
        Needed only by senders with several source systems.
        """
        sourceCode: String
        """
        Chosen by the sender, unique within the source system.
        """
        clientBatchId: String!
        """
        These rows count, also where they seem older than what is stored: a correction, a case open again.
        """
        newestWins: Boolean
        """
        One object a row, with the field names of the system's own export.
        """
        rows: [JSON!]!
      ): SubmitCasesPayload!
    }

    type SubmitCasesPayload {
      """
      The batch these rows became, with its counts and findings.
      """
      batch: SubmittedBatch!
      """
      One entry a row, in the order of the rows.
      """
      rows: [SubmittedRow!]!
    }

    """
    What the command answered of the batch: its sender reads it although its body may not read the batches of the county.
    """
    type SubmittedBatch {
      tenantId: Int!
      id: UUID!
      clientBatchId: String!
      state: String!
      """
      Null until the rows are counted.
      """
      rowCount: Int
      createdCount: Int!
      updatedCount: Int!
      unchangedCount: Int!
      staleCount: Int!
      supersededCount: Int!
      rejectedCount: Int!
      skippedCount: Int!
      warningCount: Int!
      """
      What was noticed, in the order of the rows.
      """
      findings(first: PageSize!): [SubmittedFinding!]!
    }

    type SubmittedFinding {
      rowNo: Int!
      code: String!
      """
      error or warning.
      """
      severity: String!
      field: String
      """
      Masked.
      """
      received: String
      expected: String
      externalId: String
    }

    type SubmittedRow {
      """
      Counted from 1.
      """
      rowNo: Int!
      """
      created, updated, unchanged, stale, superseded, rejected or skipped.
      """
      outcome: String!
      """
      Null where the row was rejected.
      """
      caseId: UUID
    }
  `,
  objects: {
    Mutation: {
      plans: {
        submitCases(_, fieldArgs) {
          const $input = object({
            sourceCode: fieldArgs.getRaw('sourceCode'),
            clientBatchId: fieldArgs.getRaw('clientBatchId'),
            newestWins: fieldArgs.getRaw('newestWins'),
            rows: fieldArgs.getRaw('rows'),
          });
          return sideEffect([context().get('submit'), $input], ([submit, input]) =>
            submit({
              ...input,
              sourceCode: input.sourceCode ?? undefined,
              newestWins: input.newestWins ?? undefined,
            } as SubmitInput),
          );
        },
      },
    },
    SubmitCasesPayload: {
      plans: {
        batch: ($submitted) => lambda($submitted, (submitted) => batchOf(submitted as Submitted)),
        rows: ($submitted) => access($submitted, 'rows'),
      },
    },
    SubmittedBatch: {
      plans: {
        findings: ($batch, args) =>
          lambda(list([access($batch, 'findings'), args.getRaw('first')]), ([findings, first]) =>
            (findings as Submitted['findings']).slice(0, first as number),
          ),
      },
    },
  },
}));

/** The batch of the answer under the names that the schema has for batches. */
function batchOf({ batch, findings }: Submitted) {
  const { batchId: id, rows: rowCount, warnings: warningCount, outcomes, ...same } = batch;
  const counts = Object.entries(outcomes).map(([outcome, count]) => [`${outcome}Count`, count]);
  return { ...same, id, rowCount, warningCount, ...Object.fromEntries(counts), findings };
}
