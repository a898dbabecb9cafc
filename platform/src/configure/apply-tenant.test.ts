import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../../test/cluster.ts';
import type { TestDatabase } from '../../test/cluster.ts';
import { loadCatalogues } from '../catalogues/load-catalogues.ts';
import { asOwner, inTenant } from '../database/transaction.ts';
import { systemDeps } from '../kernel/deps.ts';
import { readPlaceIndex } from '../geography/read-place-index.ts';
import { applyTenant } from './apply-tenant.ts';
import { parseManifest } from './manifest.ts';
import type { TenantManifest } from './manifest.ts';
import { applySample } from './sample/apply-sample.ts';
import { sampleCity } from './sample/sample-city.ts';

const ISSUER = 'http://localhost:7300/realms/liangji';
const city = sampleCity();
const manifest = (slug: string) => city.find((tenant) => tenant.slug === slug)!;

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadCatalogues(database);
});
afterAll(() => database.drop());

const apply = (document: TenantManifest, issuer = ISSUER) => applyTenant(database, systemDeps, issuer, document);
async function applyAll() {
  const applied = [];
  for await (const tenant of applySample(database, systemDeps, ISSUER)) applied.push(tenant);
  return applied;
}
const configVersion = (slug: string) =>
  asOwner(database, (trx) =>
    trx.selectFrom('biz.tenant').select('config_version').where('slug', '=', slug).executeTakeFirstOrThrow(),
  );

test('a county cannot be applied before its city', async () => {
  await expect(apply(manifest('shehong'))).rejects.toMatchObject({
    code: 'SYS-INPUT',
    message: /apply the city first/,
  });
});

test('the sample city is applied once, and applying it again writes nothing', async () => {
  const first = await applyAll();
  expect(first.map(({ slug }) => slug)).toEqual(city.map(({ slug }) => slug));
  expect(first.every(({ tenant }) => tenant.written > 0)).toBe(true);
  const [suining] = first;
  expect(first.every(({ tenant }) => tenant.cityId === suining!.tenant.tenantId)).toBe(true);
  const version = await configVersion('shehong');
  expect((await applyAll()).map(({ tenant }) => tenant.written)).toEqual(first.map(() => 0));
  expect(await configVersion('shehong')).toEqual(version);
});

test('another address of the identity provider adds logins and keeps the people', async () => {
  const people = () =>
    asOwner(database, (trx) => trx.selectFrom('biz.person').select(['id', 'name']).orderBy('id').execute());
  const before = await people();
  const moved = await apply(manifest('shehong'), 'http://localhost:7400/realms/liangji');
  expect(moved.written).toBe(3); // two logins, one machine client
  expect(await people()).toEqual(before);
});

test('a changed mapping is a new version and grows the configuration version', async () => {
  const shehong = structuredClone(manifest('shehong'));
  const before = await configVersion('shehong');
  shehong.sources[0]!.mapping = { ...shehong.sources[0]!.mapping, notes: ['re-read'] };
  expect(await apply(shehong)).toMatchObject({ written: 1 });
  expect((await configVersion('shehong')).config_version).toBe(before.config_version + 1);
  const versions = await asOwner(database, (trx) =>
    trx
      .selectFrom('biz.mapping as m')
      .innerJoin('biz.tenant as t', 't.tenant_id', 'm.tenant_id')
      .select('m.version')
      .where('t.slug', '=', 'shehong')
      .orderBy('m.version')
      .execute(),
  );
  expect(versions.map(({ version }) => version)).toEqual([1, 2]);
});

test('a mapping that is not as the guide says is refused, and nothing of the tenant is written', async () => {
  const anju = structuredClone(manifest('anju'));
  anju.name = '安居新名';
  anju.sources[0]!.mapping = { name: 'anju' };
  await expect(apply(anju)).rejects.toMatchObject({ code: 'ENV-MAPPING' });
  const names = await asOwner(database, (trx) =>
    trx.selectFrom('biz.tenant').select('name').where('slug', '=', 'anju').executeTakeFirstOrThrow(),
  );
  expect(names.name).toBe('安居区');
});

test('a county cannot take the machine client or the person of another', async () => {
  const anju = structuredClone(manifest('anju'));
  anju.sources[0]!.machineClients = ['shehong-upload'];
  await expect(apply(anju)).rejects.toMatchObject({ code: 'SYS-INPUT' });
  const daying = structuredClone(manifest('daying'));
  daying.people[0]!.subject = manifest('shehong').people[0]!.subject;
  await expect(apply(daying)).rejects.toMatchObject({ code: 'SYS-INPUT' });
});

test('the end of a post is entered where the manifest has one', async () => {
  const pengxi = structuredClone(manifest('pengxi'));
  pengxi.people[0]!.posts[0]!.to = '2026-11-01';
  expect((await apply(pengxi)).written).toBe(1);
  expect((await apply(pengxi)).written).toBe(0);
});

test('a cell of the county is found again from the database, and only by the county itself', async () => {
  const shehong = (await applyAll()).find(({ slug }) => slug === 'shehong')!.tenant;
  const [cell] = manifest('shehong').cells;
  const [west, south] = cell!.outline.coordinates[0]![0] as [number, number];
  const acting = { tenantId: shehong.tenantId, cityId: shehong.cityId, actor: 'shehong-upload' };
  const find = (tenantId: number) =>
    inTenant(database, 'ingest', acting, async (trx) => {
      const places = await readPlaceIndex(trx, tenantId, '2026-10-01');
      return places.cellAt([west + 0.0001, south + 0.0001]);
    });
  expect(await find(shehong.tenantId)).toBe(1);
  expect(await find(shehong.tenantId + 1)).toBeNull();
});

test('a manifest with an unknown unit, or a county that is its own city, is refused', () => {
  const input = { ...manifest('anju'), units: [] };
  expect(() => parseManifest(input)).toThrow(/no unit "centre"/);
  expect(() => parseManifest({ ...manifest('anju'), city: 'anju' })).toThrow(/its own city/);
});

test('case numbers begin with the national code, or with a prefix of its own, which no other tenant of the city has', async () => {
  const prefixes = async () =>
    new Map(
      (await asOwner(database, (trx) => trx.selectFrom('biz.tenant').select(['slug', 'number_prefix']).execute())).map(
        ({ slug, number_prefix }) => [slug, number_prefix],
      ),
    );
  const before = await prefixes();
  expect(before.get('suining')).toBe('510900');
  expect(before.get('shehong')).toBe('510981');
  expect(before.get('hedong')).toMatch(/^Z\d+$/);
  expect(new Set(before.values()).size).toBe(before.size);

  const shehong = manifest('shehong');
  await apply({ ...shehong, code: '510999' });
  expect((await prefixes()).get('shehong')).toBe('510981');
  await apply(shehong);
  await expect(apply({ ...shehong, numberPrefix: '510999' })).rejects.toMatchObject({ code: 'SYS-INPUT' });

  const zone = { ...manifest('hedong'), slug: 'new-zone', people: [], sources: [] };
  await expect(apply({ ...zone, numberPrefix: '510981' })).rejects.toMatchObject({
    code: 'SYS-INPUT',
    message: /shehong has it already/,
  });
  await apply({ ...zone, numberPrefix: 'XQ01' });
  expect((await prefixes()).get('new-zone')).toBe('XQ01');
});
