import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { asOwner } from '../database/door.ts';
import type { Deps } from '../deps.ts';
import { present } from '../present.ts';
import { applyTenant } from '../tenants/apply-tenant.ts';
import { parseManifest, type TenantManifest } from '../tenants/manifest.ts';
import { sampleCity } from '../tenants/sample/sample-city.ts';
import { plantCanary, type SandboxTenant } from './canaries.ts';

/** Slugs of sandboxes begin so, whoever made them. */
export const SANDBOX_PREFIX = 'isolation-proof-';

/** A city made for a hunt, with two counties that must not see each other. */
export interface Sandbox {
  readonly city: SandboxTenant;
  readonly counties: readonly [SandboxTenant, SandboxTenant];
}

/**
 * Makes a sandbox city with two counties through the same provisioning as any other, and plants a canary row in every tenant
 * table for each of the three. `issuer` is the realm whose tokens its people have. Catalogues and calendar must be loaded.
 * Throws, leaving nothing behind, when a tenant table has no canary: a new table must not be forgotten.
 */
export async function plantSandbox(
  database: Database,
  deps: Deps,
  issuer: string,
  sha256Of: (word: string) => string,
): Promise<Sandbox> {
  const mark = randomBytes(4).toString('hex');
  const citySlug = `${SANDBOX_PREFIX}${mark}`;
  const make = async (slug: string): Promise<SandboxTenant> => {
    const word = `canary${randomBytes(10).toString('hex')}`;
    const [subject, clientId] = [`${word}-person`, `${word}-machine`];
    const manifest = sandboxManifest(citySlug, slug, word, subject, clientId);
    const { tenantId, cityId } = await applyTenant(database, deps, issuer, manifest);
    const tenant = { tenantId, cityId, actor: word, slug, word, id: deps.ids.next(), subject, clientId };
    await asOwner(database, (trx) => plantCanary(trx, tenant, sha256Of(word)));
    return tenant;
  };
  try {
    const city = await make(citySlug);
    return { city, counties: [await make(`${citySlug}-a`), await make(`${citySlug}-b`)] };
  } catch (error) {
    await removeSandboxes(database, citySlug, deps.clock.now());
    throw error;
  }
}

/** Takes away every row of every sandbox whose slug begins with `prefix`; returns how many tenants that were. */
export async function removeSandboxes(database: Database, prefix: string, madeBefore: Date): Promise<number> {
  return asOwner(database, async (trx) => {
    const tenants = await trx
      .selectFrom('control.tenant')
      .select(['id', 'slug'])
      .where('slug', 'like', `${SANDBOX_PREFIX}%`)
      .where('slug', 'like', `${prefix}%`)
      .where('created_at', '<=', madeBefore)
      .execute();
    const ids = tenants.map(({ id }) => id);
    if (ids.length === 0) return 0;
    const { rows } = await sql<{ table: string; refers: string | null }>`
      select c.relname as table, f.relname as refers from pg_class c
        left join pg_constraint k on k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid
        left join pg_class f on f.oid = k.confrelid and f.relnamespace = c.relnamespace
       where c.relnamespace = 'biz'::regnamespace and c.relkind in ('r', 'p')`.execute(trx);
    for (const table of referringFirst(rows)) {
      await sql`delete from ${sql.table(`biz.${table}`)} where tenant_id = any(${ids}::int[])`.execute(trx);
    }
    await trx.deleteFrom('control.login').where('tenant_id', 'in', ids).execute();
    await trx.deleteFrom('control.machine_client').where('tenant_id', 'in', ids).execute();
    await trx.deleteFrom('control.tenant').where('id', 'in', ids).whereRef('id', '<>', 'city_id').execute();
    await trx.deleteFrom('control.tenant').where('id', 'in', ids).execute();
    return ids.length;
  });
}

/** Tables in an order in which none is emptied before those that refer to it. */
function referringFirst(edges: readonly { readonly table: string; readonly refers: string | null }[]): string[] {
  const left = new Set(edges.map(({ table }) => table));
  const order: string[] = [];
  while (left.size > 0) {
    const free = [...left].filter((table) => !edges.some((edge) => edge.refers === table && left.has(edge.table)));
    if (free.length === 0) throw new Error(`tables refer to each other in a circle: ${[...left].join(', ')}`);
    for (const table of free) {
      left.delete(table);
      order.push(table);
    }
  }
  return order;
}

function sandboxManifest(city: string, slug: string, word: string, subject: string, clientId: string): TenantManifest {
  const isCity = city === slug;
  const square = [[[0, 0], [0.01, 0], [0.01, 0.01], [0, 0.01], [0, 0]]]; // prettier-ignore
  const outline = { type: 'Polygon', coordinates: square };
  const { mapping } = present(sampleCity().flatMap(({ sources }) => sources)[0], 'a source of the sample city');
  return parseManifest({
    slug,
    city,
    kind: isCity ? 'city' : 'county',
    mode: isCity ? 'city_command' : 'county_command',
    name: word,
    nameEn: word,
    code: null,
    rankGroup: isCity ? null : 'county',
    units: [{ key: 'centre', kind: 'centre', name: word, from: '2026-01-01' }],
    people: [
      {
        subject,
        name: word,
        posts: [{ unit: 'centre', post: isCity ? 'assessor' : 'data_officer', from: '2026-01-01' }],
      },
    ],
    sources: [
      {
        code: word,
        name: word,
        catalogue: 'gbt30428',
        mapping: { ...mapping, notes: [word] },
        machineClients: [clientId],
      },
    ],
    areas: [{ level: 'county', code: null, name: word, outline, schematic: true }],
    cells: [{ code: word, areaClass: 1, outline, from: '2026-01-01' }],
  });
}
