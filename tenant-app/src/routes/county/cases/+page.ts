import { error, redirect } from '@sveltejs/kit';
import { groupClasses } from '#lib/cases/class-groups.ts';
import { filterVariables } from '#lib/cases/filter-variables.ts';
import { readFilters, writeFilters } from '#lib/cases/filters.ts';
import { ask } from '#lib/graphql/ask.ts';
import { CatalogueClasses, CountyCases } from './cases.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async (event) => {
  const { client, actor } = await event.parent();
  if (actor.kind !== 'county') error(404, 'not found');
  const filters = readFilters(event.url.searchParams);
  // The form sends every control, empty ones too: the address keeps only what narrows the list.
  if ([...event.url.searchParams.values()].includes('')) redirect(303, event.url.pathname + writeFilters(filters));
  const variables = { tenantId: actor.tenant.id, ...filterVariables(filters, new Date()) };
  const { cases, sourceSystems } = await ask(event, client, CountyCases, variables);
  const catalogues = [...new Set(sourceSystems.map((source) => source.catalogueId))];
  const lists = await Promise.all(
    catalogues.map((catalogueId) => ask(event, client, CatalogueClasses, { catalogueId })),
  );
  return { filters, cases, classes: groupClasses(lists.flatMap((list) => list.classes)) };
};
