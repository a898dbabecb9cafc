import '../service/graphile-env.ts';
import type { PgSelectStep } from 'postgraphile/@dataplan/pg';
import { connection, lambda, list, type FieldArgs, type Step } from 'postgraphile/grafast';

/** A page: so many rows, behind or before the row of a cursor; without a cursor from the beginning. */
export const PAGE_ARGUMENTS = { first: 'PageSize!', after: 'Cursor', before: 'Cursor' };

/**
 * Cuts a page out of a list by key, not by counting, so that page 500 costs what page 1 costs. With `before` it is the page
 * that ends right before that row, still in the order of the list.
 */
export function asPage($rows: PgSelectStep, args: FieldArgs) {
  const $page = connection($rows);
  const [$size, $before] = [args.getRaw('first') as Step<number>, args.getRaw('before') as Step<string | null>];
  const $asked = list([$size, $before]);
  $page.setFirst(lambda($asked, ([size, before]) => (before == null ? size : null), true) as Step<number>);
  $page.setLast(lambda($asked, ([size, before]) => (before == null ? null : size), true) as Step<number>);
  $page.setAfter(args.getRaw('after') as Step<string | null>);
  $page.setBefore($before);
  return $page;
}
