import type { CaseEvent } from './events.ts';
import { FIELDS, STEP_FIELD, type CasePicture, type FieldName } from './fields.ts';
import { emptyPicture, isInstantField } from './picture.ts';

/**
 * The picture a case's events add up to. Events in the order they were recorded; pure.
 *
 * A step sets its own time, so one sent again supersedes the earlier of its kind. Data of any event sets the fields it
 * names; null clears. The first event is `reported` and carries what the case is about.
 */
export function projectCase(events: Iterable<CaseEvent>): CasePicture {
  return applyEvents(emptyPicture(), events);
}

/** Events on top of a picture already known; returns a new picture. */
export function applyEvents(start: CasePicture, events: Iterable<CaseEvent>): CasePicture {
  const picture: CasePicture = { ...start };
  for (const event of events) {
    for (const [name, value] of Object.entries(event.data)) {
      if (!isField(name)) continue; // the number
      const instant = isInstantField(name) && value !== null;
      Object.assign(picture, { [name]: instant ? new Date(value as string) : value });
    }
    if (event.kind !== 'corrected') picture[STEP_FIELD[event.kind]] = event.occurredAt;
  }
  return picture;
}

const isField = (name: string): name is FieldName => Object.hasOwn(FIELDS, name);
