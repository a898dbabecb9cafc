import type { FastifyRequest } from 'fastify';

/** Addresses that read far more than a page does, in units of a small request. */
const DEAR: readonly (readonly [path: RegExp, units: number])[] = [
  [/^\/map\/v1\/(cells|points)/, 10],
  [/^\/intake\/v1\/batches\/[^/]+\/(rejected|rows)/, 10],
];

/** Rows of one list that cost as much as a small request. */
const ROWS_A_UNIT = 100;

/** What a request costs its tenant: one, more for what reads much, and for every hundred rows that a list may hold. */
export function costOf({ url, body, method }: Pick<FastifyRequest, 'url' | 'body' | 'method'>): number {
  const dear = DEAR.find(([path]) => path.test(url));
  if (dear !== undefined) return dear[1];
  if (method !== 'POST' || !url.startsWith('/graphql')) return 1;
  const { variables } = (body ?? {}) as { readonly variables?: Readonly<Record<string, unknown>> | null };
  const first = typeof variables === 'object' && variables !== null ? variables['first'] : undefined;
  return 1 + (typeof first === 'number' && first > 0 ? Math.min(10, Math.floor(first / ROWS_A_UNIT)) : 0);
}
