import { startOfDay } from '../calendars/zone.ts';
import type { Trx } from '../database/database.ts';
import { present } from '../kernel/present.ts';
import type { Applying } from './applying.ts';
import { losesLastPost } from './consequences.ts';
import type { TenantManifest } from './manifest.ts';

type ManifestPerson = TenantManifest['people'][number];
type ManifestPost = ManifestPerson['posts'][number];

/** Adds posts of a person, and enters or takes back their ends. A post is recognised by unit, post and first day. */
export async function applyPosts(
  trx: Trx,
  run: Applying,
  manifest: TenantManifest,
  person: ManifestPerson,
  personId: string,
  unitIds: ReadonlyMap<string, number>,
): Promise<void> {
  const { tenantId, cityId } = run.scope;
  const stored = await trx
    .selectFrom('biz.post')
    .select(['id', 'unit_id', 'post', 'from_at', 'to_at'])
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .execute();
  for (const post of person.posts) {
    const unitId = present(unitIds.get(post.unit), `unit ${post.unit}`);
    const fromAt = instantOf(post.from, manifest.timeZone);
    const toAt = endOf(post, manifest);
    const key = `${person.username} ${post.post}@${post.unit}`;
    const known = stored.find(
      (row) => row.unit_id === unitId && row.post === post.post && row.from_at.getTime() === fromAt.getTime(),
    );
    if (known === undefined) {
      const row = { person_id: personId, unit_id: unitId, post: post.post, from_at: fromAt, to_at: toAt };
      await trx
        .insertInto('biz.post')
        .values({ tenant_id: tenantId, city_id: cityId, id: run.deps.ids.next(), ...row })
        .execute();
      run.changes.push({ act: 'add', part: 'post', key, name: person.name });
    } else if (known.to_at?.getTime() !== toAt?.getTime()) {
      await enterEnd(trx, run, known.id, toAt);
      const fields = { to: [known.to_at, toAt] } as const;
      const leaves = toAt !== null && !(await holdsPost(trx, run, personId, toAt));
      const consequences = leaves ? [losesLastPost(person.name)] : [];
      run.changes.push({
        act: toAt === null ? 'change' : 'end',
        part: 'post',
        key,
        name: person.name,
        fields,
        consequences,
      });
    }
  }
}

/** Whoever works in a unit that ends leaves with it, also where the manifest does not name the post. */
export async function endPostsOfEndedUnits(
  trx: Trx,
  run: Applying,
  { units, timeZone }: TenantManifest,
  unitIds: ReadonlyMap<string, number>,
): Promise<void> {
  for (const unit of units) {
    if (unit.to === undefined) continue;
    const toAt = startOfDay(unit.to, timeZone);
    const left = await trx
      .selectFrom('biz.post as p')
      .innerJoin('biz.person as n', (join) =>
        join.onRef('n.tenant_id', '=', 'p.tenant_id').onRef('n.id', '=', 'p.person_id'),
      )
      .select(['p.id', 'p.post', 'p.person_id', 'p.to_at', 'n.name', 'n.username'])
      .where('p.tenant_id', '=', run.scope.tenantId)
      .where('n.tenant_id', '=', run.scope.tenantId)
      .where('p.unit_id', '=', present(unitIds.get(unit.code), unit.code))
      .where((where) => where.or([where('p.to_at', 'is', null), where('p.to_at', '>', toAt)]))
      .execute();
    for (const { id, post, person_id, to_at, name, username } of left) {
      await enterEnd(trx, run, id, toAt);
      run.changes.push({
        act: 'end',
        part: 'post',
        key: `${username ?? '-'} ${post}@${unit.code}`,
        name,
        fields: { to: [to_at, toAt] },
        consequences: (await holdsPost(trx, run, person_id, toAt)) ? [] : [losesLastPost(name)],
      });
    }
  }
}

async function enterEnd(trx: Trx, { scope }: Applying, id: string, toAt: Date | null): Promise<void> {
  await trx
    .updateTable('biz.post')
    .set({ to_at: toAt })
    .where('tenant_id', '=', scope.tenantId)
    .where('id', '=', id)
    .execute();
}

/** Whether a person has a post that lasts beyond an instant. */
async function holdsPost(trx: Trx, { scope }: Applying, personId: string, at: Date): Promise<boolean> {
  const lasting = await trx
    .selectFrom('biz.post')
    .select('id')
    .where('tenant_id', '=', scope.tenantId)
    .where('person_id', '=', personId)
    .where((where) => where.or([where('to_at', 'is', null), where('to_at', '>', at)]))
    .executeTakeFirst();
  return lasting !== undefined;
}

/** The end of a post: its own, or that of its unit if it comes earlier. */
function endOf(post: ManifestPost, { units, timeZone }: TenantManifest): Date | null {
  const unit = units.find(({ code }) => code === post.unit);
  const ends = [post.to, unit?.to].filter((to) => to !== undefined).map((to) => instantOf(to, timeZone));
  return ends.sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
}

/** A civil day begins at midnight of the tenant's zone. */
const instantOf = (moment: string, zone: string): Date =>
  moment.includes('T') ? new Date(moment) : startOfDay(moment, zone);
