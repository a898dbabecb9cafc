import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../../../test/cluster.ts';
import type { TestDatabase } from '../../../test/cluster.ts';
import { loadCalendar } from '../../calendars/load-calendar.ts';
import { loadCatalogues } from '../../catalogues/load-catalogues.ts';
import { systemDeps } from '../../kernel/deps.ts';
import { applySampleScheme } from './apply-sample-scheme.ts';
import { applySample } from './apply-sample.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadCatalogues(database);
  await loadCalendar(database);
});
afterAll(() => database.drop());

test('without the sample city its scheme cannot be applied', async () => {
  await expect(applySampleScheme(database, systemDeps)).rejects.toThrow(/apply it first/);
});

test('the city publishes the shipped schemes and opens October 2026 once', async () => {
  for await (const tenant of applySample(database, systemDeps, 'http://localhost/realms/liangji')) void tenant;
  const period = await applySampleScheme(database, systemDeps);
  expect(period).toMatchObject({ label: '2026-10', schemeId: 'liangji-region-1', state: 'open' });
  expect(await applySampleScheme(database, systemDeps)).toEqual(period);
});
