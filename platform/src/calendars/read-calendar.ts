import type { CalendarVersion, ExceptionKind, WorkCalendar } from './calendar.ts';
import type { Hours } from './hours.ts';
import { layOver, type OwnCalendar } from './own-calendar.ts';
import type { Trx } from '../database/database.ts';
import { present } from '../kernel/present.ts';

/** A version of a calendar as it is stored: what it has of its own, and the calendar whose days hold under it. */
export interface StoredCalendar extends Pick<WorkCalendar, 'id' | 'version' | 'zone' | 'publishedYears'> {
  readonly own: OwnCalendar;
  readonly base: CalendarVersion | null;
}

/** The given version of a calendar, else the latest; undefined when there is none. Any role may read it. */
export async function readStored(trx: Trx, id: string, version?: number): Promise<StoredCalendar | undefined> {
  const [row, known] = await Promise.all([
    trx
      .selectFrom('lookup.calendar')
      .selectAll()
      .where('id', '=', id)
      .where((where) => (version === undefined ? where.lit(true) : where('version', '=', version)))
      .orderBy('version', 'desc')
      .executeTakeFirst(),
    version === undefined ? null : readDays(trx, id, version),
  ]);
  if (row === undefined) return undefined;
  const days = known ?? (await readDays(trx, id, row.version));
  const hours = { periods: row.periods, seasons: row.seasons } as unknown as Hours;
  return {
    id,
    version: row.version,
    zone: row.time_zone,
    publishedYears: row.published_years,
    own: { ...hours, days: days.map(({ day, kind }) => ({ day, kind: kind as ExceptionKind })) },
    base: row.base_id === null ? null : { id: row.base_id, version: present(row.base_version, 'version of a base') },
  };
}

const readDays = (trx: Trx, id: string, version: number) =>
  trx
    .selectFrom('lookup.calendar_day')
    .select(['day', 'kind'])
    .where('calendar_id', '=', id)
    .where('version', '=', version)
    .orderBy('day')
    .execute();

/** A calendar with all its days: the given version, else the latest; undefined when there is none. Any role may read it. */
export async function readCalendar(trx: Trx, id: string, version?: number): Promise<WorkCalendar | undefined> {
  const stored = await readStored(trx, id, version);
  if (stored === undefined) return undefined;
  const { own, base } = stored;
  const under = base && present(await readCalendar(trx, base.id, base.version), `calendar ${base.id}`);
  return layOver(under ?? { ...stored, days: new Map() }, own, stored);
}

/** What a calendar becomes once `wanted` is in force; undefined for one that has no day of it. */
export async function calendarUnder(trx: Trx, id: string, wanted: WorkCalendar): Promise<WorkCalendar | undefined> {
  if (id === wanted.id) return wanted;
  const stored = await readStored(trx, id);
  if (stored === undefined || stored.base === null) return undefined;
  const base = await calendarUnder(trx, stored.base.id, wanted);
  return base && layOver(base, stored.own, stored);
}

/** Which calendar a tenant works by: the one it was given, in its latest version. Throws when it was never loaded. */
export async function calendarInForce(trx: Trx, tenantId: number): Promise<CalendarVersion> {
  return trx
    .selectFrom('biz.tenant as t')
    .innerJoin('lookup.calendar as c', 'c.id', 't.calendar_id')
    .select(['c.id', 'c.version'])
    .where('t.tenant_id', '=', tenantId)
    .orderBy('c.version', 'desc')
    .executeTakeFirstOrThrow();
}

/** The calendar a tenant works by, with its days. */
export async function calendarOf(trx: Trx, tenantId: number): Promise<WorkCalendar> {
  const { id, version } = await calendarInForce(trx, tenantId);
  return present(await readCalendar(trx, id, version), `calendar ${id} ${version}`);
}

/** Whether two calendars say the same, whatever their version. */
export function sameCalendar(a: WorkCalendar, b: WorkCalendar): boolean {
  const shape = ({ zone, periods, seasons, publishedYears, days }: WorkCalendar) =>
    JSON.stringify([
      ...[zone, periods, publishedYears, [...days].sort()],
      seasons.map((season) => [season.from, season.to, season.periods]),
    ]);
  return shape(a) === shape(b);
}
