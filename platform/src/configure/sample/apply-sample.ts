import type { Database } from '../../database/database.ts';
import type { Deps } from '../../kernel/deps.ts';
import { applyTenant } from '../apply-tenant.ts';
import type { AppliedTenant } from '../apply-tenant.ts';
import { sampleCity } from './sample-city.ts';

export interface AppliedSample {
  readonly slug: string;
  readonly name: string;
  readonly tenant: AppliedTenant;
}

/**
 * Brings the sample city into the database: the city, then its counties and zones, with people, clients, places and
 * mappings. Idempotent. Catalogues and calendar must be loaded before. Yields tenant by tenant, for a progress line.
 */
export async function* applySample(database: Database, deps: Deps, issuer: string): AsyncGenerator<AppliedSample> {
  for (const manifest of sampleCity()) {
    yield { slug: manifest.slug, name: manifest.name, tenant: await applyTenant(database, deps, issuer, manifest) };
  }
}
