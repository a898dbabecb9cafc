import type { WorkCalendar } from './calendar.ts';
import { dayTable, type TableDay } from './day-table.ts';
import { isProvisional } from './due-at.ts';
import { isWorkingUnit, limitMs, type Limit } from './limit.ts';
import { pausesOf, type Pause, type PauseReason } from './pause.ts';

/** Why the clock runs or stands in a segment. */
export type SegmentReason =
  'clock_time' | 'working_time' | 'makeup_day' | 'off_hours' | 'weekend' | 'holiday' | PauseReason;

export interface Segment {
  readonly from: Date;
  /** null = a suspension that goes on. */
  readonly to: Date | null;
  readonly reason: SegmentReason;
  /** Time of the limit used here, ms; 0 where the clock stands. */
  readonly countedMs: number;
}

export interface ExplainedDeadline {
  /** null while the clock stands in a suspension that goes on. */
  readonly dueAt: Date | null;
  /** True where a holiday notice not yet published may move the deadline. */
  readonly provisional: boolean;
  /** The limit, once more for each extension. */
  readonly limitMs: number;
  /** From start to deadline without gaps; `countedMs` add up to the limit and its extensions. */
  readonly segments: readonly Segment[];
}

/**
 * The deadline of a limit, walked day by day so that a person can follow it. Same rules as `dueAt`; property-tested equal.
 * Sources: workflow.md §5 (clock, suspension added to the limit), codes.md §9 (units).
 */
export function deadline(
  calendar: WorkCalendar,
  startedAt: Date,
  limit: Limit,
  pauses: readonly Pause[] = [],
  extensions = 0,
): ExplainedDeadline {
  const total = limitMs(calendar, limit) * (1 + extensions);
  const segments: Segment[] = [];
  let cursor = startedAt.getTime();
  let remaining = total;

  const add = (to: number, reason: SegmentReason, runs: boolean): void => {
    if (to <= cursor) return;
    const last = segments.at(-1);
    const counted = runs ? to - cursor : 0;
    if (last?.reason === reason && last.to?.getTime() === cursor) {
      segments[segments.length - 1] = { ...last, to: new Date(to), countedMs: last.countedMs + counted };
    } else {
      segments.push({ from: new Date(cursor), to: new Date(to), reason, countedMs: counted });
    }
    remaining -= counted;
    cursor = to;
  };
  const walk = isWorkingUnit(limit.unit) ? walkWorking(calendar) : walkClock;

  for (const pause of pausesOf(pauses, cursor)) {
    walk(() => ({ cursor, remaining }), pause.from, add);
    if (remaining === 0) break;
    if (pause.to === Infinity) {
      segments.push({ from: new Date(cursor), to: null, reason: pause.reason, countedMs: 0 });
      return { dueAt: null, provisional: false, limitMs: total, segments };
    }
    add(pause.to, pause.reason, false);
  }
  walk(() => ({ cursor, remaining }), Infinity, add);
  const due = new Date(cursor);
  return { dueAt: due, provisional: isProvisional(calendar, startedAt, due, limit.unit), limitMs: total, segments };
}

type Position = () => { readonly cursor: number; readonly remaining: number };
type Add = (to: number, reason: SegmentReason, runs: boolean) => void;

/** Runs without a stop until the limit is used up or `until` is reached. */
function walkClock(position: Position, until: number, add: Add): void {
  const { cursor, remaining } = position();
  add(Math.min(until, cursor + remaining), 'clock_time', true);
}

/** Goes through the calendar span by span until the limit is used up or `until` is reached. */
function walkWorking(calendar: WorkCalendar): (position: Position, until: number, add: Add) => void {
  const table = dayTable(calendar);
  return (position, until, add) => {
    while (position().remaining > 0 && position().cursor < until) {
      const number = table.numberAt(position().cursor);
      const day = table.day(number);
      const end = Math.min(until, table.day(number + 1).start);
      for (const [from, to] of day.spans) {
        if (position().remaining === 0) return;
        add(Math.min(from, end), 'off_hours', false);
        const { cursor, remaining } = position();
        add(Math.min(to, end, cursor + remaining), day.kind === 'makeup' ? 'makeup_day' : 'working_time', true);
      }
      if (position().remaining > 0) add(end, standing(day), false);
    }
  };
}

function standing(day: TableDay): SegmentReason {
  if (day.kind === 'weekend') return 'weekend';
  return day.kind === 'holiday' ? 'holiday' : 'off_hours';
}
