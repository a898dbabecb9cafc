import type { WorkCalendar } from '../../calendars/calendar.ts';
import { timeUsed, type Segment } from '../../calendars/deadline.ts';
import { limitMs } from '../../calendars/limit.ts';
import type { CountedPause, Extension } from '../clock.ts';
import type { CaseEvent } from '../events.ts';
import type { Occurrence } from '../occurrences.ts';
import type { ProjectedCase } from '../project.ts';
import { lampOf, type Lamp, type StepDue } from '../step-due.ts';
import { dueOf, extensionsOf, type StepTurn } from '../step-turns.ts';

/** Who caused something: a body; null where nobody knows. */
interface Caused {
  readonly byUnitId: number | null;
}

/** The clock of a step at a body, so that a person can recompute it by hand. */
export interface ExplainedStep extends Omit<StepTurn, 'pauses' | 'extensions' | 'pauseMs' | 'extensionMs'>, StepDue {
  /** The body whose act started it. */
  readonly startedByUnitId: number | null;
  /** At its end, else now; null without a limit. */
  readonly lamp: Lamp | null;
  /** The limit and once more for each extension that counts. */
  readonly limitMs: number | null;
  /** Who gave the limit when the clock started: tenant, city, condition or mode; null where its act does not say. */
  readonly limitFrom: string | null;
  /** Time used on the clock of the limit, without one the wall clock; the `countedMs` of the segments add up to it. */
  readonly usedMs: number;
  /** From its start to its end, else to now, without gaps. */
  readonly segments: readonly (Segment & Caused)[];
  readonly pauses: readonly (CountedPause & Caused)[];
  readonly extensions: readonly (Extension & Caused)[];
}

/** Every clock of a case at an instant: what was used, where it stood, and who caused that. `by` knows the writers of events. */
export function explainSteps(
  calendar: WorkCalendar,
  { occurrences, events }: Pick<ProjectedCase, 'occurrences' | 'events'>,
  turns: readonly StepTurn[],
  by: ReadonlyMap<string, number>,
  now: Date,
): ExplainedStep[] {
  const writerOf = (kinds: readonly Occurrence['kind'][], at: Date): number | null => {
    const one = occurrences.find(
      ({ kind, at: when, askedAt }) => kinds.includes(kind) && (isSame(when, at) || isSame(askedAt, at)),
    );
    return by.get(one?.id ?? '') ?? null;
  };
  const causeOf = ({ reason, from }: Pick<CountedPause, 'reason' | 'from'>): number | null => {
    if (reason === 'suspended') return writerOf(['suspended'], from);
    if (reason === 'awaiting_dispatch') return writerOf(['disposed', 'returned'], from);
    return turns.find((turn) => turn.step === 'verify' && isSame(turn.startedAt, from))?.startedByUnitId ?? null;
  };
  return turns.map((turn): ExplainedStep => {
    const { pauses, extensions, pauseMs: _pauseMs, extensionMs: _extensionMs, ...rest } = turn;
    const { limit, startedAt } = turn;
    const inOrder = pauses.toSorted((a, b) => a.from.getTime() - b.from.getTime());
    const due = dueOf(calendar, turn);
    const until = turn.endedAt ?? now;
    const counting = inOrder.filter(({ counts }) => counts);
    const { usedMs, segments } = timeUsed(calendar, limit?.unit ?? 'clock_hour', startedAt, until, counting);
    const startedBy = writerOf(['dispatched', 'filed', 'reworked'], startedAt);
    const causeOfSegment = ({ reason, from }: Segment): number | null => {
      const pause = counting.findLast((one) => one.reason === reason && one.from <= from);
      return pause === undefined ? null : causeOf(pause);
    };
    return {
      ...rest,
      ...due,
      startedByUnitId: turn.startedByUnitId ?? (turn.step === 'disposal' ? startedBy : null),
      lamp: lampOf({ ...due, limit }, until),
      limitMs: limit === null ? null : limitMs(calendar, limit) * (1 + extensionsOf(turn)),
      limitFrom: limit === null ? null : limitFromOf(events, turn),
      usedMs,
      segments: segments.map((one) => ({ ...one, byUnitId: causeOfSegment(one) })),
      pauses: inOrder.map((pause) => ({ ...pause, byUnitId: causeOf(pause) })),
      extensions: extensions.map((one) => ({ ...one, byUnitId: writerOf(['extended'], one.at) })),
    };
  });
}

/** As the event says that fixed it with the start of the clock. */
function limitFromOf(events: readonly CaseEvent[], { step, startedAt, startedBy }: StepTurn): string | null {
  const started = events.findLast(
    ({ kind, occurredAt, data }) => kind === startedBy && data.step === step && isSame(occurredAt, startedAt),
  );
  const from = started?.data.stepLimitFrom;
  return typeof from === 'string' ? from : null;
}

const isSame = (a: Date | null, b: Date): boolean => a?.getTime() === b.getTime();
