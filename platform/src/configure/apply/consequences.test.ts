import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { smallManifest } from '../../../test/small-manifest.ts';
import { loadCalendar } from '../../calendars/load-calendar.ts';
import { loadCatalogues } from '../../catalogues/load-catalogues.ts';
import { fingerprint } from '../../database/fingerprint.ts';
import { systemDeps, type Deps } from '../../kernel/deps.ts';
import { applyTenant, planTenants } from './apply-tenant.ts';
import type { AppliedBy } from './applying.ts';

const BY: AppliedBy = { actor: 'operator:li', issuer: 'http://localhost/realms/liangji', accounts: false };
const deps: Deps = { ...systemDeps, clock: { now: () => new Date('2026-11-05T10:00:00+08:00') } };

const unit = (code: string, kind: string, more: object = {}) => ({
  ...{ code, kind, name: `${code} unit`, parent: 'centre', from: '2026-01-01' },
  ...more,
});
const CENTRE = { code: 'centre', kind: 'centre', name: 'centre', from: '2026-01-01' };
const post = (at: string) => ({ unit: at, post: 'worker', from: '2026-01-01' });
const PEOPLE = [
  { username: 'zhao', name: '赵', posts: [post('gas')] },
  { username: 'qian', name: '钱', posts: [post('repair'), post('gas')] },
  { username: 'sun', name: '孙', posts: [{ ...post('gas'), to: '2026-10-01' }] },
];
const WILLOW = {
  units: [CENTRE, unit('gas', 'utility'), unit('repair', 'squad', { parent: 'gas' }), unit('works', 'department')],
  people: PEOPLE,
  sources: [{ code: 'main', name: '平台', catalogue: 'gbt30428', clients: [{ id: 'willow-upload', body: 'gas' }] }],
};
/** A disposal limit of 暴露垃圾. */
const litter = (value: string) => ({
  ...{ catalogue: 'gbt30428', class: 'event:0203', value, unit: 'working_hour', from: '2026-01-01' },
});
const RIVERTON = { units: [CENTRE, unit('power', 'utility')] };

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadCatalogues(database);
  await loadCalendar(database);
  for (const [slug, given] of [
    ['riverton', RIVERTON],
    ['willow', WILLOW],
    ['reed', {}],
  ] as const)
    await applyTenant(database, deps, BY, smallManifest(slug, given));
});
afterAll(() => database.drop());

const apply = (slug: string, given: object) => applyTenant(database, deps, BY, smallManifest(slug, given));

/** `act part key` of every planned change, each with what follows from it. */
async function planned(slug: string, given: object): Promise<(readonly [string, readonly string[]])[]> {
  const before = await fingerprint(database);
  const [plan] = await planTenants(database, deps, BY, [smallManifest(slug, given)]);
  expect(await fingerprint(database)).toEqual(before);
  return plan!.changes.map(
    ({ act, part, key, consequences = [] }) => [`${act} ${part} ${key}`, consequences.map(({ en }) => en)] as const,
  );
}

test('a unit that becomes a desk says how many people, and clients, act as the county from then on', async () => {
  const units = WILLOW.units.map((each) => (each.code === 'gas' ? { ...each, kind: 'sub_centre' } : each));
  expect(await planned('willow', { ...WILLOW, units })).toEqual([
    ['change unit gas', ['2 person(s) and 1 machine client(s) act as the whole county from now on']],
  ]);
});

test('a unit moved under the desk says so too, and whoever moves below a department acts as that department alone', async () => {
  const annex = [...WILLOW.units, unit('annex', 'sub_centre')];
  await apply('willow', { ...WILLOW, units: annex });
  const moved = annex.map((each) => (each.code === 'repair' ? { ...each, parent: 'annex' } : each));
  expect(await planned('willow', { ...WILLOW, units: moved })).toEqual([
    [
      'change unit repair',
      ['it works in body annex instead of gas', '1 person(s) act as the whole county from now on'],
    ],
  ]);
  await apply('willow', { ...WILLOW, units: moved });
  expect(await planned('willow', { ...WILLOW, units: annex })).toEqual([
    [
      'change unit repair',
      ['it works in body gas instead of annex', '1 person(s) act as their own body alone from now on'],
    ],
  ]);
  await apply('willow', { ...WILLOW, units: annex });
});

