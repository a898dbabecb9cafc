import type { ApolloClient } from '@apollo/client';
import { ask, type Asking } from '#lib/graphql/ask.ts';
import { leaveOutEmpty } from '#lib/ui/empty-filters.ts';
import { BodyNames, CaseListPage, CatalogueClasses } from './case-list.queries.ts';
import { groupClasses } from './class-groups.ts';
import { filterVariables } from './filter-variables.ts';
import { readFilters, writeFilters } from './filters.ts';
import { toListed } from './to-listed.ts';

interface Reach {
  tenantId: number | null;
  cityId: number | null;
}

/** All that a list of cases shows; `reachOf` says whose cases a county of the address, or none, means. */
export async function loadCaseList(
  event: Asking & { url: URL },
  client: ApolloClient,
  reachOf: (county: string | null) => Reach,
) {
  const filters = readFilters(event.url.searchParams);
  leaveOutEmpty(event.url, writeFilters(filters));
  const reach = reachOf(filters.county);
  const variables = filterVariables(filters, new Date());
  const [{ caseTable, textStates, sourceSystems }, units] = await Promise.all([
    ask(event, client, CaseListPage, { ...reach, ...variables }),
    reach.tenantId === null ? [] : ask(event, client, BodyNames, { tenantId: reach.tenantId }).then(namesOf),
  ]);
  const catalogues = [...new Set(sourceSystems.map(({ catalogueId }) => catalogueId))];
  const lists = await Promise.all(
    catalogues.map((catalogueId) => ask(event, client, CatalogueClasses, { catalogueId })),
  );
  return {
    ...{ filters, variables, units, tenantId: reach.tenantId },
    total: caseTable.totalCount,
    ends: caseTable.pageInfo,
    cases: caseTable.nodes.map(toListed),
    classes: groupClasses(lists.flatMap(({ classes }) => classes)),
    /** Up to when all texts are searched; null before the first were. */
    textAsOf: textStates.map(({ asOf }) => asOf).toSorted()[0] ?? null,
  };
}

const namesOf = ({ bodies }: { bodies: { nodes: readonly { name: string }[] } }): string[] =>
  [...new Set(bodies.nodes.map(({ name }) => name))].toSorted();

export type LoadedCaseList = Awaited<ReturnType<typeof loadCaseList>>;
