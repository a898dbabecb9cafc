import { ACT_COMMANDS, COMMANDS, readOffers, type ActName } from '@liangji/platform';
import { z } from 'zod';
import { procedure, router } from './base.ts';
import { commandProcedure } from './command.ts';

type Commands = typeof ACT_COMMANDS;

/** A procedure for every act on a case that is there. */
const acts = Object.fromEntries(
  (Object.entries(ACT_COMMANDS) as [ActName, Commands[keyof Commands]][]).map(([name, command]) => [
    name,
    commandProcedure(command),
  ]),
) as Readonly<Record<keyof Commands, ReturnType<typeof commandProcedure<Input, Output>>>>;
type Input = Commands[keyof Commands] extends { readonly input: z.ZodType<infer I> } ? I : never;
type Output = Commands[keyof Commands] extends { readonly output: z.ZodType<infer O> } ? O : never;

export const cases = router({
  submit: commandProcedure(COMMANDS.submitCasesCommand),
  register: commandProcedure(COMMANDS.register),
  self_handle: commandProcedure(COMMANDS.self_handle),
  ...acts,
  /** What the bar of a case or of a task offers, and why not the rest. */
  actions: procedure
    .input(z.strictObject({ tenantId: z.int32(), caseId: z.uuid(), taskId: z.uuid().optional() }))
    .query(({ ctx, input }) => readOffers(ctx, ctx.actor, input)),
});
