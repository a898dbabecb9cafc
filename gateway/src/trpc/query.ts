import type { Actor, Trx } from '@liangji/platform';
import type { ZodType } from 'zod';
import { asActor } from '../identity/as-actor.ts';
import { procedure, type TrpcContext } from './base.ts';

/** The procedure of a question that GraphQL cannot answer: one reading transaction in the pool of whoever asks. */
export const queryProcedure = <Input, Output>(
  input: ZodType<Input>,
  read: (trx: Trx, actor: Actor, input: Input, deps: TrpcContext['deps']) => Promise<Output>,
) =>
  procedure
    .input(input)
    .query(({ ctx, input: given }): Promise<Output> =>
      asActor(ctx.database, ctx.actor, (trx) => read(trx, ctx.actor, given as Input, ctx.deps)),
    );
