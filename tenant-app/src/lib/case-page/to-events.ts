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
  batchId: string | null;
  rowNo: number | null;
}

/** Events of a query as the timeline shows them. A correction names the fields it changed by the keys of its data. */
export function toEvents(nodes: readonly EventNode[]): TimelineEvent[] {
  return nodes.map(({ data, batchId, rowNo, ...event }) => ({
    ...event,
    changed: event.kind === 'corrected' ? changedFields(data) : [],
    batch: batchId === null ? null : { id: batchId, rowNo },
  }));
}

function changedFields(data: unknown): string[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.keys(data);
}
