import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { planCalendar, putCalendar } from '../../assessment/calendar-change.ts';
import type { WorkCalendar } from '../../calendars/calendar.ts';
import { dueAt } from '../../calendars/due-at.ts';
import { loadCalendar } from '../../calendars/load-calendar.ts';
import { calendarOf, readCalendar } from '../../calendars/read-calendar.ts';
import { stateCouncilCalendar } from '../../calendars/state-council.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import { systemDeps, type Deps } from '../../kernel/deps.ts';
import { exportTenant } from '../export/export-tenant.ts';
import { parseManifest } from '../manifest/check-manifest.ts';
import { manifestText } from '../manifest/manifest-text.ts';
import { applyTenant, planTenants } from './apply-tenant.ts';

// Riverton is a city with the counties willow, which has no hours of its own, and reed, which has: 夏令时作息.

const deps: Deps = { ...systemDeps, clock: { now: () => new Date('2026-06-01T01:00:00Z') } };
const BY = { actor: 'operator:li', issuer: 'http://localhost/realms/liangji', accounts: false };
const SUMMER = {
  periods: [['08:00', '12:00'], ['14:00', '18:00']],
  seasons: [{ from: '05-01', to: '09-30', periods: [['08:00', '12:00'], ['15:00', '18:30']] }],
}; // prettier-ignore
/** The city begins at nine, and has a festival on Tuesday 9 June. */
const CITY = { periods: [['09:00', '12:00'], ['14:00', '18:00']], days: [{ day: '2026-06-09', kind: 'off' }] }; // prettier-ignore

const outline = { type: 'Polygon', coordinates: [[[105, 30], [106, 30], [106, 31], [105, 31], [105, 30]]] }; // prettier-ignore
const manifest = (slug: string, calendar?: unknown) =>
  parseManifest({
    ...{ slug, city: 'riverton', kind: slug === 'riverton' ? 'city' : 'county', calendar, numberPrefix: `${slug.length}${slug[0]}`.toUpperCase() }, // prettier-ignore
    ...{ name: slug, nameEn: slug, code: null, rankGroup: slug === 'riverton' ? null : 'county' },
    units: [{ code: 'centre', kind: 'centre', name: `${slug} centre`, from: '2026-01-01' }],
    areas: slug === 'riverton' ? [] : [{ level: 'county', code: null, name: slug, schematic: true, outline }],
  });

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadCalendar(database);
  for (const slug of ['riverton', 'willow']) await apply(slug);
  await apply('reed', SUMMER);
});
afterAll(() => database.drop());

const apply = (slug: string, calendar?: unknown) => applyTenant(database, deps, BY, manifest(slug, calendar));
const plan = async (slug: string, calendar?: unknown) =>
  (await planTenants(database, deps, BY, [manifest(slug, calendar)]))[0]!.changes;
const at = (wall: string): Date => new Date(`${wall.replace(' ', 'T')}:00+08:00`);

/** The calendar of a tenant, read as its own county does, or as the city. */
async function inForce(slug: string): Promise<WorkCalendar> {
  const { id, city_id } = await asOwner(database, (trx) =>
    trx.selectFrom('control.tenant').select(['id', 'city_id']).where('slug', '=', slug).executeTakeFirstOrThrow(),
  );
  const acting = { tenantId: id, cityId: city_id, actor: slug };
  return inTenant(database, id === city_id ? 'city' : 'county', acting, (trx) => calendarOf(trx, id));
}
const named = async (slug: string) => {
  const { id, version } = await inForce(slug);
  return `${id}@${version}`;
};
const all = () => Promise.all(['riverton', 'willow', 'reed'].map(named));
/** When an hour and a half is used up that begins at 11:00 of a day. */
const dueFrom = async (slug: string, day: string) =>
  dueAt(await inForce(slug), at(`${day} 11:00`), { value: '1.5', unit: 'working_hour' });

test('a county without hours works by its city’s, one with them by its own over the same days', async () => {
  expect(await all()).toEqual(['cn@1', 'cn@1', 'reed@1']);
  expect(await dueFrom('willow', '2026-06-08')).toEqual(at('2026-06-08 14:30'));
  expect(await dueFrom('reed', '2026-06-08')).toEqual(at('2026-06-08 15:30'));
  // The eve of National Day, the last day of summer, and the first working day after it.
  expect(await dueFrom('reed', '2026-09-30')).toEqual(at('2026-09-30 15:30'));
  expect(await dueFrom('reed', '2026-10-08')).toEqual(at('2026-10-08 14:30'));
  expect((await apply('reed', SUMMER)).changes).toEqual([]);
  expect(await all()).toEqual(['cn@1', 'cn@1', 'reed@1']);
});

