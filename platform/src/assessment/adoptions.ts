import type { Acting, Trx } from '../database/database.ts';
import { namesOfPeople } from '../identity/names-of-people.ts';
import { requireCity } from '../identity/require-city.ts';
import type { Deps } from '../kernel/deps.ts';
import { maskPersonal } from '../kernel/mask-personal.ts';
import { Problem } from '../kernel/problem.ts';
import { checkScheme } from './scheme/check-scheme.ts';
import { readingsOf, type Reading } from './scheme/readings.ts';
import { readDocument, readScheme } from './scheme/schemes.ts';

/** How a city took a reading over. */
export interface Adoption {
  /** ISO 8601. */
  readonly at: string;
  /** The version that was decided on. */
  readonly version: number;
  readonly reason: string;
  readonly post: string | null;
  /** For the city itself; to a county the city is one body. */
  readonly person: string | null;
}

/** A reading of a scheme with what became of it; null: it waits for a decision. */
export interface DecidedReading extends Omit<Reading, 'hash'> {
  readonly adoption: Adoption | null;
}

export interface SchemeReadings {
  /** The newest version of the scheme: only its readings wait for a decision. */
  readonly latestVersion: number;
  readonly readings: readonly DecidedReading[];
}

interface Version {
  readonly id: string;
  readonly version: number;
}

/**
 * The readings of a version of a scheme, as its city or a county of it sees them; none of a document that the rules of today
 * refuse. SCHEME-MISSING for an unknown version.
 */
export async function readReadings(
  trx: Trx,
  { tenantId, cityId }: Pick<Acting, 'tenantId' | 'cityId'>,
  { id, version }: Version,
): Promise<SchemeReadings> {
  const checked = checkScheme(await readDocument(trx, cityId, id, version));
  const rows = await trx
    .selectFrom('biz.scheme_adoption')
    .select(['name', 'hash', 'version', 'reason', 'adopted_at', 'by_person_id', 'by_post'])
    .where('tenant_id', '=', cityId)
    .where('scheme_id', '=', id)
    .execute();
  const adopters = tenantId === cityId ? rows.map((row) => row.by_person_id) : [];
  const people = await namesOfPeople(trx, cityId, adopters);
  const adopted = new Map(rows.map((row) => [`${row.name} ${row.hash}`, row]));
  const readings = (checked.ok ? readingsOf(checked.scheme) : []).map(({ hash, ...reading }) => {
    const row = adopted.get(`${reading.name} ${hash}`);
    const adoption = row && {
      ...{
        at: row.adopted_at.toISOString(),
        version: row.version,
        reason: maskPersonal(row.reason),
        post: row.by_post,
      },
      person: people.get(row.by_person_id ?? '') ?? null,
    };
    return { ...reading, adoption: adoption ?? null };
  });
  return { latestVersion: await latestVersion(trx, cityId, id), readings };
}

async function latestVersion(trx: Trx, cityId: number, id: string): Promise<number> {
  const { latest } = await trx
    .selectFrom('biz.scheme')
    .select((select) => select.fn.max('version').as('latest'))
    .where('tenant_id', '=', cityId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return latest ?? 0;
}

/**
 * Takes readings of the newest version of a scheme over for its city. One that was taken over before stays as it was; no figure
 * changes by it. Returns the names that were not taken over before. SCHEME-MISSING, SCHEME-SUPERSEDED for an older version,
 * SCHEME-READING for a name that is no reading of it. For role city.
 */
export async function adoptReadings(
  trx: Trx,
  { clock }: Deps,
  city: Acting,
  { id, version, names, reason }: Version & { readonly names: readonly string[]; readonly reason: string },
): Promise<readonly string[]> {
  requireCity(city);
  const { scheme } = await readScheme(trx, city.cityId, id, version);
  const latest = await latestVersion(trx, city.cityId, id);
  if (latest !== version) throw new Problem('SCHEME-SUPERSEDED', { id, version, latest });
  const readings = readingsOf(scheme);
  const chosen = [...new Set(names)].map((name) => {
    const reading = readings.find((each) => each.name === name);
    if (reading === undefined) throw new Problem('SCHEME-READING', { id, version, name: name.slice(0, 200) });
    return reading;
  });
  const at = clock.now(); // one decision, however many readings it is about
  const rows = await trx
    .insertInto('biz.scheme_adoption')
    .values(
      chosen.map(({ name, hash }) => ({
        ...{ tenant_id: city.tenantId, city_id: city.cityId, scheme_id: id, name, hash, version, reason },
        ...{ adopted_at: at, adopted_by: city.actor },
        ...{ by_person_id: city.personId ?? null, by_post: city.post ?? null },
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('name')
    .execute();
  return rows.map(({ name }) => name).sort();
}
