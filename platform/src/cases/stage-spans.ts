import type { Limit } from '../calendars/limit.ts';
import type { Pause, PauseReason } from '../calendars/pause.ts';
import type { CaseEvent, EventKind } from './events.ts';
import { STEP_FIELD, type StepKind } from './fields.ts';
import { makeProjection } from './project.ts';
import { standingEvents } from './recall.ts';
import type { CaseState } from './stage.ts';
import { stepLimitOf } from './step-limit.ts';
import { STEP_OF_STATE, type Step } from './steps-of-state.ts';

/** The clock of one step at one body, before its deadline is known. The disposal clock is `clockOf`'s. */
export interface StageSpan {
  readonly step: Exclude<Step, 'disposal'>;
  /** The body that holds the case then, or is asked. */
  readonly unitId: number | null;
  readonly from: Date;
  readonly startedBy: CaseEvent;
  readonly to: Date | null;
  readonly endedBy: EventKind | null;
  readonly limit: Limit | null;
  readonly pauses: readonly Pause[];
}

interface Asking {
  readonly step: 'verify' | 'check' | 'assist';
  readonly answer: EventKind;
  /** By who asked; names the body that was asked. */
  readonly withdrawn?: EventKind;
  /** Where the case lies meanwhile; when it leaves these states, nothing is asked any more. */
  readonly in: readonly CaseState[];
}
const ASKINGS: Partial<Record<EventKind, Asking>> = {
  verify_asked: { step: 'verify', answer: 'verify_answered', in: ['collecting'] },
  check_sent: { step: 'check', answer: 'check_answered', in: ['check_sending'] },
  assist_asked: {
    ...{ step: 'assist', answer: 'assist_answered', withdrawn: 'assist_withdrawn' },
    in: ['disposing', 'suspended'],
  },
};

type Running = { -readonly [K in keyof StageSpan]: StageSpan[K] } & { readonly pauses: Pause[] };
interface Asked extends Running {
  readonly asking: Asking;
}

/**
 * The clocks of the desks and of the bodies asked, in the order in which they started (workflow.md §5). Only acts start them:
 * empty for a case known by uploads alone. 核实 out lets the acceptor's clock stand; sending the check ends with the check
 * sent, and its answer begins anew what the acceptor has to do with it. Acts are ordered by their versions, so no clock runs
 * backwards, whatever the machines' clocks say: an earlier time counts as that of the act before.
 */
export function stageSpans(events: readonly CaseEvent[]): StageSpan[] {
  if (!events.some(isAct)) return [];
  const projection = makeProjection();
  const spans: Running[] = [];
  let desk: Running | null = null;
  let asked: Asked[] = [];
  let now = new Date(0);

  const begin = (event: CaseEvent, step: StageSpan['step'], unitId: number | null, limit: Limit | null): Running => ({
    ...{ step, unitId, from: now, startedBy: event, to: null, endedBy: null, limit, pauses: [] },
  });
  const end = (span: Running, { kind }: CaseEvent): void => {
    setPaused(span, null, now);
    span.to = now;
    span.endedBy = kind;
  };
  const endAsked = (event: CaseEvent, isEnded: (one: Asked) => boolean): void => {
    for (const one of asked.filter(isEnded)) end(one, event);
    asked = asked.filter(({ to }) => to === null);
  };
  const ask = (event: CaseEvent, asking: Asking): void => {
    const { step } = asking;
    const unitId = typeof event.data.unitId === 'number' ? event.data.unitId : null;
    // Asked again, a body starts anew, and for 核实 and 核查 one body is asked at a time.
    endAsked(event, (one) => one.step === step && (step !== 'assist' || one.unitId === unitId));
    const one = { ...begin(event, step, unitId, stepLimitOf(event, step)), asking };
    asked.push(one);
    spans.push(one);
  };
  const isOut = (step: Asking['step']): boolean => asked.some((one) => one.step === step);

  for (const event of withTimesPutRight(standingEvents(events))) {
    projection.apply(event);
    const { kind, occurredAt, byUnitId } = event;
    const { state, baton } = projection;
    if (occurredAt > now) now = occurredAt;
    endAsked(event, ({ asking, unitId }) => {
      const isAnswered = asking.answer === kind && (byUnitId === undefined || byUnitId === unitId);
      const isWithdrawn = asking.withdrawn === kind && event.data.unitId === unitId;
      return isAnswered || isWithdrawn || !asking.in.includes(state);
    });
    const asking = ASKINGS[kind];
    if (asking?.in.includes(state) && isAct(event)) ask(event, asking);

    const step = isOut('check') ? undefined : STEP_OF_STATE[state];
    const isSame: boolean = desk?.step === step;
    const isAnew = isAct(event) && (event.data.step === step || desk?.unitId !== baton.holderUnitId);
    if (!isSame || isAnew) {
      const inherited: Limit | null = isSame && event.data.step !== step ? (desk?.limit ?? null) : null;
      if (desk !== null) end(desk, event);
      desk = null;
      if (step !== undefined && step !== 'disposal' && isAct(event)) {
        desk = begin(event, step, baton.holderUnitId, stepLimitOf(event, step) ?? inherited);
        spans.push(desk);
      }
    }
    if (desk !== null) setPaused(desk, isOut('verify') ? 'awaiting_verify' : null, now);
    for (const one of asked) {
      // A suspension ends on its day, whatever was noted before that was written down.
      const at = kind === 'resumed' && isAct(event) ? occurredAt : now;
      if (one.step === 'assist') setPaused(one, state === 'suspended' ? 'suspended' : null, at);
    }
  }
  return spans.filter((span) => !isPassedThrough(span));
}

const isAct = ({ data }: CaseEvent): boolean => data.act !== undefined;

/** A step that an act only passes through, on its way to the one whose clock it starts. */
const isPassedThrough = ({ from, to, limit }: StageSpan): boolean =>
  limit === null && to !== null && to.getTime() === from.getTime();

/** Lets a clock stand for a reason, or run again (null); never from before it stood. */
function setPaused({ pauses }: Running, reason: PauseReason | null, at: Date): void {
  const last = pauses.at(-1);
  const goesOn = last !== undefined && last.to === null;
  if (reason !== null && !goesOn) pauses.push({ from: at, to: null, reason });
  else if (reason === null && goesOn) pauses[pauses.length - 1] = { ...last, to: at < last.from ? last.from : at };
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
