/** One thing that happened to a case. */
export interface TimelineEvent {
  id: string;
  kind: string;
  /** By their word, ISO instant. */
  occurredAt: string;
  /** When we wrote it. */
  recordedAt: string;
  unitName: string | null;
  post: string | null;
  /** Touches a closed period: kept out of its frozen figures. */
  isLate: boolean;
  /** The time first given, where a correction put it right. */
  correctedFrom: string | null;
  /** A correction says that it never happened. */
  takenBack: boolean;
  /** Fields a correction changed. */
  changed: string[];
  /** The row that states it. */
  batch: { id: string; rowNo: number | null } | null;
}

/** Oldest first by their word; what happened at once stays in the order we wrote it. */
export function inOrder(events: TimelineEvent[]): TimelineEvent[] {
  return [...events].sort(
    (a, b) =>
      Date.parse(a.occurredAt) - Date.parse(b.occurredAt) ||
      Date.parse(a.recordedAt) - Date.parse(b.recordedAt) ||
      (a.id < b.id ? -1 : 1),
  );
}
