import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../../../test/cluster.ts';
import type { TestDatabase } from '../../../test/cluster.ts';
import { loadCalendar } from '../../calendars/load-calendar.ts';
import { loadCatalogues } from '../../catalogues/load-catalogues.ts';
import type { Acting } from '../../database/database.ts';
import { asIdentity, asOwner } from '../../database/transaction.ts';
import { systemDeps } from '../../kernel/deps.ts';
import { applySample } from '../sample/apply-sample.ts';
import { fromWgs84 } from '../../geography/crs.ts';
import { importAreas } from './import-areas.ts';
import { contains } from '../../geography/outline.ts';
import type { Outline } from '../../geography/outline.ts';

let database: TestDatabase;
let city: Acting;
const apply = async () => {
  for await (const tenant of applySample(database, systemDeps, 'http://localhost:7300/realms/liangji')) void tenant;
};
beforeAll(async () => {
  database = await freshDatabase();
  await loadCatalogues(database);
  await loadCalendar(database);
  await apply();
  const { id } = await asIdentity(database, (trx) =>
    trx.selectFrom('control.tenant').select('id').where('slug', '=', 'suining').executeTakeFirstOrThrow(),
  );
  city = { tenantId: id, cityId: id, actor: 'operator:li' };
});
afterAll(() => database.drop());

const square = [
  [105.3, 30.8],
  [105.5, 30.8],
  [105.5, 31],
  [105.3, 31],
  [105.3, 30.8],
] as const;
const file = (code: unknown) => ({
  type: 'FeatureCollection',
  features: [
    { type: 'Feature', properties: null, geometry: { type: 'Polygon', coordinates: [square] } },
    { type: 'Feature', properties: { adcode: 500000 }, geometry: { type: 'Polygon', coordinates: [square] } },
    {
      type: 'Feature',
      properties: { adcode: code },
      geometry: { type: 'MultiPolygon', coordinates: [[square.map((point) => [...fromWgs84(point, 'GCJ02')])]] },
    },
  ],
});
const outlineOf = (slug: string) =>
  asOwner(database, (trx) =>
    trx
      .selectFrom('biz.area as a')
      .innerJoin('biz.tenant as t', 't.tenant_id', 'a.tenant_id')
      .select(['a.outline', 'a.is_schematic', 't.config_version'])
      .where('t.slug', '=', slug)
      .execute(),
  );

test('a boundary in GCJ-02 takes the place of the drawing of 射洪, once', async () => {
  const [before] = await outlineOf('shehong');
  expect(await importAreas(database, systemDeps, city, 'GCJ02', file(510981))).toEqual([
    { slug: 'shehong', name: '射洪市', changed: true },
  ]);
  const [after, ...more] = await outlineOf('shehong');
  expect(more).toEqual([]);
  expect(after).toMatchObject({ is_schematic: false, config_version: before!.config_version + 1 });
  const outline = after!.outline as unknown as Outline;
  expect([contains(outline, [105.301, 30.801]), contains(outline, [105.499, 30.999])]).toEqual([true, true]);
  expect([contains(outline, [105.299, 30.9]), contains(outline, [105.501, 30.9])]).toEqual([false, false]);
  expect(await importAreas(database, systemDeps, city, 'GCJ02', file('510981'))).toMatchObject([{ changed: false }]);
});

test('the county finds in its audit once who brought the boundary', async () => {
  const rows = await asOwner(database, (trx) =>
    trx
      .selectFrom('biz.audit as a')
      .innerJoin('biz.tenant as t', 't.tenant_id', 'a.tenant_id')
      .select(['t.slug', 'a.actor', 'a.data'])
      .where('a.action', '=', 'area.import')
      .execute(),
  );
  expect(rows).toEqual([{ slug: 'shehong', actor: 'operator:li', data: { crs: 'GCJ02' } }]);
});

test('a file with the code 射洪 had before 2019 is recognised', async () => {
  expect(await importAreas(database, systemDeps, city, 'GCJ02', file('510922'))).toMatchObject([{ slug: 'shehong' }]);
});

test('applying the sample again does not bring the drawing back', async () => {
  await apply();
  expect(await outlineOf('shehong')).toMatchObject([{ is_schematic: false }]);
});

test('a file without a county of the city, or without polygons, is refused', async () => {
  const refused = { code: 'SYS-INPUT' };
  await expect(importAreas(database, systemDeps, city, 'WGS84', file('110101'))).rejects.toMatchObject(refused);
  await expect(importAreas(database, systemDeps, city, 'WGS84', { type: 'Topology' })).rejects.toMatchObject(refused);
});
