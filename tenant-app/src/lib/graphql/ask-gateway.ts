import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import { ServiceDown } from './failures.ts';
import { sendTrusted } from './send-trusted.ts';

/** Asks one trusted query. */
export type Ask = <Data, Variables extends OperationVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: NoInfer<Variables>,
) => Promise<Data>;

/** Asks without a cache, for what is read anew whenever it changes: Apollo is not loaded for it. */
export const askGateway =
  (by: typeof fetch): Ask =>
  async (query, variables) => {
    const { data, errors } = (await sendTrusted(by, query, variables)) as { data?: unknown; errors?: unknown };
    if (errors !== undefined || data === undefined || data === null) throw new ServiceDown(200);
    return data as never;
  };
