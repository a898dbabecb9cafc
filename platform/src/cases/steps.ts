import type { CaseEvent, EventData, EventKind } from './events.ts';
import { PICTURE_FIELDS, STEP_FIELD, STEP_KINDS, type CasePicture, type FieldName, type StepKind } from './fields.ts';
import { isAnother } from './is-another.ts';
import { emptyPicture, sameValue } from './picture.ts';
import { isDeparture, type Occurrence } from './occurrences.ts';
import type { Behind, Projection } from './project.ts';

const EMPTY: CasePicture = emptyPicture();
const STEP_FIELDS: ReadonlySet<FieldName> = new Set(STEP_KINDS.map((kind) => STEP_FIELD[kind]));
const BEFORE_DISPATCH: ReadonlySet<EventKind> = new Set<StepKind>(['reported', 'filed']);
const OTHER_FIELDS = PICTURE_FIELDS.filter((field) => !STEP_FIELDS.has(field));

/**
 * The events of a case seen for the first time: its report, which carries its fields, and the steps in their order. From the
 * dispatch on they are those of the body that has the case.
 */
export function firstEvents(picture: CasePicture): CaseEvent[] {
  const data = changesBetween(EMPTY, picture);
  const lead = picture.dispatchedAt === null ? null : picture.leadUnitId;
  return STEP_KINDS.flatMap((kind) => {
    const at = picture[STEP_FIELD[kind]];
    if (at === null) return [];
    return [newEvent(kind, at, kind === 'reported' ? data : NOTHING, BEFORE_DISPATCH.has(kind) ? null : lead)];
  });
}

/**
 * The events by which an uploaded row brings a case up to what it says, in the order of the steps. The projection takes them
 * in; afterwards its picture is the row's, but for the `absent` fields, of which the row says nothing, and for times from
 * before the case began again, which the row only repeats or puts right.
 *
 * A time from before what put the last one behind corrects that one, and takes back the one we know now. Else a time the
 * picture lacks is an occurrence, and so is a time that `isAnother`; any other that differs corrects the one we know, as does
 * one taken back. Other changed fields go into one `corrected`. Corrections are dated `at`: when we learnt.
 */
export function laterEvents(
  projection: Projection,
  next: CasePicture,
  absent: readonly FieldName[],
  at: Date,
): CaseEvent[] {
  const { picture, current, behind } = projection;
  const before = { ...picture };
  const { unitName, leadUnitId, ...changes } = changesBetween(before, next, absent);
  let unit: EventData = {
    ...(unitName !== undefined && { unitName }),
    ...(leadUnitId !== undefined && { leadUnitId }),
  };
  // Since the dispatch the body that has the case reads its events; what is put right of an earlier body's time, that one.
  const lead = leadUnitId === undefined ? picture.leadUnitId : (leadUnitId as number | null);
  const leadOf = (kind: StepKind): number | null => {
    if (kind === 'dispatched') return lead;
    if (picture.dispatchedAt === null) return null;
    return BEFORE_DISPATCH.has(kind) ? picture.leadUnitId : lead;
  };
  const events: CaseEvent[] = [];
  const add = (event: CaseEvent): void => {
    events.push(event);
    projection.apply(event);
  };
  const occur = (kind: StepKind, time: Date): void => {
    add(newEvent(kind, time, kind === 'dispatched' ? unit : NOTHING, leadOf(kind)));
    if (kind === 'dispatched') unit = NOTHING;
  };
  for (const kind of STEP_KINDS) {
    const field = STEP_FIELD[kind];
    const time = next[field];
    const known = picture[field];
    if (absent.includes(field) || sameValue(known, time) || isOwnEnd(current[kind])) continue;
    const correct = (one: Occurrence | undefined, to: Date | null, leadUnitId: number | null): void =>
      add({ ...newEvent('corrected', at, { [field]: jsonOf(to) }, leadUnitId), amends: one?.id ?? null });
    const left = behind[kind];
    if (time === null) correct(current[kind], null, leadOf(kind));
    else if (left !== undefined && isOfBefore(left, time, known)) {
      if (known !== null) correct(current[kind], null, leadOf(kind));
      if (!isRepeated(projection, kind, time)) correct(left.occurrence, time, left.occurrence.leadUnitId);
    } else if (known === null) {
      if (!isRepeated(projection, kind, time)) occur(kind, time);
    } else if (isAnother[kind](time, known, { before, now: picture, next, absent })) occur(kind, time);
    else correct(current[kind], time, leadOf(kind));
  }
  const rest: EventData = { ...changes, ...unit };
  if (Object.keys(rest).length > 0) add(newEvent('corrected', at, rest, picture.dispatchedAt === null ? null : lead));
  return events;
}

/** Whether a time lies before what put an occurrence behind, which the one that is known does not. */
const isOfBefore = ({ by }: Behind, time: Date, known: Date | null): boolean =>
  by.at !== null && time < by.at && (known === null || known >= by.at);

/** Whether it is an end that only a desk writes: a row knows nothing of it and takes nothing of it back. */
const isOwnEnd = (one: Occurrence | undefined): boolean => one !== undefined && isDeparture(one.kind);

/** Whether a time is that of an occurrence the case has left behind. */
const isRepeated = ({ occurrences }: Projection, kind: EventKind, time: Date): boolean =>
  occurrences.some((one) => one.kind === kind && one.at?.getTime() === time.getTime());

const NOTHING: EventData = {};

function newEvent(kind: EventKind, occurredAt: Date, data: EventData, leadUnitId: number | null): CaseEvent {
  return { id: null, kind, occurredAt, amends: null, version: null, leadUnitId, data };
}

function changesBetween(before: CasePicture, next: CasePicture, absent: readonly FieldName[] = []): EventData {
  const changes: Record<string, string | number | boolean | null> = {};
  for (const field of OTHER_FIELDS) {
    if (absent.includes(field) || sameValue(before[field], next[field])) continue;
    changes[field] = jsonOf(next[field]);
  }
  return changes;
}

function jsonOf(value: CasePicture[FieldName]): string | number | boolean | null {
  return value instanceof Date ? value.toISOString() : value;
}
