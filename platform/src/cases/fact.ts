import type { WorkCalendar } from '../calendars/calendar.ts';
import { dueAt } from '../calendars/due-at.ts';
import { isLimitValue, type Limit } from '../calendars/limit.ts';
import { civilDay } from '../calendars/zone.ts';
import type { StoredField } from '../database/unnest-rows.ts';
import type { Clock } from './clock.ts';
import { COUNTED_FIELDS, FIELDS, type CasePicture, type PictureFact } from './fields.ts';
import type { ProjectedCase } from './project.ts';

/** What assessment counts of one case: fields of its picture, its deadline, and the civil days of four instants. */
export interface CaseFact extends PictureFact {
  /** Whether it ever was suspended, also before it began again; one taken back does not count. */
  readonly everSuspended: boolean;
  /** Disposal deadline computed by us; null without a rule, before filing, and while suspended. */
  readonly dueAt: Date | null;
  /** Wall time in which the disposal clock stood, pauses that count alone. */
  readonly pauseMs: number;
  /** Time of the limit's own clock that extensions added. */
  readonly extensionMs: number;
  /** The collection company whose collector reported it; null where none did, and of every upload. */
  readonly collectorUnitId: number | null;
  /** The calendar all this was computed under, and its version. */
  readonly calendarId: string;
  readonly calendarVersion: number;
  /** Number of events it was projected from. */
  readonly seen: number;
  /** Days as YYYY-MM-DD in the calendar's zone. */
  readonly reportedDay: string;
  readonly filedDay: string | null;
  /** While a suspension goes on, of the deadline it had before; null without a limit. */
  readonly dueDay: string | null;
  readonly closedDay: string | null;
}

/** Where biz.case_fact keeps each field of a fact. */
export const FACT_FIELDS: Readonly<Record<keyof CaseFact, StoredField>> = {
  ...pick<Record<keyof PictureFact, StoredField>, keyof PictureFact>(FIELDS, COUNTED_FIELDS),
  everSuspended: { column: 'ever_suspended', type: 'bool' },
  dueAt: { column: 'due_at', type: 'timestamptz' },
  pauseMs: { column: 'pause_ms', type: 'int8' },
  extensionMs: { column: 'extension_ms', type: 'int8' },
  collectorUnitId: { column: 'collector_unit_id', type: 'int4' },
  calendarId: { column: 'calendar_id', type: 'text' },
  calendarVersion: { column: 'calendar_version', type: 'int4' },
  seen: { column: 'seen', type: 'int4' },
  reportedDay: { column: 'reported_day', type: 'date' },
  filedDay: { column: 'filed_day', type: 'date' },
  dueDay: { column: 'due_day', type: 'date' },
  closedDay: { column: 'closed_day', type: 'date' },
};

/** The fact row of a case under a calendar. Used alike by the merge of an upload and by the replay of a period. */
export function factOf(
  { picture, occurrences, events, seen }: Pick<ProjectedCase, 'picture' | 'occurrences' | 'events' | 'seen'>,
  clock: Clock,
  calendar: WorkCalendar,
): CaseFact {
  const { id, zone, version } = calendar;
  const turn = clock.at(-1);
  const due = turn?.dueAt ?? null;
  const day = (at: Date | null) => (at === null ? null : dayOf(at, zone));
  return {
    ...pick(picture, COUNTED_FIELDS),
    everSuspended: occurrences.some(({ kind, at }) => kind === 'suspended' && at !== null),
    dueAt: due,
    pauseMs: turn?.pauseMs ?? 0,
    extensionMs: turn?.extensionMs ?? 0,
    collectorUnitId: collectorOf(events),
    calendarId: id,
    calendarVersion: version,
    seen,
    reportedDay: dayOf(picture.reportedAt, zone),
    filedDay: day(picture.filedAt),
    dueDay: day(due ?? (turn === undefined ? null : heldDue(turn, calendar))),
    closedDay: day(picture.closedAt),
  };
}

/** The deadline of a clock that stands, as it was before it stood: the case goes on belonging to that day. */
function heldDue({ limit, startedAt, pauses, extensions }: Clock[number], calendar: WorkCalendar): Date | null {
  if (limit === null) return null;
  const ended = pauses.filter(({ to }) => to !== null);
  const added = extensions.filter(({ effect }) => effect === 'added').length;
  return dueAt(calendar, startedAt, limit, ended, added);
}

function collectorOf(events: ProjectedCase['events']): number | null {
  const collector = events.find(({ kind }) => kind === 'reported')?.data.collectorUnitId;
  return typeof collector === 'number' ? collector : null;
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

/** The limit of a picture, null where no rule gave one. */
export function limitOf(picture: Pick<CasePicture, 'limitValue' | 'limitUnit'>): Limit | null {
  const { limitValue: value, limitUnit: unit } = picture;
  return value === null || unit === null || !isLimitValue(value) ? null : { value, unit };
}
