import { sql } from 'kysely';
import type { CalendarVersion, WorkCalendar } from './calendar.ts';
import { sameOwn, type OwnCalendar } from './own-calendar.ts';
import { readCalendar, readStored, sameCalendar, type StoredCalendar } from './read-calendar.ts';
import { stateCouncilCalendar } from './state-council.ts';
import type { Database, Trx } from '../database/database.ts';
import { asOperator } from '../database/transaction.ts';
import { jsonb } from '../database/json.ts';
import { present } from '../kernel/present.ts';

/** A version that is there now; `isNew` says whether it was not before. */
export interface WrittenCalendar {
  readonly version: number;
  readonly isNew: boolean;
}

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

/** The same in a transaction of the operator. Calendars over this one get a new version with its days. */
export async function writeCalendar(trx: Trx, calendar: WorkCalendar): Promise<WrittenCalendar> {
  await lockCalendars(trx);
  const latest = await readCalendar(trx, calendar.id);
  if (latest !== undefined && sameCalendar(latest, calendar)) return { version: latest.version, isNew: false };
  const { id, zone, periods, seasons, publishedYears } = calendar;
  const days = [...calendar.days].map(([day, kind]) => ({ day, kind }));
  const version = (latest?.version ?? 0) + 1;
  return writeVersion(trx, { id, version, zone, publishedYears, own: { periods, seasons, days }, base: null });
}

/**
 * Puts what a tenant has of its own over the latest version of another calendar, likewise, under an id. Calendars over this
 * one follow. Role operator. Throws for a base that was never loaded.
 */
export async function writeOwnCalendar(
  trx: Trx,
  id: string,
  baseId: string,
  own: OwnCalendar,
): Promise<WrittenCalendar> {
  await lockCalendars(trx);
  const { version, zone, publishedYears } = present(await readStored(trx, baseId), `calendar ${baseId}`);
  const base: CalendarVersion = { id: baseId, version };
  const latest = await readStored(trx, id);
  if (latest?.base?.id === baseId && latest.base.version === version && sameOwn(latest.own, own)) {
    return { version: latest.version, isNew: false };
  }
  return writeVersion(trx, { id, version: (latest?.version ?? 0) + 1, zone, publishedYears, own, base });
}

/** Writes a version, and one of each calendar whose days are under it. */
async function writeVersion(trx: Trx, calendar: StoredCalendar): Promise<WrittenCalendar> {
  const { id, version, own, base } = calendar;
  await trx
    .insertInto('lookup.calendar')
    .values({
      id,
      version,
      time_zone: calendar.zone,
      periods: jsonb(own.periods.map(([from, to]) => [from, to])),
      seasons: jsonb(
        own.seasons.map(({ from, to, periods }) => ({ from, to, periods: periods.map(([a, b]) => [a, b]) })),
      ),
      published_years: [...calendar.publishedYears],
      ...{ base_id: base?.id ?? null, base_version: base?.version ?? null },
    })
    .execute();
  if (own.days.length > 0) {
    await trx
      .insertInto('lookup.calendar_day')
      .values(own.days.map(({ day, kind }) => ({ calendar_id: id, version, day, kind })))
      .execute();
  }
  const over = await trx
    .selectFrom('lookup.calendar')
    .select('id')
    .distinct()
    .where('base_id', '=', id)
    .orderBy('id')
    .execute();
  for (const { id: next } of over) {
    const stored = present(await readStored(trx, next), `calendar ${next}`);
    if (stored.base?.id === id) await writeOwnCalendar(trx, next, id, stored.own);
  }
  return { version, isNew: true };
}

/** Key of the advisory lock under which calendars are written: else one could be laid over a version that is no longer the latest. */
const CALENDAR_LOCK = 'lookup.calendar';

async function lockCalendars(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${CALENDAR_LOCK}, 0))`.execute(trx);
}
