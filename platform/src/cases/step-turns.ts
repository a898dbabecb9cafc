import type { WorkCalendar } from '../calendars/calendar.ts';
import { countedUntil, type Clock, type Turn } from './clock.ts';
import type { CaseEvent, EventKind } from './events.ts';
import type { CaseState } from './stage.ts';
import { stageSpans, type StageSpan } from './stage-spans.ts';
import { stepDue, type StepDue } from './step-due.ts';
import type { Step } from './steps-of-state.ts';

/** The clock of a step at a body: a row of biz.case_turn. */
export interface StepTurn extends Omit<Turn, 'startedBy' | 'endedBy' | 'leadUnitId'> {
  readonly step: Step;
  readonly unitId: number | null;
  readonly startedBy: EventKind;
  /** The body whose act started it; null of a disposal clock, which starts with its dispatch. */
  readonly startedByUnitId: number | null;
  readonly endedBy: EventKind | null;
}

/** All clocks of a case, the disposal clock among them, in the order in which they started. */
export function stepTurns(calendar: WorkCalendar, events: readonly CaseEvent[], disposal: Clock): StepTurn[] {
  const turns = disposal.map(({ leadUnitId, ...turn }): StepTurn => ({
    ...turn,
    step: 'disposal',
    unitId: leadUnitId,
    startedByUnitId: null,
  }));
  const stages = stageSpans(events).map((span) => stageTurn(calendar, span));
  if (stages.length === 0) return turns;
  return [...stages, ...turns].sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
}

/** Nothing extends the clocks of desks and of bodies asked. */
function stageTurn(calendar: WorkCalendar, span: StageSpan): StepTurn {
  const { step, unitId, from: startedAt, startedBy, to: endedAt, endedBy, limit, pauses } = span;
  const { dueAt } = stepDue(calendar, startedAt, limit, pauses);
  return {
    ...{ step, unitId, startedAt, startedBy: startedBy.kind, limit, endedAt, endedBy },
    ...{ startedByUnitId: startedBy.byUnitId ?? null, extensions: [], extensionMs: 0 },
    ...countedUntil(dueAt, calendar, startedAt, limit, pauses),
  };
}

/** Extensions of a turn that count. */
export const extensionsOf = ({ extensions }: Pick<Turn, 'extensions'>): number =>
  extensions.filter(({ effect }) => effect === 'added').length;

/** Deadline and warning moment of a turn. */
export const dueOf = (
  calendar: WorkCalendar,
  turn: Pick<Turn, 'startedAt' | 'limit' | 'pauses' | 'extensions'>,
): StepDue => stepDue(calendar, turn.startedAt, turn.limit, turn.pauses, extensionsOf(turn));

const isPaused = ({ pauses }: StepTurn): boolean => pauses.some(({ to }) => to === null);

/**
 * The one clock that runs for the case: of whoever works it, else of the body whose answer the desk waits for, else of the
 * desk. Undefined while the case is suspended, when it is over, and where no clock was started.
 */
export function runningTurn(turns: readonly StepTurn[], state: CaseState): StepTurn | undefined {
  const last = turns.findLast(({ step }) => step === 'disposal');
  if (state === 'disposing') return last?.endedAt === null ? last : undefined;
  return turns.find((turn) => turn.endedAt === null && !OF_BODIES.has(turn.step) && !isPaused(turn));
}
/** They run beside the desks' clocks, or for the state of its own. */
const OF_BODIES: ReadonlySet<Step> = new Set<Step>(['disposal', 'assist']);
