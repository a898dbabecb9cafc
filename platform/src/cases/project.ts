import type { Baton, CaseEvent, EventKind } from './events.ts';
import { STEP_FIELD, type CasePicture, type FieldName, type StepKind } from './fields.ts';
import { ENDS_OF_SUSPENSION, isDeparture, isOccurrence, stepOf, type Occurrence } from './occurrences.ts';
import { emptyPicture, isInstantField } from './picture.ts';
import { standingEvents } from './recall.ts';
import { stepLimitOf } from './step-limit.ts';
import { askedAtOf, waitingAfter, type Waiting } from './requests.ts';
import { hasEnded, STATE_OF_STAGE, stageOf, type CaseState } from './stage.ts';

/** What the events of a case add up to. */
export interface ProjectedCase {
  readonly picture: CasePicture;
  readonly baton: Baton;
  readonly state: CaseState;
  /** Grows with every move. */
  readonly version: number;
  /** Number of events it was made from. */
  readonly seen: number;
  /** Those, in the order in which they were recorded. */
  readonly events: readonly CaseEvent[];
  /** In the order in which we learnt of them; those taken back have no time. */
  readonly occurrences: readonly Occurrence[];
}

/** A case on its way through its events: what they add up to so far, and the next one taken in. */
export interface Projection extends ProjectedCase {
  /** The occurrence that gives the picture the time of a step. */
  readonly current: Readonly<Partial<Record<StepKind, Occurrence>>>;
  /** The latest occurrence of a step that the case has left behind, and the one that began again after it. */
  readonly behind: Readonly<Partial<Record<StepKind, Behind>>>;
  apply(event: CaseEvent): void;
}

export interface Behind {
  readonly occurrence: Occurrence;
  readonly by: Occurrence;
}

/** What the events of a case add up to, in the order in which they were recorded. Pure; reads nothing else. */
export function projectCase(events: Iterable<CaseEvent>): ProjectedCase {
  const projection = makeProjection();
  for (const event of events) projection.apply(event);
  return projection;
}

/** Steps that belong to what began before, once a case is dispatched or suspended again, or has failed a check. */
const PUT_BEHIND = {
  dispatched: ['disposed', 'closed'],
  reworked: ['disposed', 'closed'],
  suspended: ['resumed'],
} as const satisfies Partial<Record<Occurrence['kind'], StepKind[]>>;

/** States after acts whose kinds are no steps; after a step that an upload brought, the times say it. */
const STATE_AFTER: Partial<Record<EventKind, CaseState>> = {
  registered: 'collecting',
  accepted: 'filing',
  file_returned: 'collecting',
  sent_down: 'dispatching',
  passed_up: 'dispatching',
  returned: 'dispatching',
  check_sent: 'check_sending',
  check_passed: 'closing',
  reworked: 'disposing',
};

/** States after steps that are acts: what the case went through before it came back is in its times still. */
const STATE_AFTER_STEP: Partial<Record<EventKind, CaseState>> = {
  filed: 'dispatching',
  dispatched: 'disposing',
  disposed: 'check_sending',
  suspended: 'suspended',
  resumed: 'disposing',
};

/** An extension changes no state; an end only covers it, and it is there again where the end is taken back. */
const LEAVES_STATE: ReadonlySet<EventKind> = new Set(['extended', 'closed', 'refused', 'voided', 'moved', 'merged']);

/** What is known of a case whose events one may not read, from its row. */
export type Known = Pick<ProjectedCase, 'picture' | 'baton' | 'state' | 'version'>;

/**
 * A case before its first event, or as its row has it for a body that may not read all its events: then only picture, baton
 * and state follow, the clocks do not. Of a hand-over recalled nothing is left: the events that stand are taken in anew.
 */
export function makeProjection(known?: Known): Projection {
  const events: CaseEvent[] = [];
  let standing = makeStanding(known);
  let version = known?.version ?? 1;
  return {
    get picture() {
      return standing.picture;
    },
    get baton() {
      return standing.baton;
    },
    get occurrences() {
      return standing.occurrences;
    },
    get current() {
      return standing.current;
    },
    get behind() {
      return standing.behind;
    },
    get state() {
      return standing.state;
    },
    get version() {
      return version;
    },
    get seen() {
      return events.length;
    },
    events,
    apply(event) {
      events.push(event);
      version = event.version ?? version;
      if (event.kind !== 'recalled') return standing.take(event);
      standing = makeStanding();
      for (const one of standingEvents(events)) standing.take(one);
    },
  };
}

