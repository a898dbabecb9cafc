/** Time in which the clock stands still: a suspension (挂账) or the way back of a returned case. */
export interface Pause {
  readonly from: Date;
  /** null = still going on. */
  readonly to: Date | null;
}

/** Pauses from `start` on, in order, overlapping ones joined; `to` is Infinity while a pause goes on. */
export function pausesOf(pauses: readonly Pause[], start: number): { from: number; to: number }[] {
  const joined: { from: number; to: number }[] = [];
  const spans = pauses
    .map(({ from, to }) => ({ from: Math.max(start, from.getTime()), to: to === null ? Infinity : to.getTime() }))
    .filter(({ from, to }) => to > from)
    .sort((a, b) => a.from - b.from);
  for (const span of spans) {
    const last = joined.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else joined.push({ ...span });
  }
  return joined;
}
