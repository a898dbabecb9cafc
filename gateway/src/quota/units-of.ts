import type { FastifyRequest } from 'fastify';

/** Addresses that read far more than a page does, in units of a small request. */
const DEAR: readonly (readonly [path: RegExp, units: number])[] = [
  [/^\/exports\//, 100],
  [/^\/map\/v1\/(cells|points)/, 10],
  [/^\/intake\/v1\/batches\/[^/]+\/(rejected|rows|warnings|words)/, 10],
];

/** What a request costs its tenant: one, more for what reads much. */
export const unitsOf = ({ url }: Pick<FastifyRequest, 'url'>): number =>
  DEAR.find(([path]) => path.test(url))?.[1] ?? 1;

/** Rows of one list that cost as much as a small request; no list may hold more than a thousand. */
const ROWS_A_UNIT = 100;
const MOST = 10;

/** What the rows that a list of GraphQL may hold cost beside. */
export function unitsOfRows(body: unknown): number {
  const { variables } = (typeof body === 'object' && body !== null ? body : {}) as { readonly variables?: unknown };
  const { first } = (typeof variables === 'object' && variables !== null ? variables : {}) as {
    readonly first?: unknown;
  };
  return typeof first === 'number' && first > 0 ? Math.min(MOST, Math.floor(first / ROWS_A_UNIT)) : 0;
}
