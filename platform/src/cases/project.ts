import type { Baton, CaseEvent, EventKind } from './events.ts';
import { STEP_FIELD, type CasePicture, type FieldName, type StepKind } from './fields.ts';
import type { Occurrence } from './occurrences.ts';
import { emptyPicture, isInstantField } from './picture.ts';
import { STATE_OF_STAGE, stageOf, type CaseState } from './stage.ts';

/** What the events of a case add up to. */
export interface ProjectedCase {
  readonly picture: CasePicture;
  readonly baton: Baton;
  readonly state: CaseState;
  /** Grows with every move. */
  readonly version: number;
  /** Number of events it was made from. */
  readonly seen: number;
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

/** What ends a suspension: the same in clock.ts. */
const ENDS_OF_SUSPENSION: ReadonlySet<Occurrence['kind']> = new Set(['resumed', 'disposed', 'closed']);

/** States after acts whose kinds are no steps; after a step, the times say it. */
const STATE_AFTER: Partial<Record<EventKind, CaseState>> = {
  registered: 'collecting',
  accepted: 'filing',
  file_returned: 'collecting',
  returned: 'dispatching',
  check_sent: 'check_sending',
  reworked: 'disposing',
  moved: 'moved',
  merged: 'merged',
};

/**
 * A case before its first event. An event sets the fields its data names (null clears); a step is an occurrence and sets
 * its own time; a correction moves the occurrence it amends, and the picture with it where that is the current one. What
 * begins again puts what had ended before behind: it stays an occurrence, but the picture has it no more.
 */
export function makeProjection(): Projection {
  type Mutable = { -readonly [K in keyof Occurrence]: Occurrence[K] };
  const picture = emptyPicture();
  const baton: { -readonly [K in keyof Baton]: Baton[K] } = {
    caseNo: null,
    holderId: null,
    holderUnitId: null,
    modeFrom: null,
  };
  const occurrences: Mutable[] = [];
  const byEvent = new Map<string, Mutable>();
  const current: Partial<Record<StepKind, Mutable>> = {};
  const behind: Partial<Record<StepKind, Behind>> = {};
  /** The dispatch or rework with which the case began again. */
  let begun: Mutable | undefined;
  let acted: CaseState | undefined;
  let version = 1;
  let seen = 0;
  let asked: Date | null = null;

  const setTime = (occurrence: Mutable, at: Date | null): void => {
    occurrence.at = at;
    if (isStep(occurrence.kind) && current[occurrence.kind] === occurrence) setStep(picture, occurrence.kind, at);
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
    const askedAt = kind === 'extended' ? asked : null;
    if (askedAt !== null) asked = null;
    const leadUnitId = event.leadUnitId ?? picture.leadUnitId;
    const { id, occurredAt: at } = event;
    const occurrence: Mutable = { id, kind, at, askedAt, toAnother, isBehind: false, leadUnitId };
    occurrences.push(occurrence);
    if (again && kind in PUT_BEHIND) {
      for (const step of PUT_BEHIND[kind as keyof typeof PUT_BEHIND]) leave(step, occurrence);
      if (kind !== 'suspended') begun = occurrence;
    }
    if (id !== null) byEvent.set(id, occurrence);
    if (!isStep(kind)) return;
    const by = byForEnd(kind, at);
    if (by !== undefined) setBehind(kind, occurrence, by);
    else {
      current[kind] = occurrence;
      setStep(picture, kind, at);
    }
  };
  /** A suspension that had ended when the case began again is behind, in whichever order the two were recorded. */
  const leaveEndedSuspension = (): void => {
    const again = begun?.at ?? null;
    if (begun === undefined || again === null) return;
    const from = current.suspended?.at ?? null;
    const isEnd = ({ kind, at }: Occurrence, from: Date): boolean =>
      ENDS_OF_SUSPENSION.has(kind) && at !== null && at >= from;
    const isPast = ({ isBehind, at }: Occurrence): boolean => isBehind || (at !== null && at <= again);
    if (from !== null && from < again && occurrences.some((one) => isEnd(one, from) && isPast(one))) {
      leave('suspended', begun);
    }
    const resumed = current.resumed?.at ?? null;
    if (picture.suspendedAt === null && resumed !== null && resumed < again) leave('resumed', begun);
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
    if (kind === 'extension_asked') asked = event.occurredAt;
    if (!isOccurrence(kind)) {
      acted = STATE_AFTER[kind] ?? acted;
      return;
    }
    const amended = amends === null ? undefined : byEvent.get(amends);
    if (amended === undefined) {
      occur(event, kind, unitBefore);
      acted = STATE_AFTER[kind];
    } else {
      setTime(amended, event.occurredAt);
      if (id !== null) byEvent.set(id, amended);
    }
  };

  return {
    picture,
    baton,
    occurrences,
    current,
    behind,
    get version() {
      return version;
    },
    get seen() {
      return seen;
    },
    get state() {
      return acted ?? STATE_OF_STAGE[stageOf(picture)];
    },
    apply(event) {
      seen++;
      version = event.version ?? version;
      take(event);
      leaveEndedSuspension();
    },
  };
}

const STEP_OF_FIELD: Readonly<Partial<Record<string, StepKind>>> = Object.fromEntries(
  Object.entries(STEP_FIELD).map(([kind, name]) => [name, kind as StepKind]),
);

const isStep = (kind: EventKind): kind is StepKind => Object.hasOwn(STEP_FIELD, kind);
const isOccurrence = (kind: EventKind): kind is Occurrence['kind'] =>
  isStep(kind) || kind === 'returned' || kind === 'reworked';

/** A report whose time was taken back, which no upload can do, would have none; the start of time stands for that. */
function setStep(picture: CasePicture, kind: StepKind, at: Date | null): void {
  if (kind === 'reported') picture.reportedAt = at ?? new Date(0);
  else picture[STEP_FIELD[kind]] = at;
}
