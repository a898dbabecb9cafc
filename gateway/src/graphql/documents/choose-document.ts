import { type Actor, Problem, zodMessages } from '@liangji/platform';
import type { GraphQLSchema } from 'postgraphile/graphql';
import { z } from 'zod';
import { checkDocument } from './check-document.ts';
import { checkVariables } from './limits.ts';
import { dayOf } from './manifest.ts';
import type { Documents } from './read-documents.ts';

const Body = z.strictObject({
  query: z.string().nullish(),
  documentId: z.string().nullish(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  extensions: z.looseObject({ persistedQuery: z.looseObject({ sha256Hash: z.string() }).optional() }).nullish(),
});

interface Rules {
  readonly documents: Documents;
  readonly schema: GraphQLSchema;
  readonly free: boolean;
  readonly now: () => Date;
}

/** The hash a request names its document by: Apollo's place or Relay's. */
export function hashOf(payload: { readonly documentId?: unknown; readonly extensions?: unknown }): string | undefined {
  const extensions = payload.extensions as { persistedQuery?: { sha256Hash?: unknown } } | null | undefined;
  const hash = extensions?.persistedQuery?.sha256Hash ?? payload.documentId;
  return typeof hash === 'string' ? hash : undefined;
}

/**
 * Refuses a request whose document may not run for this actor: SYS-INPUT for a body of another shape (a bundle of
 * requests too), SYS-GRAPHQL-LIMIT for variables without end, SYS-DOCUMENT for a hash that is not on the list or whose last day is over, or a text where free
 * GraphQL is off. Machine clients may send public documents only. A text sent beside a hash is ignored.
 */
export function chooseDocument(body: unknown, actor: Pick<Actor, 'kind'>, rules: Rules): void {
  const parsed = Body.safeParse(body);
  if (!parsed.success) throw new Problem('SYS-INPUT', { reason: zodMessages(parsed.error, 'body') });
  checkVariables(parsed.data.variables);
  const hash = hashOf(parsed.data);
  if (hash === undefined) {
    if (!rules.free || typeof parsed.data.query !== 'string') throw new Problem('SYS-DOCUMENT');
    checkDocument(rules.schema, parsed.data.query, true);
    return;
  }
  const document = (actor.kind === 'machine' ? rules.documents.open : rules.documents.all).get(hash);
  if (document === undefined) throw new Problem('SYS-DOCUMENT');
  if (document.until !== null && document.until < dayOf(rules.now())) throw new Problem('SYS-DOCUMENT');
}
