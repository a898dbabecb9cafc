import type { Trx } from '../../database/database.ts';
import { Problem } from '../../kernel/problem.ts';
import { applyPosts, endPostsOfEndedUnits } from './apply-posts.ts';
import type { Applying } from './applying.ts';
import { alsoFollows, differences, type Bilingual } from '../change.ts';
import { accountElsewhere, getsPassword } from './consequences.ts';
import { openAccount } from '../operators/open-account.ts';
import type { TenantManifest } from '../manifest/manifest.ts';

type ManifestPerson = TenantManifest['people'][number];

/** Brings people, their logins and posts to the manifest's. */
export async function applyPeople(
  trx: Trx,
  run: Applying,
  manifest: TenantManifest,
  unitIds: ReadonlyMap<string, number>,
): Promise<void> {
  for (const person of manifest.people) {
    const personId = await applyPerson(trx, run, person);
    await applyLogin(trx, run, manifest.slug, person, personId);
    await applyPosts(trx, run, manifest, person, personId, unitIds);
  }
  await endPostsOfEndedUnits(trx, run, manifest, unitIds);
}

/** Somebody is recognised by user name, else by a login: people of homes older than user names have none. */
async function applyPerson(trx: Trx, run: Applying, { username, subject, name }: ManifestPerson): Promise<string> {
  const { tenantId, cityId } = run.scope;
  const known = (await byUsername(trx, run, username)) ?? (await bySubject(trx, run, subject));
  if (known === undefined) {
    const id = run.deps.ids.next();
    await trx.insertInto('biz.person').values({ tenant_id: tenantId, city_id: cityId, id, username, name }).execute();
    run.changes.push({ act: 'add', part: 'person', key: username, name });
    return id;
  }
  const fields = differences(known, { username, name });
  if (fields !== undefined) {
    await trx
      .updateTable('biz.person')
      .set({ username, name })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', known.id)
      .execute();
    run.changes.push({ act: 'change', part: 'person', key: username, name, fields });
  }
  return known.id;
}

function byUsername(trx: Trx, { scope }: Applying, username: string) {
  return trx
    .selectFrom('biz.person')
    .select(['id', 'username', 'name'])
    .where('tenant_id', '=', scope.tenantId)
    .where('username', '=', username)
    .executeTakeFirst();
}

/** The subject names the person, whatever the issuer: the address of the identity provider may change. */
async function bySubject(trx: Trx, { scope }: Applying, subject: string | undefined) {
  if (subject === undefined) return undefined;
  const login = await trx
    .selectFrom('control.login')
    .select(['tenant_id', 'person_id'])
    .where('subject', '=', subject)
    .executeTakeFirst();
  if (login === undefined) return undefined;
  if (login.tenant_id !== scope.tenantId) throw new Problem('CONF-TAKEN', { key: subject });
  return trx
    .selectFrom('biz.person')
    .select(['id', 'username', 'name'])
    .where('tenant_id', '=', scope.tenantId)
    .where('id', '=', login.person_id)
    .executeTakeFirst();
}

async function applyLogin(
  trx: Trx,
  run: Applying,
  slug: string,
  { username, subject: given, name }: ManifestPerson,
  personId: string,
): Promise<void> {
  const consequences: Bilingual[] = [];
  let subject = given;
  if (subject === undefined && run.accounts) {
    const account = await openAccount(trx, run, { kind: 'person', username, name, tenantSlug: slug });
    subject = account.subject;
    if (account.isNew) consequences.push(getsPassword);
  }
  if (subject === undefined) {
    const logins = await trx.selectFrom('control.login').select('subject').where('person_id', '=', personId).execute();
    if (logins.length > 0) return;
    alsoFollows(run.changes, { act: 'add', part: 'person', key: username }, accountElsewhere(slug));
    return;
  }
  const logins = await trx
    .selectFrom('control.login')
    .select(['issuer', 'tenant_id', 'person_id'])
    .where('subject', '=', subject)
    .execute();
  if (logins.some((login) => login.tenant_id !== run.scope.tenantId || login.person_id !== personId)) {
    throw new Problem('CONF-TAKEN', { key: subject });
  }
  if (logins.some(({ issuer }) => issuer === run.issuer)) return;
  await trx
    .insertInto('control.login')
    .values({ issuer: run.issuer, subject, tenant_id: run.scope.tenantId, person_id: personId })
    .execute();
  run.changes.push({ act: 'add', part: 'login', key: username, name, consequences });
}
