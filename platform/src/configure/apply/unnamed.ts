import { civilDay } from '../../calendars/zone.ts';
import type { Trx } from '../../database/database.ts';
import { lastsBeyond } from '../../database/lasts-beyond.ts';
import type { Applying } from './applying.ts';
import type { Part } from '../change.ts';
import type { TenantManifest } from '../manifest/manifest.ts';

/** What the database has in force and the manifest does not name. It stays as it is; nothing of it is a change. */
export interface Unnamed {
  readonly part: Part;
  /** Natural keys, as changes have them. */
  readonly keys: readonly string[];
}

/** What applying a manifest leaves alone, by part: parts of which all is named are left out. */
export async function readUnnamed(trx: Trx, run: Applying, manifest: TenantManifest): Promise<Unnamed[]> {
  const { people, posts } = await unnamedPeople(trx, run, manifest);
  const all: Unnamed[] = [
    { part: 'unit', keys: await unnamedCodes(trx, run, manifest, 'unit', manifest.units) },
    { part: 'person', keys: people },
    { part: 'post', keys: posts },
    { part: 'client', keys: await unnamedClients(trx, run, manifest) },
    { part: 'area', keys: await unnamedAreas(trx, run, manifest) },
    { part: 'cell', keys: await unnamedCodes(trx, run, manifest, 'grid_cell', manifest.cells) },
  ];
  return all.filter(({ keys }) => keys.length > 0);
}

/** Codes in force today that no unit, or no cell, of the manifest has. */
async function unnamedCodes(
  trx: Trx,
  { scope, now }: Applying,
  { timeZone }: TenantManifest,
  table: 'unit' | 'grid_cell',
  wanted: readonly { readonly code: string }[],
): Promise<string[]> {
  const rows = await trx
    .selectFrom(`biz.${table}`)
    .select('code')
    .where('tenant_id', '=', scope.tenantId)
    .where(lastsBeyond('to_day', civilDay(now, timeZone)))
    .orderBy('id')
    .execute();
  const named = new Set(wanted.map(({ code }) => code));
  return rows.map(({ code }) => code).filter((code) => !named.has(code));
}

/** Who holds a post, now or later, and is not named; and such posts of those who are. */
async function unnamedPeople(trx: Trx, { scope, now }: Applying, { people }: TenantManifest) {
  const rows = await trx
    .selectFrom('biz.post as p')
    .innerJoin('biz.person as n', (join) =>
      join.onRef('n.tenant_id', '=', 'p.tenant_id').onRef('n.id', '=', 'p.person_id'),
    )
    .innerJoin('biz.unit as u', (join) => join.onRef('u.tenant_id', '=', 'p.tenant_id').onRef('u.id', '=', 'p.unit_id'))
    .select(['n.id', 'n.username', 'n.name', 'p.post', 'u.code'])
    .where('p.tenant_id', '=', scope.tenantId)
    .where('n.tenant_id', '=', scope.tenantId)
    .where('u.tenant_id', '=', scope.tenantId)
    .where(lastsBeyond('p.to_at', now))
    .where((where) => where.or([where('p.to_at', 'is', null), where('p.to_at', '>', where.ref('p.from_at'))]))
    .orderBy('n.id')
    .orderBy('p.id')
    .execute();
  const named = new Map(
    people.map(({ username, posts }) => [username, new Set(posts.map(({ unit, post }) => `${post}@${unit}`))]),
  );
  const held = rows.map((row) => ({ ...row, key: row.username ?? row.name, post: `${row.post}@${row.code}` }));
  return {
    people: [...new Set(held.filter(({ key }) => !named.has(key)).map(({ key }) => key))],
    posts: held.filter(({ key, post }) => named.get(key)?.has(post) === false).map(({ key, post }) => `${key} ${post}`),
  };
}

async function unnamedClients(trx: Trx, { scope, issuer }: Applying, { sources }: TenantManifest) {
  const rows = await trx
    .selectFrom('control.machine_client')
    .select('client_id')
    .where('tenant_id', '=', scope.tenantId)
    .where('issuer', '=', issuer)
    .where('disabled_at', 'is', null)
    .orderBy('client_id')
    .execute();
  const named = new Set(sources.flatMap(({ clients }) => clients.map(({ id }) => id)));
  return rows.map((row) => row.client_id).filter((id) => !named.has(id));
}

/** Areas have been applied: those that are named have the name and the code of the manifest. */
async function unnamedAreas(trx: Trx, { scope }: Applying, { areas }: TenantManifest) {
  const rows = await trx
    .selectFrom('biz.area')
    .select(['level', 'name', 'code'])
    .where('tenant_id', '=', scope.tenantId)
    .orderBy('id')
    .execute();
  const keyOf = (area: { level: string; name: string; code: string | null }) =>
    [area.level, area.name, area.code].join(' ');
  const named = new Set(areas.map(keyOf));
  return rows.filter((row) => !named.has(keyOf(row))).map(({ name }) => name);
}
