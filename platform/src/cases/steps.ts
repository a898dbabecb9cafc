import type { CaseEvent, EventData, EventKind } from './events.ts';
import { PICTURE_FIELDS, STEP_FIELD, STEP_KINDS, type CasePicture, type FieldName } from './fields.ts';
import { isAnother } from './is-another.ts';
import { emptyPicture, sameValue } from './picture.ts';
import type { Projection } from './project.ts';

const STEP_FIELDS: ReadonlySet<FieldName> = new Set(STEP_KINDS.map((kind) => STEP_FIELD[kind]));
const OTHER_FIELDS = PICTURE_FIELDS.filter((field) => !STEP_FIELDS.has(field));

/** The events of a case seen for the first time: its report, which carries its fields, and the steps in their order. */
export function firstEvents(picture: CasePicture): CaseEvent[] {
  const data = changesBetween(emptyPicture(), picture);
  return STEP_KINDS.flatMap((kind) => {
    const at = picture[STEP_FIELD[kind]];
    return at === null ? [] : [newEvent(kind, at, kind === 'reported' ? data : NOTHING)];
  });
}

/**
 * The events by which an uploaded row brings a case up to what it says, in the order of the steps. The projection takes them
 * in; afterwards its picture is the row's, but for the `absent` fields, of which the row says nothing, and for times that a
 * later dispatch or suspension has put behind, which the row only repeats.
 *
 * A time the picture lacks is an occurrence, and so is a time that `isAnother`; any other that differs corrects the one we
 * know, as does one taken back. Other changed fields go into one `corrected`. Corrections are dated `at`: when we learnt.
 */
export function laterEvents(
  projection: Projection,
  next: CasePicture,
  absent: readonly FieldName[],
  at: Date,
): CaseEvent[] {
  const { picture, current } = projection;
  const before = { ...picture };
  const { unitName, leadUnitId, ...changes } = changesBetween(before, next, absent);
  let unit: EventData = {
    ...(unitName !== undefined && { unitName }),
    ...(leadUnitId !== undefined && { leadUnitId }),
  };
  const events: CaseEvent[] = [];
  const add = (event: CaseEvent): void => {
    events.push(event);
    projection.apply(event);
  };
  for (const kind of STEP_KINDS) {
    const field = STEP_FIELD[kind];
    const time = next[field];
    const known = picture[field];
    if (absent.includes(field) || sameValue(known, time)) continue;
    if (time !== null && (known === null || isAnother[kind](time, known, { before, now: picture, next, absent }))) {
      if (known === null && isPutBehind(projection, kind, time)) continue;
      add(newEvent(kind, time, kind === 'dispatched' ? unit : NOTHING));
      if (kind === 'dispatched') unit = NOTHING;
    } else {
      add({ ...newEvent('corrected', at, { [field]: jsonOf(time) }), amends: current[kind]?.id ?? null });
    }
  }
  const rest: EventData = { ...changes, ...unit };
  if (Object.keys(rest).length > 0) add(newEvent('corrected', at, rest));
  return events;
}

/** Whether a time is that of an occurrence the case has left behind. */
const isPutBehind = ({ occurrences }: Projection, kind: EventKind, time: Date): boolean =>
  occurrences.some((one) => one.kind === kind && one.at?.getTime() === time.getTime());

const NOTHING: EventData = {};

function newEvent(kind: EventKind, occurredAt: Date, data: EventData): CaseEvent {
  return { id: null, kind, occurredAt, amends: null, version: null, leadUnitId: null, data };
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
