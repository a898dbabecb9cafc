import type { LimitStep } from '../calendars/limit-steps.ts';
import type { Limit } from '../calendars/limit.ts';
import type { Pause, PauseReason } from '../calendars/pause.ts';
import type { CaseEvent, EventKind } from './events.ts';
import { STEP_FIELD, type StepKind } from './fields.ts';
import { makeProjection } from './project.ts';
import { standingEvents } from './recall.ts';
import type { CaseState } from './stage.ts';
import { stepLimitOf } from './step-limit.ts';

/** Steps a clock runs for: those that rules give limits, and assists, which get theirs from the dispatcher. */
export type ClockStep = LimitStep | 'assist';

/** The clock of one step at one body, before its deadline is known. The disposal clock is `clockOf`'s. */
export interface StageSpan {
  readonly step: Exclude<ClockStep, 'disposal'>;
  /** The body that holds the case then, or is asked. */
  readonly unitId: number | null;
  readonly from: Date;
  readonly startedBy: EventKind;
  readonly to: Date | null;
  readonly endedBy: EventKind | null;
  readonly limit: Limit | null;
  readonly pauses: readonly Pause[];
  /** The assignment of a body asked. */
  readonly taskId: string | null;
}

/** The step of a state that lies with one desk; while a case is worked or suspended the disposal clock runs or stands. */
const STEP_OF_STATE: Partial<Record<CaseState, StageSpan['step']>> = {
  collecting: 'acceptance',
  filing: 'filing',
  dispatching: 'dispatch',
  check_sending: 'check_sending',
  closing: 'closing',
  self_review: 'review',
};

interface Asking {
  readonly step: 'verify' | 'check' | 'assist';
  /** Why the clock of the desk that asks stands meanwhile; it does not for an assist. */
  readonly pauses: PauseReason | null;
}
const ASKINGS: Partial<Record<EventKind, Asking>> = {
  verify_asked: { step: 'verify', pauses: 'awaiting_verify' },
  check_sent: { step: 'check', pauses: 'awaiting_check' },
  assist_asked: { step: 'assist', pauses: null },
};
const ANSWERED: Partial<Record<EventKind, Asking['step']>> = {
  verify_answered: 'verify',
  check_answered: 'check',
  assist_answered: 'assist',
};
const WORKED: ReadonlySet<CaseState> = new Set<CaseState>(['disposing', 'suspended']);

type Running = { -readonly [K in keyof StageSpan]: StageSpan[K] } & { readonly pauses: Pause[] };
interface Asked extends Running {
  readonly pausesDesk: PauseReason | null;
}

/**
 * The clocks of the desks and of the bodies asked, in the order in which they started (workflow.md §5). Only acts start them:
 * empty for a case known by uploads alone. Acts are ordered by their versions, so a clock never runs backwards, whatever
 * the machines' clocks say: an earlier time counts as that of the act before.
 */
export function stageSpans(events: readonly CaseEvent[]): StageSpan[] {
  if (!events.some(isAct)) return [];
  const projection = makeProjection();
  const spans: Running[] = [];
  let desk: Running | null = null;
  let asked: Asked[] = [];
  let now = new Date(0);

  const begin = (event: CaseEvent, step: StageSpan['step'], unitId: number | null, limit: Limit | null): Running => {
    const { kind } = event;
    const taskId = textOf(event.data.taskId);
    return { step, unitId, from: now, startedBy: kind, to: null, endedBy: null, limit, pauses: [], taskId };
  };
  const end = (span: Running, kind: EventKind): void => {
    setPaused(span, null, now);
    span.to = now;
    span.endedBy = kind;
  };
  const endAsked = (kind: EventKind, isEnded: (one: Asked) => boolean): void => {
    for (const one of asked.filter(isEnded)) end(one, kind);
    asked = asked.filter(({ to }) => to === null);
  };
  const takeAsking = (event: CaseEvent, { step, pauses }: Asking): void => {
    const unitId = idOf(event.data.askedUnitId);
    // Asked again, a body starts anew: one clock of a step runs at a body.
    endAsked(event.kind, (one) => one.step === step && one.unitId === unitId);
    const one = { ...begin(event, step, unitId, stepLimitOf(event, step)), pausesDesk: pauses };
    asked.push(one);
    spans.push(one);
  };
  const takeAnswer = ({ kind, data }: CaseEvent, step: Asking['step']): void => {
    const taskId = textOf(data.taskId);
    endAsked(kind, (one) => one.step === step && (taskId === null || one.taskId === null || one.taskId === taskId));
  };

  for (const event of withTimesPutRight(standingEvents(events))) {
    projection.apply(event);
    const { kind, occurredAt } = event;
    const { state, baton } = projection;
    if (occurredAt > now) now = occurredAt;
    const answered = ANSWERED[kind];
    if (answered !== undefined) takeAnswer(event, answered);

    const step = STEP_OF_STATE[state];
    const isHandedOver = isAct(event) && desk !== null && desk.step === step && desk.unitId !== baton.holderUnitId;
    const inherited: Limit | null = isHandedOver ? desk!.limit : null;
    if (desk !== null && (desk.step !== step || isHandedOver)) {
      if (desk.step !== step) endAsked(kind, ({ pausesDesk }) => pausesDesk !== null);
      end(desk, kind);
      desk = null;
    }
    if (desk === null && step !== undefined && isAct(event)) {
      desk = begin(event, step, baton.holderUnitId, stepLimitOf(event, step) ?? inherited);
      spans.push(desk);
    }
    if (!WORKED.has(state)) endAsked(kind, (one) => one.step === 'assist');
    const asking = ASKINGS[kind];
    if (asking !== undefined && isAct(event)) takeAsking(event, asking);

    if (desk !== null) setPaused(desk, asked.find(({ pausesDesk }) => pausesDesk !== null)?.pausesDesk ?? null, now);
    for (const one of asked) {
      if (one.step === 'assist') setPaused(one, state === 'suspended' ? 'suspended' : null, now);
    }
  }
  return spans;
}

const isAct = ({ data }: CaseEvent): boolean => data.act !== undefined;

/** Lets a clock stand for a reason, or run again (null). */
function setPaused({ pauses }: Running, reason: PauseReason | null, at: Date): void {
  const last = pauses.at(-1);
  const goesOn = last !== undefined && last.to === null;
  if (reason !== null && !goesOn) pauses.push({ from: at, to: null, reason });
  else if (reason === null && goesOn) pauses[pauses.length - 1] = { ...last, to: at };
}

/** Events at the times that corrections give them; a step taken back is left out. */
function withTimesPutRight(events: readonly CaseEvent[]): CaseEvent[] {
  const kindOf = new Map(events.map(({ id, kind }) => [id, kind]));
  const times = new Map<string, Date | null>();
  for (const { kind, amends, data } of events) {
    if (kind !== 'corrected' || amends === null) continue;
    const field = STEP_FIELD[kindOf.get(amends) as StepKind] as (typeof STEP_FIELD)[StepKind] | undefined;
    const time = field === undefined ? undefined : data[field];
    if (time === null || typeof time === 'string') times.set(amends, time === null ? null : new Date(time));
  }
  return events.flatMap((event) => {
    const time = event.id === null ? undefined : times.get(event.id);
    if (time === undefined) return [event];
    return time === null ? [] : [{ ...event, occurredAt: time }];
  });
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const idOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
