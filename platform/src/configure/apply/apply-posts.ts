import { civilDay, startOfDay } from '../../calendars/zone.ts';
import type { Trx } from '../../database/database.ts';
import { lastsBeyond } from '../../database/lasts-beyond.ts';
import { present } from '../../kernel/present.ts';
import type { Applying } from './applying.ts';
import { differences, type Bilingual } from '../change.ts';
import { cannotBefore, losesLastPost } from './consequences.ts';
import type { TenantManifest } from '../manifest/manifest.ts';
import { instantOf } from '../manifest/moment.ts';

type ManifestPerson = TenantManifest['people'][number];
type ManifestPost = ManifestPerson['posts'][number];

/** A post of a person in a unit, from and up to an instant. */
interface Term {
  readonly unit_id: number;
  readonly post: string;
  readonly from_at: Date;
  readonly to_at: Date | null;
}

/**
 * Adds posts of a person, and corrects their first days and ends. A post is recognised by unit, post and first day, else by
 * the time it has in common with one that is there: a corrected first day makes no second post.
 */
export async function applyPosts(
  trx: Trx,
  run: Applying,
  manifest: TenantManifest,
  person: ManifestPerson,
  personId: string,
  unitIds: ReadonlyMap<string, number>,
): Promise<void> {
  const { tenantId, cityId } = run.scope;
  const wanted = person.posts.map((post) => ({
    key: `${person.username} ${post.post}@${post.unit}`,
    unit_id: present(unitIds.get(post.unit), `unit ${post.unit}`),
    post: post.post as string,
    from_at: instantOf(post.from, manifest.timeZone),
    to_at: endOf(post, manifest),
  }));
  const known = recognise(wanted, await readPosts(trx, tenantId, personId));
  for (const post of wanted) {
    const { key, ...row } = post;
    const stored = known.get(post);
    if (stored === undefined) {
      await trx
        .insertInto('biz.post')
        .values({ tenant_id: tenantId, city_id: cityId, id: run.deps.ids.next(), person_id: personId, ...row })
        .execute();
      run.changes.push({ act: 'add', part: 'post', key, name: person.name });
    } else await correct(trx, run, { ...person, id: personId }, post, stored, manifest.timeZone);
  }
}

function readPosts(trx: Trx, tenantId: number, personId: string): Promise<(Term & { id: string })[]> {
  return trx
    .selectFrom('biz.post')
    .select(['id', 'unit_id', 'post', 'from_at', 'to_at'])
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .orderBy('from_at')
    .execute();
}

/** Which post of a person is which stored one. */
function recognise<Post extends Term, Stored extends Term>(
  posts: readonly Post[],
  stored: readonly Stored[],
): ReadonlyMap<Post, Stored> {
  const known = new Map<Post, Stored>();
  const left = new Set(stored);
  const match = (isIt: (post: Term, row: Term) => boolean): void => {
    for (const post of posts.filter((each) => !known.has(each))) {
      const row = [...left].find(
        (each) => each.unit_id === post.unit_id && each.post === post.post && isIt(post, each),
      );
      if (row === undefined) continue;
      known.set(post, row);
      left.delete(row);
    }
  };
  match((post, row) => post.from_at.getTime() === row.from_at.getTime());
  match((post, row) => isBefore(post.from_at, row.to_at) && isBefore(row.from_at, post.to_at));
  return known;
}

const isBefore = (at: Date, end: Date | null): boolean => end === null || at < end;

async function correct(
  trx: Trx,
  run: Applying,
  person: { readonly id: string; readonly name: string },
  { key, from_at, to_at }: Term & { readonly key: string },
  stored: Term & { readonly id: string },
  zone: string,
): Promise<void> {
  const fields = differences({ from: stored.from_at, to: stored.to_at }, { from: from_at, to: to_at });
  if (fields === undefined) return;
  await trx
    .updateTable('biz.post')
    .set({ from_at, to_at })
    .where('tenant_id', '=', run.scope.tenantId)
    .where('id', '=', stored.id)
    .execute();
  const ends = 'to' in fields && to_at !== null;
  const consequences: Bilingual[] = [];
  if (ends && !(await holdsPost(trx, run, person.id, to_at))) consequences.push(losesLastPost(person.name));
  if (stored.from_at <= run.now && from_at > run.now && !(await holdsPostNow(trx, run, person.id))) {
    consequences.push(cannotBefore(person.name, civilDay(from_at, zone)));
  }
  run.changes.push({ act: ends ? 'end' : 'change', part: 'post', key, name: person.name, fields, consequences });
}

/** Whoever works in a unit that ends leaves with it, also where the manifest does not name the post; one that was to begin later ends before. */
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
      .where(lastsBeyond('p.to_at', toAt))
      .execute();
    for (const { id, post, person_id, to_at, name, username } of left) {
      await trx
        .updateTable('biz.post')
        .set({ to_at: toAt })
        .where('tenant_id', '=', run.scope.tenantId)
        .where('id', '=', id)
        .execute();
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

/** Whether a person has a post that lasts beyond an instant. */
async function holdsPost(trx: Trx, { scope }: Applying, personId: string, at: Date): Promise<boolean> {
  const lasting = await trx
    .selectFrom('biz.post')
    .select('id')
    .where('tenant_id', '=', scope.tenantId)
    .where('person_id', '=', personId)
    .where(lastsBeyond('to_at', at))
    .executeTakeFirst();
  return lasting !== undefined;
}

async function holdsPostNow(trx: Trx, { scope, now }: Applying, personId: string): Promise<boolean> {
  const held = await trx
    .selectFrom('biz.post')
    .select('id')
    .where('tenant_id', '=', scope.tenantId)
    .where('person_id', '=', personId)
    .where('from_at', '<=', now)
    .where(lastsBeyond('to_at', now))
    .executeTakeFirst();
  return held !== undefined;
}

/** The end of a post: its own, or that of its unit if it comes earlier. */
function endOf(post: ManifestPost, { units, timeZone }: TenantManifest): Date | null {
  const unit = units.find(({ code }) => code === post.unit);
  const ends = [post.to, unit?.to].filter((to) => to !== undefined).map((to) => instantOf(to, timeZone));
  return ends.sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
}
