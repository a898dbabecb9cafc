import './service/graphile-env.ts';
import { PersistedPlugin } from '@grafserv/persisted';
import type { GraphQLError } from 'postgraphile/graphql';
import 'postgraphile/grafserv';
import { hashOf } from './documents/choose-document.ts';
import type { Documents } from './documents/read-documents.ts';

/**
 * Milliseconds. Planning blocks the process, so it is short; not shorter, because the first plan of a fresh process on
 * a busy machine takes a few hundred. The database ends statements of its own after the role's statement_timeout.
 */
const TIMEOUTS = { planning: 2_000, execution: 10_000 };

/** A body holds at most 200 rows of `submitCases`; more goes through the upload endpoint. */
export const BODY_LIMIT_BYTES = 1024 * 1024;

/** How requests are taken: POST only, trusted documents by hash, no page of its own, errors through the catalogue. */
export function serverPreset(
  documents: Documents,
  free: boolean,
  maskError: (error: GraphQLError) => GraphQLError,
): GraphileConfig.Preset {
  return {
    plugins: [PersistedPlugin],
    grafserv: {
      graphqlPath: '/graphql',
      graphqlOverGET: false,
      graphiql: false,
      graphiqlOnGraphQLGET: false,
      websockets: false,
      watch: false,
      maxRequestLength: BODY_LIMIT_BYTES,
      outputDataAsString: true,
      allowedRequestContentTypes: ['application/json'],
      hashFromPayload: hashOf,
      persistedOperations: Object.fromEntries([...documents.all].map(([hash, { text }]) => [hash, text])),
      allowUnpersistedOperation: free,
      maskError,
    },
    grafast: { explain: false, timeouts: TIMEOUTS },
  };
}
