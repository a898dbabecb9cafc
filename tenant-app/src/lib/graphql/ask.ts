import type { ApolloClient, OperationVariables, TypedDocumentNode } from '@apollo/client';
import { orErrorPage } from './error-page.ts';
import type { Asking } from './error-page.ts';

/**
 * Runs one trusted query for a `load`. It always asks the gateway (figures move); the answer lands in the client's
 * cache, where `watch` finds it. In the first page of the browser the answer is the one the server wrote into the page.
 */
export const ask = <Data, Variables extends OperationVariables>(
  event: Asking,
  client: ApolloClient,
  query: TypedDocumentNode<Data, Variables>,
  variables: NoInfer<Variables>,
): Promise<Data> =>
  orErrorPage(event, async () => {
    const options = { query, variables, context: { fetch: event.fetch }, fetchPolicy: 'network-only' };
    const { data } = await client.query(options as Parameters<typeof client.query<Data, Variables>>[0]);
    return data as Data;
  });
