/** A page out of rows that were asked for one more than it holds; `last` is where the next page begins after, if there is one. */
export function pageOf<Row>(rows: readonly Row[], limit: number): { readonly shown: Row[]; readonly last: Row | null } {
  const shown = rows.slice(0, limit);
  return { shown, last: rows.length > limit ? (shown.at(-1) ?? null) : null };
}
