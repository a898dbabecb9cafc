import type { Database } from '../../database/database.ts';
import type { Deps } from '../../kernel/deps.ts';
import { applyTenant, type AppliedTenant } from '../apply/apply-tenant.ts';
import { seatSampleOperator } from '../operators/operators.ts';
import { sampleCity } from './sample-city.ts';

/**
 * Brings the sample city into the database: the city, then its counties and zones, with people, clients, places and
 * mappings. Idempotent. Catalogues and calendar must be loaded before. Yields tenant by tenant, for a progress line. Its
 * people and clients are those of the realm file, so nobody gets a one-time password.
 */
export async function* applySample(database: Database, deps: Deps, issuer: string): AsyncGenerator<AppliedTenant> {
  await seatSampleOperator(database, deps);
  for (const manifest of sampleCity()) {
    yield applyTenant(database, deps, { actor: 'sample', issuer, accounts: false }, manifest);
  }
}
