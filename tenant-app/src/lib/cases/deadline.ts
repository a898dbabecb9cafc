/** A deadline told segment by segment, as the gateway computes it (`cases.explainDeadline`). Instants are ISO text. */
export interface CaseDeadline {
  /** Why there is none: no rule gave a limit, or the clock has not started. */
  missing: 'no_rule' | 'not_started' | null;
  startedAt: string | null;
  startedBy: 'dispatched' | 'filed' | null;
  limit: { value: string; unit: string } | null;
  explained: { dueAt: string | null; provisional: boolean; limitMs: number; segments: Segment[] } | null;
  claimedDueAt: string | null;
  claimedLaterMs: number | null;
  calendar: { id: string; version: number; zone: string };
}

export interface Segment {
  from: string;
  /** Null: goes on. */
  to: string | null;
  reason: string;
  /** Milliseconds of the limit used here. */
  countedMs: number;
}

/** Overdue or in time, by a deadline: judged at the end of disposal, else now. Null where there is no deadline. */
export function judged(dueAt: string | null, disposedAt: string | null, now: number): boolean | null {
  if (dueAt === null) return null;
  return (disposedAt === null ? now : Date.parse(disposedAt)) > Date.parse(dueAt);
}
