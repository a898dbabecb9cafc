import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { smallManifest } from '../../../test/small-manifest.ts';
import { loadCalendar } from '../../calendars/load-calendar.ts';
import { loadCatalogues } from '../../catalogues/load-catalogues.ts';
import { asOwner } from '../../database/transaction.ts';
import { systemDeps, type Deps } from '../../kernel/deps.ts';
import { applyTenant } from './apply-tenant.ts';
import type { AppliedBy } from './applying.ts';
import { exportTenant } from '../export/export-tenant.ts';

const BY: AppliedBy = { actor: 'operator:li', issuer: 'http://localhost/realms/liangji', accounts: false };
const deps: Deps = { ...systemDeps, clock: { now: () => new Date('2026-11-05T02:00:00Z') } };

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadCatalogues(database);
  await loadCalendar(database);
  await applyTenant(database, deps, BY, smallManifest('riverton'));
});
afterAll(() => database.drop());

const square = (x: number) => ({
  type: 'Polygon',
  coordinates: [[[x, 30], [x + 1, 30], [x + 1, 31], [x, 30]]], // prettier-ignore
});
/** An area whose outline begins at longitude `x`. */
const area = (level: string, name: string, x: number, more: object = {}) => ({
  ...{ level, name, code: null, schematic: false, outline: square(x) },
  ...more,
});
const county = (slug: string, areas: object[]) => smallManifest(slug, { areas });
const apply = (slug: string, areas: object[]) => applyTenant(database, deps, BY, county(slug, areas));

/** `level name code < what it lies in`, as the database has them. */
async function areasOf(slug: string): Promise<string[]> {
  return asOwner(database, async (trx) => {
    const rows = await trx
      .selectFrom('biz.area as a')
      .innerJoin('biz.tenant as t', 't.tenant_id', 'a.tenant_id')
      .select(['a.id', 'a.level', 'a.name', 'a.code', 'a.parent_id'])
      .where('t.slug', '=', slug)
      .orderBy('a.id')
      .execute();
    const parent = (id: number | null) => {
      const above = rows.find((row) => row.id === id);
      return above === undefined ? '' : ` < ${above.level} ${above.name}`;
    };
    return rows.map(({ level, name, code, parent_id }) => `${level} ${name} ${code ?? '-'}${parent(parent_id)}`);
  });
}

const EAST = [
  area('county', '柳县', 105),
  area('street', '东街', 105, { parent: '柳县' }),
  area('community', '东街', 105, { parent: '东街' }),
  area('community', '新华', 106, { parent: '东街' }),
];

test('a community named as its street lies in the street, and so do the others of the street', async () => {
  await apply('willow', EAST);
  const stored = [
    'county 柳县 -',
    'street 东街 - < county 柳县',
    'community 东街 - < street 东街',
    'community 新华 - < street 东街',
  ];
  expect(await areasOf('willow')).toEqual(stored);
  expect((await apply('willow', EAST)).changes).toEqual([]);
  expect((await applyTenant(database, deps, BY, await exportTenant(database, deps, BY, 'willow'))).changes).toEqual([]);
  expect(await areasOf('willow')).toEqual(stored);
});

test('two communities of one name in two streets are two areas', async () => {
  const both = [
    area('street', '东街', 105),
    area('street', '西街', 107),
    area('community', '新华', 105, { parent: '东街' }),
    area('community', '新华', 107, { parent: '西街' }),
  ];
  await apply('reed', both);
  expect(await areasOf('reed')).toEqual([
    'street 东街 -',
    'street 西街 -',
    'community 新华 - < street 东街',
    'community 新华 - < street 西街',
  ]);
  expect((await apply('reed', both)).changes).toEqual([]);
  expect((await applyTenant(database, deps, BY, await exportTenant(database, deps, BY, 'reed'))).changes).toEqual([]);
  expect(() => county('reed', [...both, both[3]!])).toThrow(expect.objectContaining({ code: 'CONF-DUPLICATE' }));
});

test('two streets of one name are known by their codes, also as what a community lies in', async () => {
  const streets = [area('street', '城关', 105, { code: '001' }), area('street', '城关', 107, { code: '002' })];
  const both = [...streets, area('community', '新华', 107, { parent: '002' })];
  await apply('oak', both);
  expect(await areasOf('oak')).toEqual(['street 城关 001', 'street 城关 002', 'community 新华 - < street 城关']);
  expect((await applyTenant(database, deps, BY, await exportTenant(database, deps, BY, 'oak'))).changes).toEqual([]);
  expect(() => county('oak', [...streets, area('community', '新华', 107, { parent: '城关' })])).toThrow(
    expect.objectContaining({ code: 'CONF-AREA-AMBIGUOUS' }),
  );
});

test('an area with a code is renamed, one without is given a code or another street; neither becomes a second area', async () => {
  const before = [
    area('street', '东街', 105),
    area('street', '西街', 107),
    area('community', '新华', 105, { code: '101' }),
    area('community', '光明', 106),
  ];
  await apply('pine', before);
  const after = [
    ...before.slice(0, 2),
    area('community', '新华里', 105, { code: '101', parent: '东街' }),
    area('community', '光明', 106, { code: '102', parent: '西街' }),
  ];
  const { changes } = await apply('pine', after);
  expect(changes.map(({ act, key, fields }) => [act, key, fields])).toEqual([
    ['change', '新华里', { name: ['新华', '新华里'], parent: [null, '东街'] }],
    ['change', '光明', { code: [null, '102'], parent: [null, '西街'] }],
  ]);
  expect(await areasOf('pine')).toEqual([
    'street 东街 -',
    'street 西街 -',
    'community 新华里 101 < street 东街',
    'community 光明 102 < street 西街',
  ]);
});

test('an area cannot lie in one of its own level or below', () => {
  expect(() => county('elm', [area('street', '东街', 105, { parent: '东街' })])).toThrow(
    expect.objectContaining({ code: 'CONF-AREA-UNKNOWN' }),
  );
});
