import { z } from 'zod';
import { classRule, classRules, classRulesInput } from '../../catalogues/class-rules.ts';
import { foundClass, searchClasses, searchClassesInput } from '../../catalogues/search-classes.ts';
import { query } from '../../commands/query.ts';
import { likelyDuplicate, likelyDuplicates, likelyDuplicatesInput } from './likely-duplicates.ts';
import { locate, locatedPlace, locateInput } from './locate.ts';
import { foundBody, searchBodies, searchBodiesInput } from './search-bodies.ts';
import { suggestedUnit, suggestUnit, suggestUnitInput } from './suggest-unit.ts';

/** What whoever takes a case in or dispatches it needs to know around it. */
export const NEW_CASE_QUERIES = {
  locate: query({
    name: 'cases.locate',
    title: { zh: '定位', en: 'Where a point or an address lies' },
    input: locateInput,
    output: z.strictObject({ places: z.array(locatedPlace).describe('of a point one or none') }),
    problems: [],
    read: async (trx, actor, input, { clock }) => ({ places: await locate(trx, actor, input, clock.now()) }),
  }),
  search_classes: query({
    name: 'cases.search_classes',
    title: { zh: '查找类别', en: 'Find a class by words, code or pinyin' },
    input: searchClassesInput,
    output: z.strictObject({
      catalogueId: z.string(),
      classes: z.array(foundClass).describe('the likeliest first, at most 20'),
    }),
    problems: [],
    read: (trx, _actor, input) => searchClasses(trx, input),
  }),
  class_rules: query({
    name: 'cases.class_rules',
    title: { zh: '立案条件与时限', en: 'Filing conditions of a class with their limits' },
    input: classRulesInput,
    output: z.strictObject({ rules: z.array(classRule) }),
    problems: [],
    read: async (trx, _actor, input, { clock }) => ({ rules: await classRules(trx, input, clock.now()) }),
  }),
  likely_duplicates: query({
    name: 'cases.likely_duplicates',
    title: { zh: '疑似重复案卷', en: 'Cases of the class within 100 m and 7 days' },
    input: likelyDuplicatesInput,
    output: z.strictObject({ duplicates: z.array(likelyDuplicate).describe('the nearest first, at most 20') }),
    problems: [],
    read: async (trx, _actor, input, { clock }) => ({
      duplicates: await likelyDuplicates(trx, input, clock.now()),
    }),
  }),
  suggest_unit: query({
    name: 'cases.suggest_unit',
    title: { zh: '建议承办或采集单位', en: 'Bodies a case may be dispatched to, or that may look on the spot' },
    input: suggestUnitInput,
    output: z.strictObject({ suggestions: z.array(suggestedUnit).describe('the most specific duty first') }),
    problems: [],
    read: async (trx, actor, input, { clock }) => ({
      suggestions: await suggestUnit(trx, actor, input, clock.now()),
    }),
  }),
  search_bodies: query({
    name: 'cases.search_bodies',
    title: { zh: '查找单位', en: 'Find a body that may be given work' },
    input: searchBodiesInput,
    output: z.strictObject({ bodies: z.array(foundBody).describe('the likeliest first, at most 20') }),
    problems: [],
    read: async (trx, _actor, input, { clock }) => ({ bodies: await searchBodies(trx, input, clock.now()) }),
  }),
};
