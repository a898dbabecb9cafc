import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { smallManifest } from '../../../test/small-manifest.ts';
import { loadCalendar } from '../../calendars/load-calendar.ts';
import { loadCatalogues } from '../../catalogues/load-catalogues.ts';
import { systemDeps, type Deps } from '../../kernel/deps.ts';
import { applyTenant, planTenants } from './apply-tenant.ts';
import type { AppliedBy } from './applying.ts';
import type { TenantManifest } from '../manifest/manifest.ts';

const BY: AppliedBy = { actor: 'operator:li', issuer: 'http://localhost/realms/liangji', accounts: true };
const deps: Deps = { ...systemDeps, clock: { now: () => new Date('2026-11-05T02:00:00Z') } };

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadCatalogues(database);
  await loadCalendar(database);
});
afterAll(() => database.drop());

const units = [
  { code: 'centre', kind: 'centre', name: '指挥中心', from: '2026-01-01' },
  { code: 'works', kind: 'department', name: '市政所', parent: 'centre', from: '2026-01-01' },
];
const people = ['tangli', 'wanghai'].map((username) => ({
  ...{ username, name: username },
  posts: [{ unit: 'works', post: 'worker', from: '2026-01-01' }],
}));
/** How many of these changes each act has, the fewest first. */
const counts = (applied: readonly { changes: readonly unknown[] }[]) =>
  applied.map(({ changes }) => changes.length).sort((a, b) => a - b);

test('of four who apply one manifest at once one makes the tenant, and the others wait and find nothing to change', async () => {
  const atOnce = (manifest: TenantManifest) =>
    Promise.all(Array.from({ length: 4 }, () => applyTenant(database, deps, BY, manifest)));
  expect(counts(await atOnce(smallManifest('riverton')))).toEqual([0, 0, 0, expect.any(Number)]);
  const willow = await atOnce(smallManifest('willow', { units, people }));
  expect(counts(willow).slice(0, 3)).toEqual([0, 0, 0]);
  expect(willow.flatMap(({ secrets }) => secrets).map(({ username }) => username)).toEqual(['tangli', 'wanghai']);
});

test('a city and its counties applied at once, and plans of them in any order, wait for each other without a deadlock', async () => {
  const power = { code: 'power', kind: 'utility', name: '供电公司', parent: 'centre', from: '2026-01-01' };
  const city = smallManifest('riverton', { units: [units[0], power] });
  const counties = ['reed', 'oak', 'pine'].map((slug) => smallManifest(slug, { units }));
  const applied = await Promise.all([city, ...counties].map((each) => applyTenant(database, deps, BY, each)));
  expect(applied.every(({ changes }) => changes.length > 0)).toBe(true);
  const renamed = counties.map((county) => ({ ...county, nameEn: `${county.slug} county` }));
  const plans = await Promise.all([
    planTenants(database, deps, BY, [city, ...renamed]),
    planTenants(database, deps, BY, [city, ...renamed.toReversed()]),
  ]);
  expect(plans.map(counts)).toEqual([[0, 1, 1, 1], [0, 1, 1, 1]]); // prettier-ignore
});
