import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { loadCalendar } from '../../calendars/load-calendar.ts';
import { loadCatalogues } from '../../catalogues/load-catalogues.ts';
import type { Database } from '../../database/database.ts';
import { fingerprint } from '../../database/fingerprint.ts';
import { systemDeps, type Deps } from '../../kernel/deps.ts';
import { applyTenant } from '../apply/apply-tenant.ts';
import type { AppliedBy } from '../apply/applying.ts';
import { exportTenant } from './export-tenant.ts';
import { manifestText } from '../manifest/manifest-text.ts';
import { readManifestText } from '../manifest/read-manifest.ts';
import { sampleCity } from '../sample/sample-city.ts';

const BY: AppliedBy = { actor: 'operator:li', issuer: 'http://localhost:7300/realms/liangji', accounts: true };

const deps: Deps = { ...systemDeps, clock: { now: () => new Date('2026-11-05T02:00:00Z') } };

/** Everything a manifest says. */
const CONFIGURATION = [
  ...['biz.tenant', 'biz.tenant_mode', 'biz.unit', 'biz.body', 'biz.person', 'biz.post', 'biz.area', 'biz.grid_cell'],
  ...[
    'biz.limit_rule',
    'biz.source_system',
    'biz.mapping',
    'control.tenant',
    'control.login',
    'control.machine_client',
  ],
];
const configurationOf = async (database: Database) => {
  const all = await fingerprint(database);
  return CONFIGURATION.map((table) => [table, all[table]]);
};

const databases: TestDatabase[] = [];
async function emptyHome(): Promise<TestDatabase> {
  const database = await freshDatabase();
  databases.push(database);
  await loadCatalogues(database);
  await loadCalendar(database);
  return database;
}
let first: TestDatabase;
beforeAll(async () => {
  first = await emptyHome();
});
afterAll(() => Promise.all(databases.map((database) => database.drop())));

const textOf = async (database: Database, slug: string) => manifestText(await exportTenant(database, deps, BY, slug));

/** Applies texts as files are applied, the first one first. */
async function applyTexts(database: Database, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    const { manifest, faults } = readManifestText(text, () => {
      throw new Error('an export names no files');
    });
    expect(faults).toBeUndefined();
    await applyTenant(database, deps, BY, manifest!);
  }
}

test('the sample city, exported and applied to an empty home, is the same configuration, and exports the same again', async () => {
  const sample = sampleCity();
  // Something of everything that can end or be called otherwise.
  const [suining] = sample;
  suining!.units[2]!.name = '国网遂宁供电公司';
  suining!.units[2]!.formerNames = [{ name: '供电公司', until: '2026-06-01' }];
  suining!.units[3]!.to = '2026-12-01';
  suining!.people[0]!.posts[0]!.to = '2026-11-05T09:30:00+08:00';
  sample[6]!.sources[0]!.clients[0]!.body = 'works';
  sample[7]!.sources[0]!.clients[0]!.disabled = true;
  suining!.limits.push({
    ...{ catalogue: 'gbt30428', class: 'event:0203', step: 'disposal', value: '3', unit: 'working_hour' },
    from: '2026-01-01',
  });
  for (const manifest of sample) await applyTenant(first, deps, BY, manifest);

  const slugs = sample.map(({ slug }) => slug);
  const texts = await Promise.all(slugs.map((slug) => textOf(first, slug)));
  const second = await emptyHome();
  await applyTexts(second, texts);
  expect(await configurationOf(second)).toEqual(await configurationOf(first));
  expect(await Promise.all(slugs.map((slug) => textOf(second, slug)))).toEqual(texts);
});

test('an exported manifest, applied where it comes from, writes nothing', async () => {
  const before = await fingerprint(first);
  await applyTexts(first, [await textOf(first, 'suining'), await textOf(first, 'shehong')]);
  expect(await fingerprint(first)).toEqual(before);
});

test('it reads as a person would write it', async () => {
  const text = await textOf(first, 'shehong');
  expect(text).toContain("code: '510981'");
  expect(text).toContain(
    '  - { code: works, kind: department, name: 射洪市市政维护所, parent: centre, from: 2026-01-01 }',
  );
});

test('nobody can export a tenant that is not there', async () => {
  await expect(exportTenant(first, deps, BY, 'nowhere')).rejects.toMatchObject({ code: 'CONF-NO-TENANT' });
});
