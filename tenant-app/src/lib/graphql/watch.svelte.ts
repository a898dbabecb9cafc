import type { ApolloClient, ErrorLike, OperationVariables, TypedDocumentNode } from '@apollo/client';

export interface Watched<Data, Variables extends OperationVariables> {
  client: ApolloClient;
  query: TypedDocumentNode<Data, Variables>;
  variables: Variables;
  /** What `load` already has: shown at once, on the server too. */
  first: Data;
  /** Milliseconds between two looks; 0 or absent = only when the cache changes. */
  every?: number;
}

/**
 * Apollo's watched query as Svelte state. The page shows what `load` brought and stays in step with the cache from
 * then on; a new `load` (other URL) starts over. Call it while a component is set up.
 */
export function watch<Data, Variables extends OperationVariables>(options: () => Watched<Data, Variables>) {
  let data = $derived(options().first);
  let failure = $state.raw<ErrorLike>();
  let loading = $state(false);
  let refetch: () => Promise<unknown> = () => Promise.resolve();

  $effect(() => {
    const { client, query, variables, every = 0 } = options();
    const observable = client.watchQuery({
      query,
      variables,
      fetchPolicy: 'cache-first',
      pollInterval: every,
      notifyOnNetworkStatusChange: true,
    } as Parameters<typeof client.watchQuery<Data, Variables>>[0]);
    const subscription = observable.subscribe((result) => {
      loading = result.loading;
      failure = result.error;
      if (result.dataState === 'complete') data = result.data as Data;
    });
    refetch = () => observable.refetch();
    return () => subscription.unsubscribe();
  });

  return {
    get data() {
      return data;
    },
    /** The last look failed; `data` is what we knew before. */
    get failure() {
      return failure;
    },
    get loading() {
      return loading;
    },
    refetch: () => refetch(),
  };
}
