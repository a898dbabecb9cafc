import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { NOW, upload, WILLOW_MAPPING, willowRow } from '../../../test/intake/county.ts';
import { loadCalendar } from '../../calendars/load-calendar.ts';
import { rebuildTenant } from '../../cases/record/rebuild.ts';
import { loadCatalogues } from '../../catalogues/load-catalogues.ts';
import { jsonb } from '../../database/json.ts';
import type { Json } from '../../database/tables.ts';
import { asOperator, asOwner, become, inTenant } from '../../database/transaction.ts';
import { readOutcomes } from '../../intake/report/read-outcomes.ts';
import { systemDeps, type Deps } from '../../kernel/deps.ts';
import { shippedModes } from '../../tenants/shipped-modes.ts';
import { applyTenant, planTenants } from './apply-tenant.ts';
import { parseManifest } from '../manifest/check-manifest.ts';
import { exportTenant } from '../export/export-tenant.ts';
import { manifestText } from '../manifest/manifest-text.ts';

// Willow is commanded from the city's centre at first, and from 20 October by a centre of its own. NOW is 2 November 2026.

const deps: Deps = { ...systemDeps, clock: { now: () => NOW } };
const BY = { actor: 'operator:li', issuer: 'http://localhost/realms/liangji', accounts: false };
const [ONE, TWO] = ['one-supervision-one-command', 'one-supervision-two-commands'];
const FIRST = { mode: ONE, from: '2026-10-01' };
const SECOND = { mode: TWO, from: '2026-10-20' };
/** Midnight of those days in willow. */
const [FIRST_AT, SECOND_AT] = [new Date('2026-09-30T16:00:00Z'), new Date('2026-10-19T16:00:00Z')];

const outline = { type: 'Polygon', coordinates: [[[105, 30], [106, 30], [106, 31], [105, 31], [105, 30]]] }; // prettier-ignore
const manifest = (slug: string, modes: object[]) =>
  parseManifest({
    ...{ slug, city: 'riverton', kind: slug === 'riverton' ? 'city' : 'county', modes },
    ...{ name: slug, nameEn: slug, code: null, rankGroup: slug === 'riverton' ? null : 'county' },
    units: [{ code: 'centre', kind: 'centre', name: `${slug} centre`, from: '2026-01-01' }],
    sources: slug === 'riverton' ? [] : [{ code: 'old', name: 'old', catalogue: 'gbt30428', mapping: WILLOW_MAPPING }],
    areas: slug === 'riverton' ? [] : [{ level: 'county', code: null, name: slug, schematic: true, outline }],
  });

let database: TestDatabase;
let files: string;
let willow: { tenantId: number; cityId: number; unitId: number | null; actor: string };
beforeAll(async () => {
  files = await mkdtemp(join(tmpdir(), 'liangji-modes-'));
  database = await freshDatabase();
  await loadCatalogues(database);
  await loadCalendar(database);
  await applyTenant(database, deps, BY, manifest('riverton', []));
  await apply([]);
  const row = await asOwner(database, (trx) =>
    trx
      .selectFrom('control.tenant')
      .select(['id as tenantId', 'city_id as cityId', 'desk_unit_id as unitId'])
      .where('slug', '=', 'willow')
      .executeTakeFirstOrThrow(),
  );
  willow = { ...row, actor: 'willow' };
});
afterAll(async () => {
  await database.drop();
  await rm(files, { recursive: true });
});

const apply = (modes: object[]) => applyTenant(database, deps, BY, manifest('willow', modes));
const plan = async (modes: object[]) =>
  (await planTenants(database, deps, BY, [manifest('willow', modes)]))[0]!.changes;
