import type { CalendarVersion, WorkCalendar } from './calendar.ts';
import { stateCouncilCalendar } from './state-council.ts';
import type { Database, Trx } from '../database/database.ts';
import { asOperator } from '../database/transaction.ts';
import { jsonb } from '../database/json.ts';
import { present } from '../kernel/present.ts';

/**
 * Puts a calendar into the database. Idempotent: a calendar that equals its latest version is left alone; one that differs
 * becomes the next version, so that closed periods keep theirs. Returns the version in force.
 */
export async function loadCalendar(
  database: Database,
  calendar: WorkCalendar = stateCouncilCalendar(),
): Promise<number> {
  return asOperator(database, async (trx) => (await writeCalendar(trx, calendar)).version);
}

/** The same in a transaction of the operator; `isNew` says whether there is another version now. */
export async function writeCalendar(
  trx: Trx,
  calendar: WorkCalendar,
): Promise<{ readonly version: number; readonly isNew: boolean }> {
  const latest = await readCalendar(trx, calendar.id);
  if (latest !== undefined && sameCalendar(latest, calendar)) return { version: latest.version, isNew: false };
  const version = (latest?.version ?? 0) + 1;
  await trx
    .insertInto('lookup.calendar')
    .values({
      id: calendar.id,
      version,
      time_zone: calendar.zone,
      periods: jsonb(calendar.periods.map(([from, to]) => [from, to])),
      published_years: [...calendar.publishedYears],
    })
    .execute();
  await trx
    .insertInto('lookup.calendar_day')
    .values([...calendar.days].map(([day, kind]) => ({ calendar_id: calendar.id, version, day, kind })))
    .execute();
  return { version, isNew: true };
}

/** A calendar of the database: the given version, else the latest; undefined when there is none. Any role may read it. */
export async function readCalendar(trx: Trx, id: string, version?: number): Promise<WorkCalendar | undefined> {
  const row = await trx
    .selectFrom('lookup.calendar')
    .selectAll()
    .where('id', '=', id)
    .where((where) => (version === undefined ? where.lit(true) : where('version', '=', version)))
    .orderBy('version', 'desc')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const days = await trx
    .selectFrom('lookup.calendar_day')
    .select(['day', 'kind'])
    .where('calendar_id', '=', id)
    .where('version', '=', row.version)
    .orderBy('day')
    .execute();
  return {
    id,
    version: row.version,
    zone: row.time_zone,
    periods: row.periods as unknown as WorkCalendar['periods'],
    publishedYears: row.published_years,
    days: new Map(days.map(({ day, kind }) => [day, kind as 'off' | 'makeup'])),
  };
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
  const shape = ({ zone, periods, publishedYears, days }: WorkCalendar) =>
    JSON.stringify([zone, periods, publishedYears, [...days].sort()]);
  return shape(a) === shape(b);
}
