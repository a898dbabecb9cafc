import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../../../test/cluster.ts';
import type { TestDatabase } from '../../../test/cluster.ts';
import { loadCalendar } from '../../calendars/load-calendar.ts';
import { loadCatalogues } from '../../catalogues/load-catalogues.ts';
import { asOwner } from '../../database/transaction.ts';
import { listenForMembershipChanges, notifyMembershipChanged } from '../../identity/membership-changes.ts';
import { systemDeps } from '../../kernel/deps.ts';
import { applyTenant } from './apply-tenant.ts';
import type { TenantManifest } from '../manifest/manifest.ts';
import { sampleCity } from '../sample/sample-city.ts';

const [suining, chuanshan] = sampleCity() as [TenantManifest, TenantManifest];
const apply = (manifest: TenantManifest) => applyTenant(database, systemDeps, BY, manifest);

const BY = { actor: 'test', issuer: 'http://localhost/realms/liangji', accounts: false };

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadCatalogues(database);
  await loadCalendar(database);
  await apply(suining);
  await apply(chuanshan);
});
afterAll(() => database.drop());

test('the end of a post is announced when it is committed, and applying the same again announces nothing', async () => {
  let heard = 0;
  const errors: unknown[] = [];
  const listener = listenForMembershipChanges(
    database.urls.jobs!,
    () => heard++,
    (error) => errors.push(error),
  );
  await expect.poll(() => heard).toBe(1); // listening began
  const ended = structuredClone(chuanshan);
  ended.people[0]!.posts[0]!.to = '2026-11-01';
  expect((await apply(ended)).changes).toHaveLength(1);
  await expect.poll(() => heard).toBe(2);
  expect((await apply(ended)).changes).toEqual([]);
  await asOwner(database, async (trx) => {
    await notifyMembershipChanged(trx);
    throw new Error('taken back');
  }).catch(() => undefined);
  await asOwner(database, notifyMembershipChanged); // heard third, so nothing came between
  await expect.poll(() => heard).toBe(3);
  await listener.stop();
  expect(errors).toEqual([]);
});

test('every tenant of a city carries its name, also after the city was renamed', async () => {
  const names = () =>
    asOwner(database, (trx) =>
      trx.selectFrom('biz.tenant').select(['slug', 'city_name', 'city_name_en']).orderBy('tenant_id').execute(),
    );
  expect(await names()).toEqual([
    { slug: 'suining', city_name: '遂宁市', city_name_en: 'Suining City' },
    { slug: 'chuanshan', city_name: '遂宁市', city_name_en: 'Suining City' },
  ]);
  await apply({ ...suining, name: '遂宁新市' });
  expect(await names()).toMatchObject([{ city_name: '遂宁新市' }, { city_name: '遂宁新市' }]);
});
