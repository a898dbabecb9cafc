import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './schema.d.ts';

/** Types of a query from its text. It exists for the compiler only: the build puts the parsed document in its place. */
export const graphql = initGraphQLTada<{
  /** A fragment is the list of its fields, not something to be kept apart. */
  disableMasking: true;
  introspection: introspection;
  scalars: {
    BigInt: string;
    Cursor: string;
    Date: string;
    Datetime: string;
    JSON: unknown;
    PageSize: number;
    UUID: string;
  };
}>();
