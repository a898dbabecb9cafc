import { sql } from 'kysely';
import type { Trx } from '../../database/database.ts';

/** Seed of the keys of these advisory locks. */
const APPLY_LOCK = 6;

/**
 * Until the transaction ends nobody else applies a manifest of these cities or of their counties: a city writes rows of its
 * counties too. By the slug, since a tenant that is new has no number; in one order, so that nobody waits in a circle.
 */
export async function lockCities(trx: Trx, slugs: readonly string[]): Promise<void> {
  for (const slug of [...new Set(slugs)].sort()) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`city ${slug}`}, ${APPLY_LOCK}::bigint))`.execute(trx);
  }
}
