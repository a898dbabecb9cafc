import type { ApolloClient, OperationVariables, TypedDocumentNode } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { error, isHttpError } from '@sveltejs/kit';
import { toSignIn } from '#lib/session/sign-in.ts';
import { SignedOut } from './failures.ts';

/** The parts of a SvelteKit `load` event a query needs. */
export interface Asking {
  fetch: typeof fetch;
  url: { pathname: string; search: string };
}

/**
 * Runs one trusted query for a `load`. It always asks the gateway (figures move); the answer lands in the client's
 * cache, where `watch` finds it. In the first page of the browser the answer is the one the server wrote into the page.
 */
export async function ask<Data, Variables extends OperationVariables>(
  event: Asking,
  client: ApolloClient,
  query: TypedDocumentNode<Data, Variables>,
  variables: NoInfer<Variables>,
): Promise<Data> {
  try {
    const options = { query, variables, context: { fetch: event.fetch }, fetchPolicy: 'network-only' };
    const { data } = await client.query(options as Parameters<typeof client.query<Data, Variables>>[0]);
    return data as Data;
  } catch (failure) {
    if (isHttpError(failure)) throw failure;
    if (failure instanceof SignedOut) toSignIn(event.url);
    console.error(failure);
    if (isOfAddress(failure)) error(404, 'not found');
    error(503, 'gateway');
  }
}

/** Asked with what stands in the address, which means nothing: a cursor of another list, a number beyond every column. */
const isOfAddress = (failure: unknown): boolean =>
  CombinedGraphQLErrors.is(failure) && failure.errors.every(({ extensions }) => extensions?.['status'] === 400);
