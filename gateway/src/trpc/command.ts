import type { Command } from '@liangji/platform';
import type { ZodType } from 'zod';
import { performCounted } from '../quota/perform-counted.ts';
import { procedure } from './base.ts';

/** The procedure of a command: the platform checks right and input, this face only brings them. */
export const commandProcedure = <Input, Output>(command: Command<string, Input, Output>) =>
  procedure
    .input(command.input as ZodType<Input, Input>)
    .mutation(({ ctx, input }): Promise<Output> =>
      performCounted(ctx, ctx.actor, command, { input, key: ctx.idempotencyKey }, ctx.use),
    );
