import type { WorkCalendar } from '../calendars/calendar.ts';
import { dueAt, isProvisional } from '../calendars/due-at.ts';
import { isLimitValue, type Limit } from '../calendars/limit.ts';
import type { Pause } from '../calendars/pause.ts';
import { civilDay } from '../calendars/zone.ts';
import type { StoredField } from '../database/unnest-rows.ts';
import { COUNTED_FIELDS, FIELDS, type CasePicture, type PictureFact } from './fields.ts';

/** What assessment counts of one case: fields of its picture, its deadline, and the civil days of four instants. */
export interface CaseFact extends PictureFact {
  /** Disposal deadline computed by us; null without a rule, before filing, and while suspended. */
  readonly dueAt: Date | null;
  /** Days as YYYY-MM-DD in the calendar's zone. */
  readonly reportedDay: string;
  readonly filedDay: string | null;
  readonly dueDay: string | null;
  readonly closedDay: string | null;
}

/** Where biz.case_fact keeps each field of a fact. */
export const FACT_FIELDS: Readonly<Record<keyof CaseFact, StoredField>> = {
  ...pick<Record<keyof PictureFact, StoredField>, keyof PictureFact>(FIELDS, COUNTED_FIELDS),
  dueAt: { column: 'due_at', type: 'timestamptz' },
  reportedDay: { column: 'reported_day', type: 'date' },
  filedDay: { column: 'filed_day', type: 'date' },
  dueDay: { column: 'due_day', type: 'date' },
  closedDay: { column: 'closed_day', type: 'date' },
};

/** The fact row of a picture under a calendar. Used alike by the merge of an upload and by the replay of a period. */
export function factOf(picture: CasePicture, calendar: WorkCalendar): CaseFact {
  const due = dueOf(picture, calendar);
  const day = (at: Date | null) => (at === null ? null : dayOf(at, calendar.zone));
  return {
    ...pick(picture, COUNTED_FIELDS),
    dueAt: due,
    reportedDay: dayOf(picture.reportedAt, calendar.zone),
    filedDay: day(picture.filedAt),
    dueDay: day(due),
    closedDay: day(picture.closedAt),
  };
}

function pick<T, Name extends keyof T>(from: T, names: readonly Name[]): Pick<T, Name> {
  const part = {} as Pick<T, Name>;
  for (const name of names) part[name] = from[name];
  return part;
}

const QUARTER_HOUR = 900_000;
const days = new Map<string, Map<number, string>>();

/** `civilDay`, remembered by quarter of an hour (every zone's offset is a multiple of one): four a row in bulk. */
function dayOf(at: Date, zone: string): string {
  let known = days.get(zone);
  if (known === undefined) days.set(zone, (known = new Map()));
  const quarter = Math.floor(at.getTime() / QUARTER_HOUR);
  let day = known.get(quarter);
  if (day === undefined) {
    if (known.size > 50_000) known.clear();
    day = civilDay(at, zone);
    known.set(quarter, day);
  }
  return day;
}

/**
 * When the disposal clock starts: at dispatch (workflow.md §5). A source that keeps no dispatch times starts it at filing;
 * a case neither dispatched nor filed has no deadline yet.
 */
export function clockStart(picture: Pick<CasePicture, 'dispatchedAt' | 'filedAt'>): Date | null {
  return picture.dispatchedAt ?? picture.filedAt;
}

/** The limit of a picture, null where no rule gave one. */
export function limitOf(picture: Pick<CasePicture, 'limitValue' | 'limitUnit'>): Limit | null {
  const { limitValue: value, limitUnit: unit } = picture;
  return value === null || unit === null || !isLimitValue(value) ? null : { value, unit };
}

/** The suspension as the clock sees it: its time is added to the limit. One never resumed ends with disposal or closing. */
export function pausesIn(picture: Pick<CasePicture, 'suspendedAt' | 'resumedAt' | 'disposedAt' | 'closedAt'>): Pause[] {
  const { suspendedAt: from, resumedAt, disposedAt, closedAt } = picture;
  if (from === null) return [];
  for (const to of [resumedAt, disposedAt, closedAt]) if (to !== null && to >= from) return [{ from, to }];
  return [{ from, to: null }];
}

/** Disposal deadline of a picture: start, limit, calendar, suspension. Extensions have no effect until approvals are sent. */
export function dueOf(picture: CasePicture, calendar: WorkCalendar): Date | null {
  const start = clockStart(picture);
  const limit = limitOf(picture);
  return start === null || limit === null ? null : dueAt(calendar, start, limit, pausesIn(picture));
}

/** Whether that deadline may move with a holiday notice still to come. */
export function isDueProvisional(picture: CasePicture, due: Date | null, calendar: WorkCalendar): boolean {
  const start = clockStart(picture);
  const limit = limitOf(picture);
  return start !== null && limit !== null && due !== null && isProvisional(calendar, start, due, limit.unit);
}
