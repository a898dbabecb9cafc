import { sql } from 'kysely';
import type { Database, Trx } from '../../database/database.ts';
import { asIdentity, inTenant } from '../../database/transaction.ts';
import { CASES } from './cases.ts';
import { FIGURES } from './figures.ts';
import type { Made, Plant } from './plant.ts';
import type { SandboxTenant } from './sandbox-tenant.ts';
import { SETTINGS } from './settings.ts';
import { PEOPLE } from './people.ts';
import { UPLOADS } from './uploads.ts';

/** Tables that provisioning fills. */
const PROVISIONED = [
  'area',
  'body',
  'grid_cell',
  'mapping',
  'period_cut',
  'person',
  'post',
  'source_system',
  'tenant',
  'unit',
];

/** One row for every table that provisioning leaves empty, in the order of their keys to each other. */
const PLANTS: Readonly<Record<string, Plant>> = { ...SETTINGS, ...UPLOADS, ...CASES, ...FIGURES, ...PEOPLE };

/** The tenant tables of this database. */
export async function tenantTables(trx: Trx): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relnamespace = 'biz'::regnamespace and relkind in ('r', 'p')
     order by 1`.execute(trx);
  return rows.map(({ name }) => name);
}

/**
 * Plants what provisioning left out, each row by the role that writes such rows in the product, so that no owner is needed
 * and the rights to add are exercised too. Throws naming a tenant table that would have no row.
 */
export async function plantCanary(database: Database, tenant: SandboxTenant, made: Made): Promise<void> {
  const known = new Set([...PROVISIONED, ...Object.keys(PLANTS)]);
  const forgotten = (await asIdentity(database, tenantTables)).filter((table) => !known.has(table));
  if (forgotten.length > 0)
    throw new Error(`no canary for biz.${forgotten.join(', biz.')}: write one into platform/src/proof/canaries`);
  for (const { role, row, post } of Object.values(PLANTS)) {
    await inTenant(database, role, { ...tenant, actor: tenant.people[post] }, (trx) => row(tenant, made).execute(trx));
  }
}