test('a city that gets hours and a day off takes its counties along: willow wholly, reed with its day off alone', async () => {
  const planned = await plan('riverton', CITY);
  expect(planned).toMatchObject([
    { act: 'change', part: 'tenant', fields: { calendar_id: ['cn', 'riverton'], hours: [null, CITY] } },
  ]);
  expect(planned[0]!.consequences!.map(({ en }) => en)).toEqual([
    'deadlines of 0 open case(s) will follow the new calendar; closed periods stay',
    '2 county(ies) under it follow, with 0 open case(s)',
  ]);
  expect(await all()).toEqual(['cn@1', 'cn@1', 'reed@1']);
  await apply('riverton', CITY);
  expect(await all()).toEqual(['riverton@1', 'riverton@1', 'reed@2']);
  expect(await dueFrom('willow', '2026-06-08')).toEqual(at('2026-06-08 14:30'));
  // Nobody works on the 9th: in willow from nine o'clock of the 10th, in reed from eight.
  expect(await dueFrom('willow', '2026-06-09')).toEqual(at('2026-06-10 10:30'));
  expect(await dueFrom('reed', '2026-06-09')).toEqual(at('2026-06-10 09:30'));
  for (const [slug, calendar] of [
    ['riverton', CITY],
    ['willow', undefined],
    ['reed', SUMMER],
  ] as const)
    // prettier-ignore
    expect((await apply(slug, calendar)).changes).toEqual([]);
});

test('a national calendar that is loaded gives every calendar over it a new version; the old ones stay as they were', async () => {
  const calendar = stateCouncilCalendar();
  const wanted = { ...calendar, days: new Map([...calendar.days, ['2026-06-08', 'off'] as const]) };
  const changes = await planCalendar(database, deps, wanted);
  expect(changes.map(({ slug }) => slug).sort()).toEqual(['reed', 'riverton', 'willow']);
  expect(await putCalendar(database, deps, 'operator:li', wanted, changes)).toBe(2);
  expect(await planCalendar(database, deps, wanted)).toEqual([]);
  expect(await all()).toEqual(['riverton@2', 'riverton@2', 'reed@3']);
  expect(await dueFrom('reed', '2026-06-08')).toEqual(at('2026-06-10 09:30'));
  const pinned = await asOwner(database, (trx) => readCalendar(trx, 'reed', 2));
  expect(dueAt(pinned!, at('2026-06-08 11:00'), { value: '1.5', unit: 'working_hour' })).toEqual(
    at('2026-06-08 15:30'),
  );
});

test('other hours of a county are another version, planned with both, and concern nobody else', async () => {
  const later = { ...SUMMER, seasons: [{ ...SUMMER.seasons[0]!, to: '08-31' }] };
  expect(await plan('reed', later)).toMatchObject([{ fields: { hours: [SUMMER, later] } }]);
  await apply('reed', later);
  expect(await all()).toEqual(['riverton@2', 'riverton@2', 'reed@4']);
  expect(await dueFrom('reed', '2026-09-30')).toEqual(at('2026-09-30 14:30'));
});

test('an exported manifest holds hours of its own and nothing for a county that goes by its city’s', async () => {
  const exported = await exportTenant(database, deps, BY, 'reed');
  expect(manifestText(exported)).toContain('calendar:\n  periods:\n    - [ 08:00, 12:00 ]\n');
  expect((await applyTenant(database, deps, BY, exported)).changes).toEqual([]);
  expect((await exportTenant(database, deps, BY, 'willow')).calendar).toBeUndefined();
});

test('a county may not go by the calendar of another, nor by one nobody loaded; without its own it is back at its city’s', async () => {
  await expect(apply('willow', 'reed')).rejects.toMatchObject({ code: 'CONF-CALENDAR', params: { calendar: 'reed' } });
  await expect(apply('willow', 'mars')).rejects.toMatchObject({ code: 'CONF-CALENDAR' });
  expect((await apply('willow', 'cn')).changes).toMatchObject([{ fields: { calendar_id: ['riverton', 'cn'] } }]);
  await apply('willow');
  await apply('reed');
  expect(await all()).toEqual(['riverton@2', 'riverton@2', 'riverton@2']);
  await apply('riverton');
  expect(await all()).toEqual(['cn@2', 'cn@2', 'cn@2']);
});

test('a tenant called like a calendar that is loaded gets none of its own, and a county cannot write one', async () => {
  await loadCalendar(database, { ...stateCouncilCalendar(), id: 'willow' });
  await expect(apply('willow', SUMMER)).rejects.toMatchObject({ code: 'CONF-TAKEN' });
  const { id, city_id } = await asOwner(database, (trx) =>
    trx.selectFrom('control.tenant').select(['id', 'city_id']).where('slug', '=', 'reed').executeTakeFirstOrThrow(),
  );
  const row = { id: 'reed', version: 9, time_zone: 'Asia/Shanghai', periods: '[]', published_years: [2026] };
  const asCounty = inTenant(database, 'county', { tenantId: id, cityId: city_id, actor: 'reed' }, (trx) =>
    trx.insertInto('lookup.calendar').values(row).execute(),
  );
  await expect(asCounty).rejects.toThrow(/permission denied/);
});