test('fields of a unit and of a client name units by their codes', async () => {
  const units = [...WILLOW.units, unit('annex', 'sub_centre'), unit('new', 'department')].map((each) =>
    each.code === 'repair' ? { ...each, parent: 'new' } : each,
  );
  const sources = [{ ...WILLOW.sources[0]!, clients: [{ id: 'willow-upload', body: 'works' }] }];
  const [plan] = await planTenants(database, deps, BY, [smallManifest('willow', { ...WILLOW, units, sources })]);
  const of = (part: string, key: string) => plan!.changes.find((change) => change.part === part && change.key === key)!;
  expect(of('unit', 'repair').fields).toEqual({ parent: ['gas', 'new'], body: ['gas', 'new'] });
  expect(of('client', 'willow-upload').fields).toEqual({ body: ['gas', 'works'] });
  expect(of('client', 'willow-upload').consequences!.map(({ en }) => en)).toEqual([
    'it uploads and reads in the name of works from now on',
  ]);
});

test('another catalogue of a source says what is read with it', async () => {
  const units = [...WILLOW.units, unit('annex', 'sub_centre')];
  const sources = [{ ...WILLOW.sources[0]!, catalogue: 'cjt214' }];
  expect(await planned('willow', { ...WILLOW, units, sources })).toEqual([
    ['change source main', ['rows uploaded from then on are read with the classes and limits of this catalogue']],
  ]);
});

test('areas that are redrawn, and cells that are added or end, say what is placed by them', async () => {
  const outline = (x: number) => ({ type: 'Polygon', coordinates: [[[x, 30], [x + 1, 30], [x, 31], [x, 30]]] }); // prettier-ignore
  const places = (x: number, to: object) => ({
    areas: [{ level: 'county', code: null, name: '芦县', schematic: false, outline: outline(x) }],
    cells: [{ code: 'c1', areaClass: 1, from: '2026-01-01', outline: outline(105), ...to }],
  });
  const placed = ['rows uploaded from then on are placed by it'];
  expect(await planned('reed', places(105, {}))).toEqual([
    ['add area 芦县', placed],
    ['add cell 1', placed],
  ]);
  await apply('reed', places(105, {}));
  expect(await planned('reed', places(106, { to: '2027-01-01' }))).toEqual([
    ['change area 芦县', placed],
    ['end cell 1', placed],
  ]);
});

test('a body of the city says in how many counties it works', async () => {
  expect(await planned('riverton', { units: [CENTRE, unit('power', 'utility', { to: '2026-12-01' })] })).toEqual([
    ['end unit power', ['it holds in 2 county(ies) of the city too']],
  ]);
  expect(await planned('riverton', { units: [...RIVERTON.units, unit('water', 'utility')] })).toEqual([
    ['add unit water', ['it holds in 2 county(ies) of the city too']],
  ]);
});

const BEGINS =
  'of clocks that start from 2026-01-01 on; 0 open case(s) keep the limit they started with; closed periods stay';
const ENDS =
  'not of clocks that start from 2026-11-05 on; 0 open case(s) that started with it keep it; closed periods stay';

test('a limit of the city says in how many counties it holds: those that have none of their own', async () => {
  const limits = [litter('3')];
  expect(await planned('riverton', { ...RIVERTON, limits })).toEqual([
    ['add limit event:0203 disposal 3 working_hour', [BEGINS, 'it holds in 2 county(ies) of the city too']],
  ]);
  await apply('reed', { limits: [litter('2')] });
  expect(await planned('riverton', { ...RIVERTON, limits })).toEqual([
    ['add limit event:0203 disposal 3 working_hour', [BEGINS, 'it holds in 1 county(ies) of the city too']],
  ]);
});

test("a county's own limit says which of its city it stands for, one that is taken back which holds again", async () => {
  await apply('riverton', { ...RIVERTON, limits: [litter('3')] });
  const units = [...WILLOW.units, unit('annex', 'sub_centre')];
  expect(await planned('willow', { ...WILLOW, units, limits: [litter('2')] })).toEqual([
    ['add limit event:0203 disposal 2 working_hour', [BEGINS, "it stands for its city's, 3 working_hour"]],
  ]);
  expect(await planned('reed', {})).toEqual([
    ['end limit event:0203 disposal 2 working_hour', [ENDS, "its city's holds again, 3 working_hour"]],
  ]);
});

test('a county that is new shows the limits it has from its city', async () => {
  const lines = await planned('oak', {});
  expect(lines).toContainEqual(['add limit event:0203 disposal 3 working_hour', [BEGINS, 'it is a limit of its city']]);
});
