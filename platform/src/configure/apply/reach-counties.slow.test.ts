import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { NOW, upload, WILLOW_MAPPING, willowRow } from '../../../test/intake/county.ts';
import { loadCalendar } from '../../calendars/load-calendar.ts';
import { stateCouncilCalendar } from '../../calendars/state-council.ts';
import { loadCatalogues } from '../../catalogues/load-catalogues.ts';
import { readCataloguePack } from '../../catalogues/read-pack.ts';
import { asOwner } from '../../database/transaction.ts';
import { systemDeps, type Deps } from '../../kernel/deps.ts';
import { applyTenant } from './apply-tenant.ts';
import { parseManifest } from '../manifest/check-manifest.ts';

// One process that goes on taking uploads while its county, its city and the look-ups change: what it keeps must not be old.

const deps: Deps = { ...systemDeps, clock: { now: () => NOW } };
const BY = { actor: 'operator:li', issuer: 'http://localhost/realms/liangji', accounts: false };
const outline = { type: 'Polygon', coordinates: [[[105, 30], [106, 30], [106, 31], [105, 31], [105, 30]]] }; // prettier-ignore

const manifest = (slug: string, more: object) =>
  parseManifest({
    ...{ slug, city: 'riverton', kind: slug === 'riverton' ? 'city' : 'county' },
    ...{ name: slug, nameEn: slug, code: null, rankGroup: slug === 'riverton' ? null : 'county' },
    units: [{ code: 'centre', kind: 'centre', name: `${slug} centre`, from: '2026-01-01' }],
    sources: slug === 'riverton' ? [] : [{ code: 'old', name: 'old', catalogue: 'gbt30428', mapping: WILLOW_MAPPING }],
    areas: slug === 'riverton' ? [] : [{ level: 'county', code: null, name: slug, schematic: true, outline }],
    ...more,
  });
/** A disposal limit of 暴露垃圾. */
const litter = (value: string) => ({
  ...{ catalogue: 'gbt30428', class: 'event:0110', value, unit: 'working_hour', from: '2026-01-01' },
});

let database: TestDatabase;
let files: string;
beforeAll(async () => {
  files = await mkdtemp(join(tmpdir(), 'liangji-reach-'));
  database = await freshDatabase();
  await loadCatalogues(database);
  await loadCalendar(database);
  for (const slug of ['riverton', 'willow', 'reed']) await apply(slug);
});
afterAll(async () => {
  await database.drop();
  await rm(files, { recursive: true });
});

const apply = (slug: string, more: object = {}) => applyTenant(database, deps, BY, manifest(slug, more));

let rows = 0;
/** What a row that a county sends now is computed with. */
async function sentBy(slug: string, more: Record<string, string> = {}) {
  const { desk, ...tenant } = await asOwner(database, (trx) =>
    trx
      .selectFrom('control.tenant')
      .select(['id as tenantId', 'city_id as cityId', 'desk_unit_id as desk'])
      .where('slug', '=', slug)
      .executeTakeFirstOrThrow(),
  );
  const id = `R${++rows}`;
  const as = { ...tenant, unitId: desk, actor: slug };
  await upload({ database, files, deps }, [willowRow(id, more)], { as });
  return asOwner(database, (trx) =>
    trx
      .selectFrom('biz.case as c')
      .innerJoin('biz.case_source as s', (join) =>
        join.onRef('s.tenant_id', '=', 'c.tenant_id').onRef('s.case_id', '=', 'c.id'),
      )
      .select(['c.limit_value', 'c.limit_unit', 'c.due_at', 'c.street_id'])
      .where('s.external_id', '=', id)
      .executeTakeFirstOrThrow(),
  );
}
const versionOf = async (slug: string) =>
  (
    await asOwner(database, (trx) =>
      trx.selectFrom('biz.tenant').select('config_version').where('slug', '=', slug).executeTakeFirstOrThrow(),
    )
  ).config_version;

test('limits of a city reach the uploads of its counties at once; where the county has its own for the day, that counts', async () => {
  await apply('reed', { limits: [litter('2')] });
  expect([(await sentBy('willow')).limit_value, (await sentBy('reed')).limit_value]).not.toContain('3');
  const before = [await versionOf('willow'), await versionOf('reed')] as const;
  await apply('riverton', { limits: [litter('3')] });
  expect([await versionOf('willow'), await versionOf('reed')]).toEqual([before[0] + 1, before[1] + 1]);
  expect(await sentBy('willow')).toMatchObject({ limit_value: '3', limit_unit: 'working_hour' });
  expect((await sentBy('reed')).limit_value).toBe('2');
  await apply('riverton', { limits: [litter('3')] });
  expect(await versionOf('willow')).toBe(before[0] + 1);
});

test('so do bodies of the city, also where the county has nothing of its own to change', async () => {
  const before = await versionOf('willow');
  const units = [
    { code: 'centre', kind: 'centre', name: 'riverton centre', from: '2026-01-01' },
    { code: 'power', kind: 'utility', name: '供电公司', parent: 'centre', from: '2026-01-01' },
  ];
  const mapping = { ...WILLOW_MAPPING, unit: '单位' };
  await apply('willow', { sources: [{ code: 'old', name: 'old', catalogue: 'gbt30428', mapping }] });
  expect(await versionOf('willow')).toBe(before + 1);
  await apply('riverton', { units, limits: [litter('3')] });
  expect(await versionOf('willow')).toBe(before + 2);
});

test('a street that is drawn, another calendar and a new version of a catalogue reach them too', async () => {
  expect((await sentBy('willow')).street_id).toBeNull();
  const areas = [
    { level: 'county', code: null, name: 'willow', schematic: true, outline },
    { level: 'street', code: null, name: '柳岸街道', parent: 'willow', schematic: true, outline },
  ];
  await apply('willow', { areas });
  const drawn = await sentBy('willow');
  expect(drawn.street_id).toBe(2);
  // Dispatched on Monday 2026-10-12 at 08:20, three working hours; the other calendar begins its day at noon.
  expect(drawn.due_at).toEqual(new Date('2026-10-12T03:20:00Z'));
  await loadCalendar(database, { ...stateCouncilCalendar(), id: 'late', periods: [['12:00', '20:00']] });
  await apply('willow', { areas, calendar: 'late' });
  expect((await sentBy('willow')).due_at).toEqual(new Date('2026-10-12T07:00:00Z'));

  const pack = readCataloguePack();
  const shop = pack.classes.find(({ catalogue, name }) => catalogue === 'gbt30428' && name === '店外经营')!;
  expect((await sentBy('willow', { 小类: '店外经营' })).limit_value).not.toBe('77');
  const rules = pack.rules.map((rule) => (rule.classId === shop.id ? { ...rule, limitValue: '77' } : rule));
  await loadCatalogues(database, { ...pack, rules });
  expect((await sentBy('willow', { 小类: '店外经营' })).limit_value).toBe('77');
});
