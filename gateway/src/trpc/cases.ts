import {
  ACT_COMMANDS,
  classRules,
  classRulesInput,
  COMMANDS,
  innerOfBody,
  innerOfBodyInput,
  inTwo,
  likelyDuplicates,
  likelyDuplicatesInput,
  locate,
  locateInput,
  openOfCaller,
  openOfCallerInput,
  searchBodies,
  readOffers,
  readOffersInput,
  searchBodiesInput,
  searchClasses,
  searchClassesInput,
  suggestUnit,
  suggestUnitInput,
  type ActName,
} from '@liangji/platform';
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
  /** What the bar of a case or of a task offers, and why not the rest. */
  actions: queryProcedure(readOffersInput, async (trx, actor, input, { clock }) => {
    const read = await readOffers(trx, actor, input, clock.now());
    const words = ({ refusal, ...offer }: (typeof read.offers)[number]) => ({
      ...offer,
      refusal: refusal && inTwo(refusal, actor.tenant.timeZone),
    });
    return { ...read, offers: read.offers.map(words) };
  }),
  reveal_reporter: commandProcedure(COMMANDS.revealReporterCommand),

  // What an acceptor needs around a new case.
  locate: queryProcedure(locateInput, async (trx, actor, input, { clock }) => ({
    places: await locate(trx, actor, input, clock.now()),
  })),
  search_classes: queryProcedure(searchClassesInput, (trx, _actor, input) => searchClasses(trx, input)),
  class_rules: queryProcedure(classRulesInput, async (trx, _actor, input, { clock }) => ({
    rules: await classRules(trx, input, clock.now()),
  })),
  likely_duplicates: queryProcedure(likelyDuplicatesInput, async (trx, _actor, input, { clock }) => ({
    duplicates: await likelyDuplicates(trx, input, clock.now()),
  })),
  suggest_unit: queryProcedure(suggestUnitInput, async (trx, _actor, input, { clock }) => ({
    suggestions: await suggestUnit(trx, input, clock.now()),
  })),
  search_bodies: queryProcedure(searchBodiesInput, async (trx, _actor, input, { clock }) => ({
    bodies: await searchBodies(trx, input, clock.now()),
  })),
  /** Squads and people of the own body, for a task that is given to one of them. */
  inner_of_body: queryProcedure(innerOfBodyInput, (trx, actor, _input, { clock }) =>
    innerOfBody(trx, actor, clock.now()),
  ),
  open_of_caller: queryProcedure(openOfCallerInput, async (trx, actor, input, deps) => ({
    cases: await openOfCaller(trx, deps, actor, input),
  })),
});
