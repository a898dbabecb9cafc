import type { TimelineEvent } from '#lib/cases/timeline.ts';

interface EventNode {
  id: string;
  kind: string;
  occurredAt: string;
  recordedAt: string;
  unitName: string | null;
  post: string | null;
  data: unknown;
  isLate: boolean;
  amends: string | null;
  batchId: string | null;
  rowNo: number | null;
}

/**
 * Events of a query as the timeline shows them: each at the time it has after all corrections, and the corrections too, at
 * the moment we learnt of them, with the fields they changed. A step that amends is the form of corrections in old uploads.
 */
export function toEvents(nodes: readonly EventNode[]): TimelineEvent[] {
  const corrected = correctedTimes(nodes);
  return nodes.map(({ data, batchId, rowNo, amends, unitName, ...event }) => {
    const isCorrection = event.kind === 'corrected' || amends !== null;
    const time = corrected.get(event.id);
    return {
      ...event,
      unitName: batchId === null || OF_THE_UNIT.has(event.kind) ? unitName : null,
      kind: isCorrection ? 'corrected' : event.kind,
      occurredAt: isCorrection ? event.recordedAt : (time ?? event.occurredAt),
      correctedFrom: time && time !== event.occurredAt ? event.occurredAt : null,
      takenBack: time === null,
      changed: isCorrection ? changedFields(event.kind, data) : [],
      batch: batchId === null ? null : { id: batchId, rowNo },
    };
  });
}

/** An uploaded row names one unit, the one that disposes: it neither reported nor filed nor closed the case. */
const OF_THE_UNIT = new Set(['dispatched', 'disposed']);

/** What corrections made of the times of the events they amend; null = taken back. */
function correctedTimes(nodes: readonly EventNode[]): Map<string, string | null> {
  const times = new Map<string, string | null>();
  const root = new Map<string, string>();
  for (const { id, kind, amends, occurredAt, data } of nodes) {
    if (amends === null) continue;
    const target = root.get(amends) ?? amends;
    root.set(id, target);
    const [time] = kind === 'corrected' ? Object.values(fieldsOf(data)) : [occurredAt];
    if (typeof time === 'string' || time === null) times.set(target, time);
  }
  return times;
}

const fieldsOf = (data: unknown): Record<string, unknown> =>
  typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};

const changedFields = (kind: string, data: unknown): string[] =>
  kind === 'corrected' ? Object.keys(fieldsOf(data)) : [`${kind}At`];
