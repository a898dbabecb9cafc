import { startOfDay } from '../calendars/zone.ts';
import type { Trx } from '../database/database.ts';
import type { Deps } from '../kernel/deps.ts';
import { Problem } from '../kernel/problems.ts';
import type { TenantScope } from './scope.ts';
import type { TenantManifest } from './manifest.ts';
import { present } from '../kernel/present.ts';

type ManifestPerson = TenantManifest['people'][number];

/** Adds people, their logins and posts, and enters the end of a post where the manifest now has one. */
export async function applyPeople(
  trx: Trx,
  deps: Deps,
  scope: TenantScope,
  issuer: string,
  manifest: TenantManifest,
  unitIds: ReadonlyMap<string, number>,
): Promise<number> {
  let written = 0;
  for (const person of manifest.people) {
    const login = await applyLogin(trx, deps, scope, issuer, person);
    const posts = await applyPosts(trx, deps, scope, manifest, person, login.personId, unitIds);
    written += login.written + posts;
  }
  return written;
}

/** The subject names the person, whatever the issuer: the address of the identity provider may change. */
async function applyLogin(
  trx: Trx,
  deps: Deps,
  { tenantId, cityId }: TenantScope,
  issuer: string,
  person: ManifestPerson,
): Promise<{ personId: string; written: number }> {
  const logins = await trx
    .selectFrom('control.login')
    .select(['issuer', 'tenant_id', 'person_id'])
    .where('subject', '=', person.subject)
    .execute();
  if (logins.some((login) => login.tenant_id !== tenantId)) {
    throw new Problem('SYS-INPUT', { reason: `subject "${person.subject}" signs in to another tenant` });
  }
  const personId = logins[0]?.person_id ?? deps.ids.next();
  const people = await trx
    .insertInto('biz.person')
    .values({ tenant_id: tenantId, city_id: cityId, id: personId, name: person.name })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'id'])
        .doUpdateSet({ name: person.name })
        .where('biz.person.name', 'is distinct from', person.name),
    )
    .returning('id')
    .execute();
  if (logins.some((login) => login.issuer === issuer)) return { personId, written: people.length };
  await trx
    .insertInto('control.login')
    .values({ issuer, subject: person.subject, tenant_id: tenantId, person_id: personId })
    .execute();
  return { personId, written: people.length + 1 };
}

async function applyPosts(
  trx: Trx,
  deps: Deps,
  { tenantId, cityId }: TenantScope,
  manifest: TenantManifest,
  person: ManifestPerson,
  personId: string,
  unitIds: ReadonlyMap<string, number>,
): Promise<number> {
  const stored = await trx
    .selectFrom('biz.post')
    .select(['id', 'unit_id', 'post', 'from_at', 'to_at'])
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .execute();
  let written = 0;
  for (const post of person.posts) {
    const unitId = present(unitIds.get(post.unit), `unit ${post.unit}`);
    const fromAt = startOfDay(post.from, manifest.timeZone);
    const toAt = post.to === undefined ? null : startOfDay(post.to, manifest.timeZone);
    const known = stored.find(
      (row) => row.unit_id === unitId && row.post === post.post && row.from_at.getTime() === fromAt.getTime(),
    );
    if (known === undefined) {
      await trx
        .insertInto('biz.post')
        .values({
          tenant_id: tenantId,
          city_id: cityId,
          id: deps.ids.next(),
          person_id: personId,
          unit_id: unitId,
          post: post.post,
          from_at: fromAt,
          to_at: toAt,
        })
        .execute();
      written++;
    } else if (toAt !== null && known.to_at?.getTime() !== toAt.getTime()) {
      await trx
        .updateTable('biz.post')
        .set({ to_at: toAt })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', known.id)
        .execute();
      written++;
    }
  }
  return written;
}
