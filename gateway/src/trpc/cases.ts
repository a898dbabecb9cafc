import {
  classRules,
  classRulesInput,
  COMMANDS,
  likelyDuplicates,
  likelyDuplicatesInput,
  locate,
  locateInput,
  openOfCaller,
  openOfCallerInput,
  searchBodies,
  searchBodiesInput,
  searchClasses,
  searchClassesInput,
  suggestUnit,
  suggestUnitInput,
} from '@liangji/platform';
import { router } from './base.ts';
import { commandProcedure } from './command.ts';
import { queryProcedure } from './query.ts';

export const cases = router({
  submit: commandProcedure(COMMANDS.submitCasesCommand),
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
  open_of_caller: queryProcedure(openOfCallerInput, async (trx, actor, input, deps) => ({
    cases: await openOfCaller(trx, deps, actor, input),
  })),
});