/** A case that is open, reported at 08:00 of a day of October. */
const open = (id: string, day: string) => {
  const at = (time: string) => `2026-10-${day} ${time}`;
  return willowRow(id, {
    ...{ 上报时间: at('08:00:00'), 立案时间: at('08:10:00'), 派遣时间: at('08:20:00') },
    ...{ 处置时间: '', 结案时间: '', 处置截止: '' },
  });
};
const send = async (...rows: Record<string, string>[]) => {
  const { batch } = await upload({ database, files, deps }, rows, { as: willow });
  const outcomes = await inTenant(database, 'ingest', willow, (trx) =>
    readOutcomes(trx, willow.tenantId, batch.batchId),
  );
  return outcomes.map(({ outcome }) => outcome);
};
/** The mode a case began under: on its row, and in its report. */
const modeOf = (id: string) =>
  asOwner(database, (trx) =>
    trx
      .selectFrom('biz.case_source as s')
      .innerJoin('biz.case as c', 'c.id', 's.case_id')
      .innerJoin('biz.case_event as e', 'e.case_id', 's.case_id')
      .select(['c.mode_from', 'e.data'])
      .where('s.external_id', '=', id)
      .where('e.kind', '=', 'reported')
      .executeTakeFirstOrThrow(),
  ).then(({ mode_from, data }) => [mode_from, (data as { modeFrom: string | null }).modeFrom]);
const both = (at: Date) => [at, at.toISOString()];

test('without a mode a report notes none; the first one is planned with what follows from it, and concerns later reports', async () => {
  expect(await send(open('M0', '12'))).toEqual(['created']);
  expect(await modeOf('M0')).toEqual([null, null]);
  const planned = await plan([FIRST]);
  expect(planned).toMatchObject([{ act: 'add', part: 'mode', key: `${ONE} 2026-10-01`, name: '一级监督、一级指挥' }]);
  expect(planned[0]!.consequences!.map(({ en }) => en)).toEqual([
    'cases reported from 2026-10-01 on begin under it',
    '1 open case(s) keep the mode they began with',
  ]);
  expect((await apply([FIRST])).changes).toHaveLength(1);
  expect((await apply([FIRST])).changes).toEqual([]);
  expect(await send(open('M0', '12'), open('M1', '12'), open('M2', '25'))).toEqual(['unchanged', 'created', 'created']);
  expect(await modeOf('M0')).toEqual([null, null]);
  expect(await modeOf('M1')).toEqual(both(FIRST_AT));
  expect(await modeOf('M2')).toEqual(both(FIRST_AT));
});

test('a tenant changes its mode on a date: reports from that day on begin under it, cases that are there keep theirs', async () => {
  expect((await apply([FIRST, SECOND])).changes).toMatchObject([
    { act: 'add', part: 'mode', key: `${TWO} 2026-10-20` },
  ]);
  const went = { ...open('M2', '25'), 处置时间: '2026-10-26 09:00:00' };
  expect(await send(open('M1', '12'), went, open('M3', '19'), open('M4', '20'))).toEqual([
    ...['unchanged', 'updated', 'created', 'created'],
  ]);
  expect(await modeOf('M1')).toEqual(both(FIRST_AT));
  expect(await modeOf('M2')).toEqual(both(FIRST_AT)); // reported under the first, before the second was known
  expect(await modeOf('M3')).toEqual(both(FIRST_AT));
  expect(await modeOf('M4')).toEqual(both(SECOND_AT));
  expect(await rebuildTenant(database, deps, willow, { write: false })).toEqual({ cases: 5, differences: [] });
});

const one = shippedModes().get(ONE)!;
const own = { ...one, name: 'willow-own', limits: [{ step: 'dispatch', value: '1', unit: 'working_hour' }] };

test.each([
  ['another way of commanding', TWO],
  ['another name', { ...one, name: 'willow-own' }],
  ['other rights', { ...one, rights: { answer_check: ['inspector'] } }],
  ['other deciders', { ...one, deciders: { ...one.deciders, extension: 'supervision' } }],
  ['other limits', { ...one, limits: own.limits }],
  ['other pairs', { ...one, pairs: [] }],
  ['another way to bodies of the city', { ...one, cityBodies: 'through_city' }],
])('a mode that is in force is never changed under its cases: %s takes a new day', async (_, mode) => {
  await expect(apply([{ mode, from: '2026-10-01' }, SECOND])).rejects.toMatchObject({
    code: 'CONF-FIXED',
    params: { slug: 'willow', key: 'modes 2026-10-01', stored: ONE },
  });
});

