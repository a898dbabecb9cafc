import { randomBytes } from 'node:crypto';
import { installationDigest } from '../cases/reporter/installation-digest.ts';
import type { Database, Trx } from '../database/database.ts';
import { inTenant } from '../database/transaction.ts';
import type { Deps } from '../kernel/deps.ts';
import { present } from '../kernel/present.ts';
import { applyTenant } from '../configure/apply/apply-tenant.ts';
import type { AppliedBy } from '../configure/apply/applying.ts';
import { parseManifest } from '../configure/manifest/check-manifest.ts';
import type { TenantManifest } from '../configure/manifest/manifest.ts';
import { sampleCity } from '../configure/sample/sample-city.ts';
import { readDesk } from '../tenants/read-desk.ts';
import { plantCanary } from './canaries/plant-canary.ts';
import { SANDBOX_POSTS, type SandboxPost, type SandboxTenant } from './canaries/sandbox-tenant.ts';
import { removeSandboxes, SANDBOX_PREFIX } from './remove-sandboxes.ts';

/** A city made for a hunt, with two counties that must not see each other. */
export interface Sandbox {
  readonly city: SandboxTenant;
  readonly counties: readonly [SandboxTenant, SandboxTenant];
}

/**
 * Makes a sandbox city with two counties through the same provisioning as any other, and plants a canary row in every tenant
 * table for each of the three. `by` says who acts, and the realm whose tokens its people have. Catalogues and calendar must be loaded.
 * Throws, leaving nothing behind, when a tenant table has no canary: a new table must not be forgotten.
 */
export async function plantSandbox(
  database: Database,
  deps: Deps,
  by: AppliedBy,
  sha256Of: (word: string) => string,
): Promise<Sandbox> {
  const mark = randomBytes(4).toString('hex');
  const citySlug = `${SANDBOX_PREFIX}${mark}`;
  const digest = installationDigest(database);
  const make = async (slug: string): Promise<SandboxTenant> => {
    const word = `canary${randomBytes(10).toString('hex')}`;
    const people = Object.fromEntries(
      SANDBOX_POSTS.map((post) => [post, `${word}-${post}`]),
    ) as SandboxTenant['people'];
    const clientId = `${word}-machine`;
    const { tenantId, cityId } = await applyTenant(
      database,
      deps,
      by,
      sandboxManifest(citySlug, slug, word, people, clientId),
    );
    const acting = { tenantId, cityId, actor: people.data };
    const units = await inTenant(database, 'operator', acting, async (trx) => ({
      unitId: await readDesk(trx, tenantId, deps.clock.now()),
      departmentId: await readDepartment(trx, tenantId),
    }));
    const [id, workId] = [deps.ids.next(), deps.ids.next()];
    const phone = `139${String(tenantId).padStart(8, '0')}`;
    const tenant = { ...acting, ...units, slug, word, id, workId, people, clientId, phone };
    await plantCanary(database, tenant, { sha256: sha256Of(word), phoneDigest: await digest(cityId, phone) });
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

async function readDepartment(trx: Trx, tenantId: number): Promise<number> {
  const { id } = await trx
    .selectFrom('biz.unit')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('code', '=', DEPARTMENT)
    .executeTakeFirstOrThrow();
  return id;
}

const DEPARTMENT = 'works';

function sandboxManifest(
  city: string,
  slug: string,
  word: string,
  people: SandboxTenant['people'],
  clientId: string,
): TenantManifest {
  const isCity = city === slug;
  const postOf = (post: SandboxPost) => (post !== 'data' ? post : isCity ? 'assessor' : 'data_officer');
  const square = [[[0, 0], [0.01, 0], [0.01, 0.01], [0, 0.01], [0, 0]]]; // prettier-ignore
  const outline = { type: 'Polygon', coordinates: square };
  const { mapping } = present(
    sampleCity()
      .flatMap(({ sources }) => sources)
      .find((source) => source.mapping !== undefined),
    'a mapping of the sample city',
  );
  return parseManifest({
    slug,
    city,
    kind: isCity ? 'city' : 'county',
    name: word,
    nameEn: word,
    code: null,
    rankGroup: isCity ? null : 'county',
    units: [
      { code: 'centre', kind: 'centre', name: word, from: '2026-01-01' },
      { code: DEPARTMENT, kind: 'department', name: word, parent: 'centre', from: '2026-01-01' },
    ],
    people: SANDBOX_POSTS.map((post) => ({
      username: people[post],
      subject: people[post],
      name: word,
      posts: [{ unit: post === 'department' ? DEPARTMENT : 'centre', post: postOf(post), from: '2026-01-01' }],
    })),
    sources: [
      {
        code: word,
        name: word,
        catalogue: 'gbt30428',
        mapping: { ...mapping, notes: [word] },
        clients: [{ id: clientId, subject: clientId }],
      },
    ],
    areas: [{ level: 'county', code: null, name: word, outline, schematic: true }],
    cells: [{ code: word, areaClass: 1, outline, from: '2020-01-01' }],
  });
}
