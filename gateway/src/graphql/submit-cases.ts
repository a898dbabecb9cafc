import './service/graphile-env.ts';
import type { COMMANDS } from '@liangji/platform';
import type { z } from 'zod';
import { access, context, object, sideEffect } from 'postgraphile/grafast';
import { extendSchema, gql } from 'postgraphile/utils';

/** Arguments of the mutation. */
export type SubmitInput = z.input<typeof COMMANDS.submitCasesCommand.input>;

/** The command behind the mutation, already bound to whoever asks. Throws problems of the catalogue. */
export type Submit = (input: SubmitInput) => Promise<z.output<typeof COMMANDS.submitCasesCommand.output>>;

declare global {
  namespace Grafast {
    interface Context {
      submit: Submit;
    }
  }
}

/** The one hand-written write: the command `submitCases` of the platform for small senders that speak GraphQL. */
export const submitCasesPlugin = extendSchema((build) => {
  const batches = build.pgResources['batch'];
  if (batches === undefined) throw new Error('schema api has no view batch');
  return {
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
          One object a row, with the field names of the system's own export.
          """
          rows: [JSON!]!
        ): SubmitCasesPayload!
      }

      type SubmitCasesPayload {
        """
        The batch these rows became, with its counts and findings.
        """
        batch: Batch!
        """
        One entry a row, in the order of the rows.
        """
        rows: [SubmittedRow!]!
      }

      type SubmittedRow {
        """
        Counted from 1.
        """
        rowNo: Int!
        """
        created, updated, unchanged, stale, superseded or rejected.
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
              rows: fieldArgs.getRaw('rows'),
            });
            return sideEffect([context().get('submit'), $input], ([submit, input]) =>
              submit({ ...input, sourceCode: input.sourceCode ?? undefined } as SubmitInput),
            );
          },
        },
      },
      SubmitCasesPayload: {
        plans: {
          batch($submitted) {
            const $batch = access($submitted, 'batch');
            return batches.get({ tenant_id: access($batch, 'tenantId'), id: access($batch, 'batchId') });
          },
          rows: ($submitted) => access($submitted, 'rows'),
        },
      },
    },
  };
});
