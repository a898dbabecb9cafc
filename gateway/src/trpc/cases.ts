import { ACT_COMMANDS, COMMANDS, QUERIES, type ActName } from '@liangji/platform';
import type { z } from 'zod';
import { router } from './base.ts';
import { commandProcedure } from './command.ts';
import { queryProcedure } from './query.ts';

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
  held: queryProcedure(QUERIES.heldCasesQuery),
  counted_in: queryProcedure(QUERIES.countedInQuery),
  now: queryProcedure(QUERIES.caseNowQuery),
  find: queryProcedure(QUERIES.findCasesQuery),
  /** What the bar of a case or of a task offers, and why not the rest. */
  actions: queryProcedure(QUERIES.actionsQuery),
  reveal_reporter: commandProcedure(COMMANDS.revealReporterCommand),

  // What an acceptor needs around a new case.
  locate: queryProcedure(QUERIES.locate),
  search_classes: queryProcedure(QUERIES.search_classes),
  class_rules: queryProcedure(QUERIES.class_rules),
  likely_duplicates: queryProcedure(QUERIES.likely_duplicates),
  suggest_unit: queryProcedure(QUERIES.suggest_unit),
  search_bodies: queryProcedure(QUERIES.search_bodies),
  /** Squads and people of the own body, for a task that is given to one of them. */
  inner_of_body: queryProcedure(QUERIES.innerOfBodyQuery),
  open_of_caller: queryProcedure(QUERIES.openOfCallerQuery),
});
