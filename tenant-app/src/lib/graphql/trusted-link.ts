import { ApolloLink } from '@apollo/client/link';
import { Observable } from 'rxjs';
import { sendTrusted } from './send-trusted.ts';

/** Apollo's way to the gateway; `fetch` of the running `load` is passed in the context. */
export const trustedLink = new ApolloLink(
  ({ query, variables, getContext }) =>
    new Observable((observer) => {
      const abort = new AbortController();
      sendTrusted((getContext().fetch ?? fetch) as typeof fetch, query, variables, abort.signal)
        .then((result) => {
          observer.next(result as ApolloLink.Result);
          observer.complete();
        })
        .catch((error: unknown) => {
          if (!abort.signal.aborted) observer.error(error);
        });
      return () => abort.abort();
    }),
);
