import type { CaseEvent, EventData } from './events.ts';
import { PICTURE_FIELDS, STEP_FIELD, STEP_KINDS, type CasePicture } from './fields.ts';
import { emptyPicture, sameValue } from './picture.ts';

const STEP_FIELDS: ReadonlySet<keyof CasePicture> = new Set(STEP_KINDS.map((kind) => STEP_FIELD[kind]));
const OTHER_FIELDS = PICTURE_FIELDS.filter((field) => !STEP_FIELDS.has(field));

/**
 * The events that lead from an old picture (null: none yet) to a new one, in the order of the steps. Property:
 * `projectCase(old events + these)` = the new picture.
 *
 * A step time that is new or changed becomes an event of its kind; a step time taken back, and every other changed field,
 * go into one `corrected`, which is dated `at` (the moment we learnt of it). A new case's `reported` carries its fields.
 */
export function stepsBetween(old: CasePicture | null, next: CasePicture, at: Date): CaseEvent[] {
  const before = old ?? emptyPicture();
  const events: CaseEvent[] = [];
  const changes: Record<string, string | number | boolean | null> = {};
  let changed = false;
  for (const field of OTHER_FIELDS) {
    if (sameValue(before[field], next[field])) continue;
    changes[field] = jsonOf(next[field]);
    changed = true;
  }
  for (const kind of STEP_KINDS) {
    const time: Date | null = next[STEP_FIELD[kind]];
    const known: Date | null = before[STEP_FIELD[kind]];
    if (time === null) {
      if (known === null) continue;
      changes[STEP_FIELD[kind]] = null;
      changed = true;
    } else if ((old === null && kind === 'reported') || known === null || known.getTime() !== time.getTime()) {
      events.push({ kind, occurredAt: time, data: NOTHING });
    }
  }
  const [first] = events;
  if (old === null && first !== undefined) events[0] = { ...first, data: changes as EventData };
  else if (changed) events.push({ kind: 'corrected', occurredAt: at, data: changes as EventData });
  return events;
}

const NOTHING: EventData = {};

function jsonOf(value: CasePicture[keyof CasePicture]): string | number | boolean | null {
  return value instanceof Date ? value.toISOString() : value;
}
