import type { CaseEvent } from './events.ts';
import { STEP_FIELD, type CasePicture } from './fields.ts';
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
    for (const [field, value] of Object.entries(event.data) as [keyof CasePicture, unknown][]) {
      const instant = isInstantField(field) && value !== null;
      Object.assign(picture, { [field]: instant ? new Date(value as string) : value });
    }
    if (event.kind !== 'corrected') picture[STEP_FIELD[event.kind]] = event.occurredAt;
  }
  return picture;
}
