import { error } from '@sveltejs/kit';
import { filterVariables } from '#lib/cases/filter-variables.ts';
import { readFilters } from '#lib/cases/filters.ts';
import { ask } from '#lib/graphql/ask.ts';
import { CatalogueClasses, CountyCases } from './cases.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async (event) => {
  const { client, actor } = await event.parent();
  if (actor.kind !== 'county') error(404, 'not found');
  const filters = readFilters(event.url.searchParams);
  const variables = { tenantId: actor.tenant.id, ...filterVariables(filters, new Date()) };
  const { cases, sourceSystems } = await ask(event, client, CountyCases, variables);
  const catalogues = [...new Set(sourceSystems.map((source) => source.catalogueId))];
  const lists = await Promise.all(
    catalogues.map((catalogueId) => ask(event, client, CatalogueClasses, { catalogueId })),
  );
  const classes = lists.flatMap((list) => list.classes).map(({ id, className }) => ({ id, name: className }));
  return { filters, cases, classes };
};