interface Standing extends Omit<Projection, 'version' | 'seen' | 'events' | 'apply'> {
  take(event: CaseEvent): void;
}

/**
 * An event sets the fields its data names (null clears); a step is an occurrence and sets its own time; a correction moves the
 * occurrence it amends, and the picture with it where that is the current one. What begins again puts what had ended before
 * behind: it stays an occurrence, but the picture has it no more. What is over stays so, whatever is recorded afterwards, until
 * it begins again or is corrected.
 */
function makeStanding(known?: Known): Standing {
  type Mutable = { -readonly [K in keyof Occurrence]: Occurrence[K] };
  const picture = { ...(known?.picture ?? emptyPicture()) };
  const baton: { -readonly [K in keyof Baton]: Baton[K] } = {
    caseNo: null,
    holderId: null,
    holderUnitId: null,
    modeFrom: null,
    supervisionUnitId: null,
    commandUnitId: null,
    urgent: false,
    ...known?.baton,
  };
  const occurrences: Mutable[] = [];
  const byEvent = new Map<string, Mutable>();
  const current: Partial<Record<StepKind, Mutable>> = {};
  const behind: Partial<Record<StepKind, Behind>> = {};
  /** The dispatch or rework with which the case began again. */
  let begun: Mutable | undefined;
  let acted: CaseState | undefined = known?.state;
  let waiting: Waiting | null = null;

  const setTime = (occurrence: Mutable, at: Date | null): void => {
    occurrence.at = at;
    const step = stepOf(occurrence.kind);
    if (step !== null && current[step] === occurrence) setStep(picture, step, at);
  };
  const setBehind = (kind: StepKind, occurrence: Mutable, by: Occurrence): void => {
    occurrence.isBehind = true;
    behind[kind] = { occurrence, by };
  };
  const leave = (kind: StepKind, by: Occurrence): void => {
    const occurrence = current[kind];
    if (occurrence !== undefined) setBehind(kind, occurrence, by);
    delete current[kind];
    setStep(picture, kind, null);
  };
  /** What a time that ended the case before it began again is behind, where such an end is already and none known since. */
  const byForEnd = (kind: StepKind, at: Date): Occurrence | undefined => {
    const isEnd = (kind === 'disposed' || kind === 'closed') && behind[kind] !== undefined && !current[kind]?.at;
    return isEnd && begun?.at != null && at < begun.at ? begun : undefined;
  };
  const occur = (event: CaseEvent, kind: Occurrence['kind'], unitBefore: string | null): void => {
    const again = kind === 'reworked' || occurrences.some((one) => one.kind === kind && one.at !== null);
    const leadBefore = current.dispatched?.leadUnitId ?? null;
    const toAnother =
      again &&
      kind === 'dispatched' &&
      (event.leadUnitId !== null && leadBefore !== null
        ? event.leadUnitId !== leadBefore
        : picture.unitName !== unitBefore);
    const askedAt = askedAtOf(waiting, kind);
    const leadUnitId = event.leadUnitId ?? picture.leadUnitId;
    const { id, occurredAt: at } = event;
    const limit = kind === 'dispatched' ? stepLimitOf(event, 'disposal') : null;
    const act = event.data.act === undefined ? null : { limit };
    const occurrence: Mutable = { id, kind, at, askedAt, toAnother, isBehind: false, leadUnitId, act };
    occurrences.push(occurrence);
    if (limit !== null && (!again || toAnother)) {
      picture.limitValue = limit.value;
      picture.limitUnit = limit.unit;
    }
    if (again && kind in PUT_BEHIND) {
      for (const step of PUT_BEHIND[kind as keyof typeof PUT_BEHIND]) leave(step, occurrence);
      if (kind !== 'suspended') begun = occurrence;
    }
    if (id !== null) byEvent.set(id, occurrence);
    const step = stepOf(kind);
    if (step === null) return;
    const by = byForEnd(step, at);
    if (by !== undefined) setBehind(step, occurrence, by);
    else {
      current[step] = occurrence;
      setStep(picture, step, at);
    }
  };
  /** Of acts at one instant the one that was recorded first. */
  const isBeforeBegun = (one: Mutable | undefined): boolean => {
    if (one?.at == null || begun?.at == null) return false;
    const isActFirst = one.act !== null && begun.act !== null && occurrences.indexOf(one) < occurrences.indexOf(begun);
    return one.at < begun.at || (isActFirst && one.at.getTime() === begun.at.getTime());
  };
  /** A suspension that had ended when the case began again is behind, in whichever order the two were recorded. */
  const leaveEndedSuspension = (): void => {
    const again = begun?.at ?? null;
    if (begun === undefined || again === null) return;
    const { suspended, resumed } = current;
    const from = suspended?.at ?? null;
    const isEnd = ({ kind, at }: Occurrence, from: Date): boolean =>
      ENDS_OF_SUSPENSION.some((end) => end === kind) && at !== null && at >= from;
    const isPast = ({ isBehind, at }: Occurrence): boolean => isBehind || (at !== null && at <= again);
    if (from !== null && isBeforeBegun(suspended) && occurrences.some((one) => isEnd(one, from) && isPast(one))) {
      leave('suspended', begun);
    }
    if (picture.suspendedAt === null && isBeforeBegun(resumed)) leave('resumed', begun);
  };
  const setFields = (event: CaseEvent): void => {
    const amended = event.amends === null ? undefined : byEvent.get(event.amends);
    for (const [name, value] of Object.entries(event.data)) {
      const step = STEP_OF_FIELD[name];
      if (step !== undefined) {
        const occurrence = amended?.kind === step ? amended : current[step];
        const at = value === null ? null : new Date(value as string);
        if (occurrence !== undefined) setTime(occurrence, at);
        else if (at !== null) occur({ ...event, id: null, occurredAt: at }, step, picture.unitName);
      } else if (name in baton) Object.assign(baton, { [name]: value });
      else if (name in picture) {
        const isInstant = isInstantField(name as FieldName) && value !== null;
        Object.assign(picture, { [name]: isInstant ? new Date(value as string) : value });
      }
    }
    const turn = current.dispatched ?? current.filed;
    if (event.kind === 'corrected' && 'leadUnitId' in event.data && turn !== undefined) {
      turn.leadUnitId = picture.leadUnitId;
    }
  };

  const take = (event: CaseEvent): void => {
    const { kind, id, amends } = event;
    const unitBefore = picture.unitName;
    setFields(event);
    const amended = amends === null ? undefined : byEvent.get(amends);
    if (!isOccurrence(kind)) acted = stateAfter(kind) ?? acted;
    else if (amended !== undefined) {
      setTime(amended, event.occurredAt);
      if (id !== null) byEvent.set(id, amended);
      return;
    } else if (!isOverFor(kind)) {
      occur(event, kind, unitBefore);
      if (!LEAVES_STATE.has(kind)) acted = stateAfter(kind) ?? stateAfterStep(event);
    }
    waiting = waitingAfter(waiting, event);
  };
  const stateAfter = (kind: EventKind): CaseState | undefined =>
    kind === 'registered' && picture.selfHandled ? 'self_review' : STATE_AFTER[kind];
  const stateAfterStep = ({ kind, data }: CaseEvent): CaseState | undefined =>
    data.act === undefined ? undefined : STATE_AFTER_STEP[kind];
  /** Only a case that is not over can depart, and one that has departed is not made void. */
  const isOverFor = (kind: Occurrence['kind']): boolean =>
    isDeparture(kind) ? hasEnded(stageOf(picture)) : kind === 'voided' && departure() !== undefined;
  const departure = () => {
    const end = current.voided;
    return end !== undefined && end.at !== null && isDeparture(end.kind) ? end.kind : undefined;
  };

  return {
    picture,
    baton,
    occurrences,
    current,
    behind,
    get state() {
      const stage = stageOf(picture);
      return departure() ?? (hasEnded(stage) ? undefined : acted) ?? STATE_OF_STAGE[stage];
    },
    take(event) {
      take(event);
      leaveEndedSuspension();
    },
  };
}

const STEP_OF_FIELD: Readonly<Partial<Record<string, StepKind>>> = Object.fromEntries(
  Object.entries(STEP_FIELD).map(([kind, name]) => [name, kind as StepKind]),
);

/** A report whose time was taken back, which no upload can do, would have none; the start of time stands for that. */
function setStep(picture: CasePicture, kind: StepKind, at: Date | null): void {
  if (kind === 'reported') picture.reportedAt = at ?? new Date(0);
  else picture[STEP_FIELD[kind]] = at;
}
