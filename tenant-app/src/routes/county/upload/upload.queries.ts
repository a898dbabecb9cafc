import { graphql } from '#lib/graphql/tada.ts';

/** The county's source systems, each with the mapping its files are read with. */
export const SourceSystems = graphql(`
  query SourceSystems($tenantId: Int!) {
    sourceSystems(tenantId: $tenantId, first: 100) {
      tenantId
      id
      code
      name
      catalogueId
    }
  }
`);
