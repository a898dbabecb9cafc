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
  const trace = makeTrace(calendar, limit.unit, startedAt, total);
  for (const pause of pausesOf(pauses, startedAt.getTime())) {
    trace.run(pause.from);
    if (trace.position().remaining === 0) break;
    if (pause.to === Infinity) {
      trace.stand(null, pause.reason);
      return { dueAt: null, provisional: false, limitMs: total, segments: trace.segments };
    }
    trace.stand(pause.to, pause.reason);
  }
  trace.run(Infinity);
  const due = new Date(trace.position().cursor);
  const provisional = isProvisional(calendar, startedAt, due, limit.unit);
  return { dueAt: due, provisional, limitMs: total, segments: trace.segments };
}

/**
 * The time that a step has taken until an instant, on the clock of its limit, in the same segments: without gaps, and
 * `countedMs` add up to `usedMs`.
 */
export function timeUsed(
  calendar: WorkCalendar,
  unit: Limit['unit'],
  startedAt: Date,
  until: Date,
  pauses: readonly Pause[] = [],
): { readonly usedMs: number; readonly segments: readonly Segment[] } {
  const trace = makeTrace(calendar, unit, startedAt, Infinity);
  const end = until.getTime();
  for (const pause of pausesOf(pauses, startedAt.getTime())) {
    trace.run(Math.min(pause.from, end));
    trace.stand(Math.min(pause.to, end), pause.reason);
  }
  trace.run(end);
  return { usedMs: trace.segments.reduce((sum, one) => sum + one.countedMs, 0), segments: trace.segments };
}

interface Trace {
  readonly segments: readonly Segment[];
  readonly position: Position;
  /** Lets the clock run until an instant or the end of its time. */
  run(until: number): void;
  /** Lets it stand until an instant, or on and on (null). */
  stand(until: number | null, reason: PauseReason): void;
}

/** Lays one segment after the other from the start of a clock that has `total` ms. */
function makeTrace(calendar: WorkCalendar, unit: Limit['unit'], startedAt: Date, total: number): Trace {
  const segments: Segment[] = [];
  let cursor = startedAt.getTime();
  let remaining = total;
  const add: Add = (to, reason, runs) => {
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
  const walk = isWorkingUnit(unit) ? walkWorking(calendar) : walkClock;
  const position: Position = () => ({ cursor, remaining });
  return {
    segments,
    position,
    run(until) {
      walk(position, until, add);
    },
    stand(until, reason) {
      if (until === null) segments.push({ from: new Date(cursor), to: null, reason, countedMs: 0 });
      else add(until, reason, false);
    },
  };
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