test('a mode to come may change, and in one that is in force the title', async () => {
  const titled = { ...one, title: { zh: '一级监督一级指挥', en: 'One and one' } };
  const third = (mode: unknown) => [{ mode: titled, from: '2026-10-01' }, SECOND, { mode, from: '2026-12-01' }];
  expect((await apply(third(own))).changes).toMatchObject([
    { act: 'change', part: 'mode', fields: { title: [one.title, titled.title] } },
    { act: 'add', part: 'mode', key: 'willow-own 2026-12-01' },
  ]);
  expect((await apply(third(TWO))).changes).toMatchObject([{ act: 'change', key: `${TWO} 2026-12-01` }]);
});

test('one of ours follows what we ship under its name, and the plan says how many open cases follow', async () => {
  const asBefore = { ...one, deciders: { ...one.deciders, extension: 'supervision' } };
  await asOwner(database, (trx) =>
    trx
      .updateTable('biz.tenant_mode')
      .set({ document: jsonb(asBefore as unknown as Json) })
      .where('tenant_id', '=', willow.tenantId)
      .where('from_at', '=', FIRST_AT!)
      .execute(),
  );
  const [change] = await plan([FIRST, SECOND]);
  expect(change).toMatchObject({
    act: 'change',
    key: `${ONE} 2026-10-01`,
    fields: { deciders: [asBefore.deciders, one.deciders] },
  });
  expect(change!.consequences!.map(({ en }) => en)).toEqual([
    'corrected with the product; it is in force, and 5 open case(s) follow',
  ]);
  await apply([FIRST, SECOND]);
});

test('a mode no tenant has worked by says so where one is to take it', async () => {
  const fourth = { mode: 'two-centres-district-first', from: '2027-03-01' };
  const planned = await plan([fourth]);
  expect(planned[0]!.consequences!.map(({ en }) => en)).toContain(
    'no tenant has worked by this mode yet: it is untested',
  );
  const tested = await plan([{ mode: TWO, from: '2027-03-01' }]);
  expect(tested[0]!.consequences!.map(({ en }) => en)).toEqual([
    'cases reported from 2027-03-01 on begin under it',
    '5 open case(s) keep the mode they began with',
  ]);
});

test('an exported manifest names the modes that are ours and holds the others, and applied again writes nothing', async () => {
  const exported = await exportTenant(database, deps, BY, 'willow');
  expect(exported.modes).toMatchObject([
    { mode: ONE, from: '2026-10-01' },
    { mode: TWO, from: '2026-10-20' },
    { mode: TWO, from: '2026-12-01' },
  ]);
  expect(manifestText(exported)).toContain(`  - { mode: ${TWO}, from: 2026-10-20 }`);
  expect((await applyTenant(database, deps, BY, exported)).changes).toEqual([]);
});

test('neither a county nor the operator as somebody else writes the modes of a tenant', async () => {
  const row = {
    ...{ tenant_id: willow.tenantId, city_id: willow.cityId, from_at: NOW },
    document: jsonb(shippedModes().get(TWO) as unknown as Json),
  };
  const asCounty = inTenant(database, 'county', willow, (trx) =>
    trx.insertInto('biz.tenant_mode').values(row).execute(),
  );
  await expect(asCounty).rejects.toThrow(/permission denied/);
  const asCity = asOperator(database, async (trx) => {
    await become(trx, { tenantId: willow.cityId, cityId: willow.cityId, actor: 'operator:li' });
    await trx.insertInto('biz.tenant_mode').values(row).execute();
  });
  await expect(asCity).rejects.toThrow(/row-level security/);
});
