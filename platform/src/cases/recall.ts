import type { CaseEvent, EventKind } from './events.ts';

/** What hands a case from one body to another, and may be taken back; an end may not. */
const HAND_OVERS: ReadonlySet<EventKind> = new Set<EventKind>([
  ...(['filed', 'file_returned', 'sent_down', 'passed_up', 'dispatched', 'returned', 'disposed', 'reworked'] as const),
]);

export const isHandOver = (kind: EventKind): boolean => HAND_OVERS.has(kind);

/**
 * The events of a case that stand: those recalled are as if they had never been, and so holder, state and clock are too. What
 * was filed and dispatched in one act is recalled as one.
 */
export function standingEvents(events: readonly CaseEvent[]): CaseEvent[] {
  const amended = new Set(events.flatMap(({ kind, amends }) => (kind === 'recalled' && amends !== null ? amends : [])));
  if (amended.size === 0) return [...events];
  const recalled = events.filter(({ id, kind }) => HAND_OVERS.has(kind) && id !== null && amended.has(id));
  const versions = new Set(recalled.flatMap(({ version }) => version ?? []));
  return events.filter(
    (event) => !recalled.includes(event) && !(HAND_OVERS.has(event.kind) && versions.has(event.version ?? NaN)),
  );
}
