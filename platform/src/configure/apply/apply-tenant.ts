import { writeAudit } from '../../audit/write-audit.ts';
import type { Database, Trx } from '../../database/database.ts';
import { asOperator } from '../../database/transaction.ts';
import { notifyMembershipChanged } from '../../identity/membership-changes.ts';
import { hashOf } from '../../kernel/canonical.ts';
import type { Deps } from '../../kernel/deps.ts';
import type { AppliedBy, Applying } from './applying.ts';
import { applyAreas } from './apply-areas.ts';
import { applyCells } from './apply-cells.ts';
import { applyDesk } from './apply-desk.ts';
import { applyLimits } from './apply-limits.ts';
import { applyModes } from './apply-modes.ts';
import { applyPeople } from './apply-people.ts';
import { applySources } from './apply-sources.ts';
import { applyTenantRow, growConfigVersion } from './apply-tenant-row.ts';
import { applyUnits } from './apply-units.ts';
import type { Change, IssuedSecret } from '../change.ts';
import { copyCityName } from './copy-city-name.ts';
import { lockCities } from './lock-cities.ts';
import type { TenantManifest } from '../manifest/manifest.ts';
import { noteCounties, notePools, readUnitBodies } from './note-pools.ts';
import { readUnnamed, type Unnamed } from './unnamed.ts';

export interface AppliedTenant {
  readonly slug: string;
  readonly name: string;
  readonly tenantId: number;
  readonly cityId: number;
  /** Empty when the manifest was already in force. */
  readonly changes: readonly Change[];
  /** What is in force and the manifest does not name: it was left as it is. */
  readonly unnamed: readonly Unnamed[];
  /** Passwords and secrets made by this act; nowhere else in clear. */
  readonly secrets: readonly IssuedSecret[];
}

/**
 * Brings a tenant to its manifest in one transaction of the operator, who becomes the tenant: adds, corrects and ends, never
 * removes; what the manifest does not name stays. Applying twice writes nothing. One audit row holds the hash of the change
 * set. A city comes before its counties (CONF-CITY-FIRST). Caches follow by the configuration version and by NOTIFY; no restart.
 */
export function applyTenant(
  database: Database,
  deps: Deps,
  by: AppliedBy,
  manifest: TenantManifest,
): Promise<AppliedTenant> {
  return asOperator(database, async (trx) => {
    await lockCities(trx, [manifest.city]);
    return applyIn(trx, deps, by, manifest);
  });
}

/** What applying these manifests one after another would do. Writes nothing: it is done, looked at and rolled back. */
export async function planTenants(
  database: Database,
  deps: Deps,
  by: AppliedBy,
  manifests: readonly TenantManifest[],
): Promise<AppliedTenant[]> {
  const planned: AppliedTenant[] = [];
  const undo = new Error('a plan is never kept');
  try {
    await asOperator(database, async (trx) => {
      const cities = manifests.map(({ city }) => city);
      await lockCities(trx, cities);
      for (const manifest of manifests) planned.push(await applyIn(trx, deps, by, manifest));
      throw undo;
    });
  } catch (error) {
    if (error !== undo) throw error;
  }
  return planned;
}

/** The order of steps: each needs the numbers the earlier ones gave. */
async function applyIn(trx: Trx, deps: Deps, by: AppliedBy, manifest: TenantManifest): Promise<AppliedTenant> {
  const changes: Change[] = [];
  const secrets: IssuedSecret[] = [];
  const now = deps.clock.now();
  const scope = await applyTenantRow(trx, deps, by, manifest, changes);
  if (changes.length > 0) await copyCityName(trx, scope);
  const run: Applying = { ...by, deps, scope, now, changes, secrets, reached: new Set() };
  await applyModes(trx, run, manifest);
  const bodies = await readUnitBodies(trx, scope);
  const unitIds = await applyUnits(trx, run, manifest);
  await notePools(trx, run, manifest, bodies);
  await noteCounties(trx, run);
  const deskId = await applyDesk(trx, run, manifest, unitIds);
  await applyPeople(trx, run, manifest, unitIds);
  await applyAreas(trx, run, manifest);
  await applyCells(trx, run, manifest);
  await applyLimits(trx, run, manifest);
  await applySources(trx, run, manifest, unitIds, deskId);
  if (changes.some(({ part }) => PINNED.has(part))) run.reached.add(scope.tenantId);
  for (const tenantId of run.reached) await growConfigVersion(trx, tenantId);
  if (changes.some(({ part }) => MEMBERSHIP.has(part))) await notifyMembershipChanged(trx);
  if (changes.length > 0) await noteInAudit(trx, run, manifest.slug);
  return {
    slug: manifest.slug,
    name: manifest.name,
    ...scope,
    changes,
    unnamed: await readUnnamed(trx, run, manifest),
    secrets,
  };
}

/** What intake and figures are computed with: a result names the configuration version it came from. */
const PINNED = new Set<Change['part']>(['unit', 'area', 'cell', 'source', 'mapping', 'client', 'limit']);

/** What gateways remember about who somebody is. */
const MEMBERSHIP = new Set<Change['part']>(['tenant', 'unit', 'person', 'post', 'login', 'source', 'client']);

/** No names of people: the hash says whether a change set that somebody kept is this one. */
async function noteInAudit(trx: Trx, run: Applying, slug: string): Promise<void> {
  const acts = (act: Change['act']): number => run.changes.filter((change) => change.act === act).length;
  await writeAudit(
    trx,
    run.deps,
    { ...run.scope, actor: run.actor },
    {
      action: 'tenant.apply',
      subject: slug,
      data: {
        hash: hashOf(JSON.stringify(run.changes.map(({ consequences: _, ...change }) => change))),
        added: acts('add'),
        changed: acts('change'),
        ended: acts('end'),
      },
    },
  );
}
