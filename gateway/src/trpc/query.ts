import type { Query } from '@liangji/platform';
import { asActor } from '../identity/as-actor.ts';
import { procedure } from './base.ts';

/** The procedure of a question that GraphQL cannot answer: one reading transaction in the pool of whoever asks. */
export const queryProcedure = <Input, Output>({ input, read }: Query<Input, Output>) =>
  procedure
    .input(input)
    .query(({ ctx, input: given }): Promise<Output> =>
      asActor(ctx.database, ctx.actor, (trx) => read(trx, ctx.actor, given as Input, ctx.deps)),
    );
