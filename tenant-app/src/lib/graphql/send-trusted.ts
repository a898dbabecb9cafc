import type { DocumentNode } from 'graphql';
import { unattendedHeader } from '#lib/attended/attended.ts';
import { ServiceDown, SignedOut } from './failures.ts';

/**
 * The only way a query leaves this app: the hash of a trusted document and its variables, never text. With the `fetch` of a
 * running `load` the server forwards the visitor's cookie, and the browser replays the answer that is already inside the page.
 * Throws SignedOut without a session, ServiceDown where the gateway has no answer.
 */
export async function sendTrusted(
  ask: typeof fetch,
  query: DocumentNode & { readonly documentId?: string },
  variables: object,
  signal: AbortSignal | null = null,
): Promise<unknown> {
  const operationName = nameOf(query);
  const { documentId } = query;
  if (!documentId) throw new Error(`${operationName} is not a trusted document`);
  const response = await ask('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      ...unattendedHeader(),
    },
    body: JSON.stringify({ documentId, operationName, variables }),
    signal,
  });
  if (response.status === 401) throw new SignedOut();
  if (response.status >= 500) throw new ServiceDown(response.status);
  return response.json();
}

function nameOf({ definitions: [operation] }: DocumentNode): string {
  return operation?.kind === 'OperationDefinition' ? (operation.name?.value ?? '') : '';
}
