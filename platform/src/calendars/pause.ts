/**
 * Why a clock stands: 挂账; the case waits for its next dispatch after a disposal that was not accepted or a return; the
 * acceptor waits for what 核实 finds.
 */
export type PauseReason = 'suspended' | 'awaiting_dispatch' | 'awaiting_verify';

/** Time in which the clock stands still. */
export interface Pause {
  readonly from: Date;
  /** null = still going on. */
  readonly to: Date | null;
  /** Of a pause without one: suspended. */
  readonly reason?: PauseReason;
}

interface Span {
  readonly from: number;
  to: number;
  readonly reason: PauseReason;
}

/** Pauses from `start` on, in order, overlapping ones joined (under the earliest reason); `to` is Infinity while one goes on. */
export function pausesOf(pauses: readonly Pause[], start: number): Readonly<Span>[] {
  if (pauses.length === 0) return []; // nearly every case of an upload
  const joined: Span[] = [];
  const spans = pauses
    .map(({ from, to, reason = 'suspended' }) => ({
      from: Math.max(start, from.getTime()),
      to: to === null ? Infinity : to.getTime(),
      reason,
    }))
    .filter(({ from, to }) => to > from)
    .sort((a, b) => a.from - b.from);
  for (const span of spans) {
    const last = joined.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else joined.push({ ...span });
  }
  return joined;
}
