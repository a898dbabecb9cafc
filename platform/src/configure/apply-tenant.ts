import type { Database, Trx } from '../database/database.ts';
import { asOwner } from '../database/transaction.ts';
import type { Deps } from '../kernel/deps.ts';
import { jsonb } from '../database/json.ts';
import { notifyMembershipChanged } from '../identity/membership-changes.ts';
import { Problem } from '../kernel/problems.ts';
import { applyPeople } from './apply-people.ts';
import { applyPlaces } from './apply-places.ts';
import { applySources } from './apply-sources.ts';
import { applyUnits } from './apply-units.ts';
import { copyCityName } from './copy-city-name.ts';
import type { TenantManifest } from './manifest.ts';
import { newNumberPrefix, requireSamePrefix } from './number-prefix.ts';
import { takeNumbers } from './numbers.ts';
import type { TenantScope } from './scope.ts';

export interface AppliedTenant {
  readonly tenantId: number;
  readonly cityId: number;
  /** Rows written; 0 when the manifest was already in force. */
  readonly written: number;
}

/**
 * Brings a tenant to its manifest in one transaction of the owner: adds and corrects, never removes; applying twice
 * writes nothing. A city comes before its counties (SYS-INPUT otherwise). `issuer` is the identity provider whose
 * subjects and client ids the manifest names; a moved issuer adds logins and keeps the people.
 */
export async function applyTenant(
  database: Database,
  deps: Deps,
  issuer: string,
  manifest: TenantManifest,
): Promise<AppliedTenant> {
  return asOwner(database, async (trx) => {
    const { scope, written } = await applyTenantRows(trx, deps, manifest);
    if (written > 0) await copyCityName(trx, scope);
    const { unitIds, written: units } = await applyUnits(trx, scope, manifest);
    const people = await applyPeople(trx, deps, scope, issuer, manifest, unitIds);
    const places = await applyPlaces(trx, scope, manifest);
    const sources = await applySources(trx, deps, scope, issuer, manifest);
    if (places + sources > 0) await growConfigVersion(trx, scope);
    if (written + units + people + sources > 0) await notifyMembershipChanged(trx);
    return { ...scope, written: written + units + people + places + sources };
  });
}

async function applyTenantRows(
  trx: Trx,
  deps: Deps,
  manifest: TenantManifest,
): Promise<{ scope: TenantScope; written: number }> {
  const known = await trx
    .selectFrom('control.tenant')
    .select(['id', 'city_id'])
    .where('slug', '=', manifest.slug)
    .executeTakeFirst();
  if (known === undefined) return { scope: await createTenant(trx, deps, manifest), written: 1 };
  const scope = { tenantId: known.id, cityId: known.city_id };
  const stored = await trx
    .selectFrom('biz.tenant')
    .selectAll()
    .where('tenant_id', '=', scope.tenantId)
    .executeTakeFirstOrThrow();
  requireSamePrefix(manifest, stored.number_prefix);
  const wanted = attributesOf(manifest);
  const same = Object.entries(wanted).every(([key, value]) => stored[key as keyof typeof wanted] === value);
  const sameHistory = JSON.stringify(stored.code_history) === JSON.stringify(manifest.codeHistory);
  if (same && sameHistory) return { scope, written: 0 };
  await trx
    .updateTable('biz.tenant')
    .set({ ...wanted, code_history: jsonb(manifest.codeHistory) })
    .where('tenant_id', '=', scope.tenantId)
    .execute();
  return { scope, written: 1 };
}

async function createTenant(trx: Trx, deps: Deps, manifest: TenantManifest): Promise<TenantScope> {
  const [tenantId] = (await takeNumbers(trx, 'tenant', 1)) as [number];
  const cityId = manifest.kind === 'city' ? tenantId : await cityIdOf(trx, manifest.city);
  await trx
    .insertInto('control.tenant')
    .values({ id: tenantId, city_id: cityId, slug: manifest.slug, created_at: deps.clock.now() })
    .execute();
  await trx
    .insertInto('biz.tenant')
    .values({
      tenant_id: tenantId,
      city_id: cityId,
      slug: manifest.slug,
      ...attributesOf(manifest),
      code_history: jsonb(manifest.codeHistory),
      number_prefix: await newNumberPrefix(trx, { tenantId, cityId }, manifest),
    })
    .execute();
  // The row every merge and every closing locks; nothing was recorded yet.
  await trx
    .insertInto('biz.period_cut')
    .values({ tenant_id: tenantId, city_id: cityId, last_recorded_at: new Date(0) })
    .execute();
  return { tenantId, cityId };
}

function attributesOf(manifest: TenantManifest) {
  return {
    kind: manifest.kind,
    mode: manifest.mode,
    name: manifest.name,
    name_en: manifest.nameEn,
    code: manifest.code,
    rank_group: manifest.rankGroup,
    time_zone: manifest.timeZone,
    calendar_id: manifest.calendar,
  };
}

async function cityIdOf(trx: Trx, slug: string): Promise<number> {
  const city = await trx
    .selectFrom('control.tenant')
    .select(['id', 'city_id'])
    .where('slug', '=', slug)
    .executeTakeFirst();
  if (city === undefined || city.id !== city.city_id) {
    throw new Problem('SYS-INPUT', { reason: `no city "${slug}"; apply the city first` });
  }
  return city.id;
}

async function growConfigVersion(trx: Trx, { tenantId }: TenantScope): Promise<void> {
  await trx
    .updateTable('biz.tenant')
    .set((set) => ({ config_version: set('config_version', '+', 1) }))
    .where('tenant_id', '=', tenantId)
    .execute();
}
