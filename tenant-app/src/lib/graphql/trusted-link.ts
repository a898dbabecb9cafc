import { ApolloLink } from '@apollo/client/link';
import { Observable } from 'rxjs';
import { unattendedHeader } from '#lib/attended/attended.ts';
import { SignedOut, ServiceDown } from './failures.ts';

/**
 * The only way a query leaves this app: the hash of a trusted document and its variables, never text. `fetch` of the
 * running `load` is passed in the context, so that the server forwards the visitor's cookie and the browser replays
 * the answer already inside the page instead of asking again.
 */
export const trustedLink = new ApolloLink(
  (operation) =>
    new Observable((observer) => {
      const abort = new AbortController();
      const ask = (operation.getContext().fetch ?? fetch) as typeof fetch;
      const { documentId } = operation.query as { documentId?: string };
      if (!documentId) throw new Error(`${operation.operationName} is not a trusted document`);
      ask('/graphql', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json, application/json',
          ...unattendedHeader(),
        },
        body: JSON.stringify({ documentId, operationName: operation.operationName, variables: operation.variables }),
        signal: abort.signal,
      })
        .then(async (response) => {
          if (response.status === 401) throw new SignedOut();
          if (response.status >= 500) throw new ServiceDown(response.status);
          observer.next((await response.json()) as ApolloLink.Result);
          observer.complete();
        })
        .catch((error: unknown) => {
          if (!abort.signal.aborted) observer.error(error);
        });
      return () => abort.abort();
    }),
);
