import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { smallManifest } from '../../../test/small-manifest.ts';
import { loadCalendar } from '../../calendars/load-calendar.ts';
import { loadCatalogues } from '../../catalogues/load-catalogues.ts';
import { fingerprint } from '../../database/fingerprint.ts';
import { systemDeps, type Deps } from '../../kernel/deps.ts';
import { applyTenant, planTenants } from './apply-tenant.ts';
import type { AppliedBy } from './applying.ts';
import { exportTenant } from '../export/export-tenant.ts';

const BY: AppliedBy = { actor: 'operator:li', issuer: 'http://localhost/realms/liangji', accounts: false };
const deps: Deps = { ...systemDeps, clock: { now: () => new Date('2026-11-05T10:00:00+08:00') } };

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadCatalogues(database);
  await loadCalendar(database);
  await applyTenant(database, deps, BY, smallManifest('riverton'));
});
afterAll(() => database.drop());

const UNITS = [
  { code: 'centre', kind: 'centre', name: '指挥中心', from: '2026-01-01' },
  { code: 'works', kind: 'department', name: '市政所', parent: 'centre', from: '2026-01-01' },
];
const ENDED = [UNITS[0]!, { ...UNITS[1]!, to: '2026-11-01' }];
const person = (username: string, ...posts: object[]) => ({
  ...{ username, name: username },
  posts: posts.map((post) => ({ unit: 'works', post: 'worker', ...post })),
});
const county = (slug: string, people: object[], units: object[] = UNITS) => smallManifest(slug, { units, people });
const apply = (slug: string, people: object[], units?: object[]) =>
  applyTenant(database, deps, BY, county(slug, people, units));

/** `username from to` of every post, days in the zone of the county. */
async function postsOf(slug: string): Promise<string[]> {
  const { people } = await exportTenant(database, deps, BY, slug);
  return people.flatMap(({ username, posts }) => posts.map(({ from, to }) => `${username} ${from} ${to ?? '-'}`));
}

test('a corrected first day changes the post that is there, and adds no second one', async () => {
  await apply('willow', [person('tangli', { from: '2026-03-01' })]);
  const { changes } = await apply('willow', [person('tangli', { from: '2026-02-01' })]);
  expect(changes).toMatchObject([
    {
      act: 'change',
      part: 'post',
      key: 'tangli worker@works',
      fields: { from: [new Date('2026-03-01T00:00:00+08:00'), new Date('2026-02-01T00:00:00+08:00')] },
    },
  ]);
  expect(await postsOf('willow')).toEqual(['tangli 2026-02-01 -']);
  expect((await apply('willow', [person('tangli', { from: '2026-02-01' })])).changes).toEqual([]);
});

test('a first day moved into the future says that the person cannot work here until then', async () => {
  const { changes } = await apply('willow', [person('tangli', { from: '2027-01-01' })]);
  expect(changes[0]!.consequences!.map(({ en }) => en)).toEqual(['tangli cannot work here before 2027-01-01']);
  await apply('willow', [person('tangli', { from: '2026-02-01' })]);
});

test('somebody who left and comes back has two posts, each corrected for itself', async () => {
  const before = [person('tangli', { from: '2026-02-01', to: '2026-05-01' }, { from: '2026-09-01' })];
  await apply('willow', before);
  expect(await postsOf('willow')).toEqual(['tangli 2026-02-01 2026-05-01', 'tangli 2026-09-01 -']);
  const { changes } = await apply('willow', [
    person('tangli', { from: '2026-02-01', to: '2026-05-01' }, { from: '2026-08-15' }),
  ]);
  expect(changes.map(({ act, part }) => [act, part])).toEqual([['change', 'post']]);
  expect(await postsOf('willow')).toEqual(['tangli 2026-02-01 2026-05-01', 'tangli 2026-08-15 -']);
});

test('a post that ended by the hour keeps its order, whatever the offset it is written in', () => {
  const hours = person('tangli', { from: '2026-11-05', to: '2026-11-04T16:30:00Z' });
  expect(() => county('willow', [hours])).not.toThrow();
  expect(() => county('willow', [person('tangli', { from: '2026-11-05', to: '2026-11-04T15:30:00Z' })])).toThrow(
    expect.objectContaining({ code: 'CONF-DAYS' }),
  );
});

test('a post that begins when its unit has ended is refused, with both days in the sentence', () => {
  expect(() => county('willow', [person('tangli', { from: '2026-11-01' })], ENDED)).toThrow(
    expect.objectContaining({
      code: 'CONF-DAYS',
      message: 'people[0].posts[0].from: the days are in the wrong order: works ends on 2026-11-01.',
    }),
  );
  expect(() => county('willow', [person('tangli', { from: '2026-10-31' })], ENDED)).not.toThrow();
});

test('a post the file no longer names, which was to begin after its unit has ended, never begins', async () => {
  await apply('reed', [person('suning', { from: '2026-12-01' })]);
  await apply('reed', [], ENDED);
  expect(await postsOf('reed')).toEqual([]);
  expect(await apply('reed', [], ENDED)).toMatchObject({ changes: [], unnamed: [] });
});

test('people, units and clients that the file leaves out stay as they are, and both plan and apply name them', async () => {
  const sources = [{ code: 'main', name: '平台', catalogue: 'gbt30428', clients: [{ id: 'oak-upload' }] }];
  const people = [person('wanghai', { from: '2026-01-01' }), person('gone', { from: '2026-01-01', to: '2026-06-01' })];
  await applyTenant(database, deps, BY, smallManifest('oak', { units: UNITS, people, sources }));
  const before = await fingerprint(database);
  const bare = smallManifest('oak', { units: UNITS.slice(0, 1) });
  const [plan] = await planTenants(database, deps, BY, [bare]);
  const left = [
    { part: 'unit', keys: ['works'] },
    { part: 'person', keys: ['wanghai'] },
    { part: 'client', keys: ['oak-upload'] },
  ];
  expect(plan).toMatchObject({ changes: [], unnamed: left });
  expect(await applyTenant(database, deps, BY, bare)).toMatchObject({ changes: [], unnamed: left });
  expect(await fingerprint(database)).toEqual(before);
});
