import type { CaseEvent, EventKind } from './events.ts';

/** What hands a case from one body to another, and may be taken back; an end may not. */
const HAND_OVERS: ReadonlySet<EventKind> = new Set<EventKind>([
  ...(['filed', 'file_returned', 'sent_down', 'passed_up', 'dispatched', 'returned', 'disposed', 'reworked'] as const),
]);

export const isHandOver = (kind: EventKind): boolean => HAND_OVERS.has(kind);

/** The events of a case that stand: those recalled are as if they had never been, and so holder, state and clock are too. */
export function standingEvents(events: readonly CaseEvent[]): CaseEvent[] {
  const recalled = new Set(
    events.flatMap(({ kind, amends }) => (kind === 'recalled' && amends !== null ? amends : [])),
  );
  return events.filter(({ id, kind }) => !(HAND_OVERS.has(kind) && id !== null && recalled.has(id)));
}
