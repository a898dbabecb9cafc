import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../../test/cluster.ts';
import type { TestDatabase } from '../../test/cluster.ts';
import { asOwner, inTenant } from '../database/transaction.ts';
import { WILLOW } from '../../test/people.ts';
import { loadCatalogues } from './load-catalogues.ts';
import { readCatalogues } from './read-catalogues.ts';
import { readCataloguePack } from './read-pack.ts';

const pack = readCataloguePack();
let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const versions = () =>
  asOwner(database, (trx) => trx.selectFrom('lookup.catalogue').select(['id', 'version']).orderBy('id').execute());

test('loading writes every row once, and loading again writes nothing', async () => {
  const first = await loadCatalogues(database);
  expect(first.written).toBe(pack.classes.length + pack.rules.length + pack.crosswalk.length);
  const after = await versions();
  expect(await loadCatalogues(database)).toEqual({ written: 0 });
  expect(await versions()).toEqual(after);
});

test('what a county reads back is what was committed', async () => {
  const rows = await inTenant(database, 'county', WILLOW, readCatalogues);
  const byId = <T extends { id: number }>(list: readonly T[]) => list.toSorted((a, b) => a.id - b.id);
  expect(rows.classes).toEqual(byId(pack.classes));
  expect(rows.rules).toEqual(byId(pack.rules));
  expect(rows.crosswalk).toHaveLength(pack.crosswalk.length);
});

test('a corrected note is one row written and one catalogue version more', async () => {
  const before = await versions();
  const corrected = pack.classes.map((row) => (row.id === 21001 ? { ...row, note: 'seen again' } : row));
  expect(await loadCatalogues(database, { ...pack, classes: corrected })).toEqual({ written: 1 });
  const grown = (await versions()).filter((row, index) => row.version !== before[index]!.version);
  expect(grown.map((row) => row.id)).toEqual(['gbt30428']);
});

test('a committed file that lost a class is refused', async () => {
  await expect(loadCatalogues(database, { ...pack, classes: pack.classes.slice(1) })).rejects.toThrow(/lost id 11001/);
});

test('a county cannot write a catalogue', async () => {
  await expect(
    inTenant(database, 'county', WILLOW, (trx) => trx.deleteFrom('lookup.crosswalk').execute()),
  ).rejects.toMatchObject({ code: '42501' });
});
