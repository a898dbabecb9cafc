import type { Query } from '@liangji/platform';
import { answerQuery } from '../openapi/answer-query.ts';
import { procedure } from './base.ts';

/** The procedure of a question that GraphQL cannot answer: one reading transaction in the pool of whoever asks. */
export const queryProcedure = <Input, Output>(query: Query<Input, Output>) =>
  procedure.input(query.input).query(({ ctx, input }): Promise<Output> => answerQuery(ctx, ctx.actor, query, input));
