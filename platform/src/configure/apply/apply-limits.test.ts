import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { smallManifest } from '../../../test/small-manifest.ts';
import { loadCalendar } from '../../calendars/load-calendar.ts';
import { makeCatalogues } from '../../catalogues/catalogues.ts';
import { chooseRule } from '../../catalogues/choose-rule.ts';
import { loadCatalogues } from '../../catalogues/load-catalogues.ts';
import { readOwnLimits, withOwnLimits } from '../../catalogues/own-limits.ts';
import { readCatalogues } from '../../catalogues/read-catalogues.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import { systemDeps, type Deps } from '../../kernel/deps.ts';
import { applyTenant, planTenants } from './apply-tenant.ts';
import type { AppliedBy } from './applying.ts';
import { exportTenant } from '../export/export-tenant.ts';
import type { TenantManifest } from '../manifest/manifest.ts';

const BY: AppliedBy = { actor: 'operator:li', issuer: 'http://localhost/realms/liangji', accounts: false };
const NOW = new Date('2026-11-05T02:00:00Z');
const deps: Deps = { ...systemDeps, clock: { now: () => NOW } };

/** A city, or a county of it, that says nothing but its limits. */
const tenant = (slug: string, limits: object[]): TenantManifest => smallManifest(slug, { limits });
/** A disposal limit of 暴露垃圾, or of one of its filing conditions. */
const litter = (value: string, fields: object = {}) => ({
  ...{ catalogue: 'gbt30428', class: 'event:0203', value, unit: 'working_hour', from: '2026-01-01' },
  ...fields,
});

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadCatalogues(database);
  await loadCalendar(database);
});
afterAll(() => database.drop());

const apply = (slug: string, limits: object[]) => applyTenant(database, deps, BY, tenant(slug, limits));

/** The limit intake takes for a case of the class in this county, as it reads it. */
async function limitIn(slug: string, day = '2026-11-05'): Promise<string> {
  const { tenant_id: tenantId, city_id: cityId } = await asOwner(database, (trx) =>
    trx.selectFrom('biz.tenant').select(['tenant_id', 'city_id']).where('slug', '=', slug).executeTakeFirstOrThrow(),
  );
  return inTenant(database, 'ingest', { tenantId, cityId, actor: 'test' }, async (trx) => {
    const rows = withOwnLimits(await readCatalogues(trx), await readOwnLimits(trx, tenantId), day);
    const catalogues = makeCatalogues(rows);
    const { rule } = chooseRule(catalogues, catalogues.classByCode('gbt30428', 'event', '0203')!.id, null);
    return `${rule?.limitValue} ${rule?.limitUnit}`;
  });
}

test('without limits of its own a county has those of the catalogue; those of its city hold in it once they are applied', async () => {
  await apply('riverton', []);
  await apply('willow', []);
  const printed = await limitIn('willow');
  const { changes } = await apply('riverton', [litter('3')]);
  expect(changes).toMatchObject([{ act: 'add', part: 'limit', key: 'event:0203 disposal 3 working_hour' }]);
  expect(printed).not.toBe('3 working_hour');
  expect(await limitIn('willow')).toBe('3 working_hour');
  await apply('reed', []);
  expect(await limitIn('reed')).toBe('3 working_hour');
});

test("a county's own limit stands before its city's, whatever the city changes, and gives way again when it is taken back", async () => {
  await apply('willow', [litter('2')]);
  expect(await limitIn('willow')).toBe('2 working_hour');
  await apply('riverton', [litter('5')]);
  expect([await limitIn('willow'), await limitIn('reed')]).toEqual(['2 working_hour', '5 working_hour']);
  expect((await apply('willow', [litter('2')])).changes).toEqual([]);
  expect((await apply('willow', [])).changes).toMatchObject([{ act: 'end', part: 'limit' }]);
  expect(await limitIn('willow')).toBe('5 working_hour');
});

test('a limit that begins later or has ended is not read, and an exported manifest says the same limits', async () => {
  await apply('willow', [litter('1', { from: '2027-01-01' })]);
  expect(await limitIn('reed')).toBe('5 working_hour');
  expect((await exportTenant(database, deps, BY, 'riverton')).limits).toEqual(tenant('riverton', [litter('5')]).limits);
  await apply('riverton', []);
  expect(await limitIn('reed')).not.toBe('5 working_hour');
});

test("a county's own limit stands before its city's on its own days alone", async () => {
  await apply('riverton', [litter('5')]);
  await apply('willow', [litter('1', { from: '2026-11-10', to: '2026-11-20' }), litter('2', { from: '2027-01-01' })]);
  const days = ['2026-11-05', '2026-11-10', '2026-11-19', '2026-11-20', '2026-12-31', '2027-01-01'];
  expect(await Promise.all(days.map((day) => limitIn('willow', day)))).toEqual(
    ['5', '1', '1', '5', '5', '2'].map((value) => `${value} working_hour`),
  );
  expect((await apply('riverton', [litter('5')])).changes).toEqual([]);
});

test('two limits for the same on one day are refused', () => {
  const both = (from: string) => tenant('willow', [litter('2', { to: '2026-12-01' }), litter('3', { from })]);
  expect(() => both('2026-11-30')).toThrow(expect.objectContaining({ code: 'CONF-DUPLICATE' }));
  expect(() => both('2026-12-01')).not.toThrow();
  expect(() => tenant('willow', [litter('2'), litter('3', { condition: '早晚高峰' })])).not.toThrow();
});

test('a class or a condition nobody knows is refused, and nothing is written', async () => {
  await expect(apply('willow', [litter('1', { class: 'event:9999' })])).rejects.toMatchObject({ code: 'CONF-LIMIT' });
  await expect(apply('willow', [litter('1', { condition: '下雨' })])).rejects.toMatchObject({ code: 'CONF-LIMIT' });
});

/** A case of the class in a county, as far as counting goes; `filed` and `ended` say whether its clock runs. */
async function putCase(slug: string, limit: string, { filed = true, ended = false } = {}): Promise<void> {
  await asOwner(database, (trx) =>
    sql`
      insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, case_no, stage, state, kind, source_code,
        source_group, class_id, limit_value, limit_unit, reported_at, filed_at, created_at, updated_at)
      select t.id, t.city_id, ${deps.ids.next()}::uuid, t.id, t.desk_unit_id, ${deps.ids.next()},
             ${ended ? 'closed' : filed ? 'filed' : 'reported'}, ${ended ? 'closed' : filed ? 'dispatching' : 'filing'}, 'event',
             'patrol', 'patrol', c.id, ${limit}, 'working_hour', now(), ${filed ? NOW : null}::timestamptz, now(), now()
        from control.tenant t, lookup.class c
       where t.slug = ${slug} and c.catalogue_id = 'gbt30428' and c.kind = 'event'
         and c.category_code = '02' and c.class_code = '03'`.execute(trx),
  );
}
const configVersions = () =>
  asOwner(database, async (trx) => {
    const rows = await trx.selectFrom('biz.tenant').select(['slug', 'config_version']).execute();
    return Object.fromEntries(rows.map(({ slug, config_version: version }) => [slug, version]));
  });

test('a plan says from when a limit counts and how many open cases keep theirs, in all counties that have it', async () => {
  await apply('willow', []);
  await apply('riverton', [litter('3')]);
  for (const county of ['willow', 'willow', 'reed']) await putCase(county, '3');
  await putCase('willow', '9');
  await putCase('willow', '3', { filed: false });
  await putCase('willow', '3', { ended: true });
  const before = await configVersions();
  const [planned] = await planTenants(database, deps, BY, [tenant('riverton', [litter('5', { from: '2026-12-01' })])]);
  expect(planned!.changes).toMatchObject([
    {
      ...{ act: 'end', key: 'event:0203 disposal 3 working_hour' },
      consequences: [
        {
          zh: '自 2026-11-05 起开始计时的案卷不再按此时限；3 件未结案卷已按它开始计时，保留不变；已定稿的周期不变',
          en: 'not of clocks that start from 2026-11-05 on; 3 open case(s) that started with it keep it; closed periods stay',
        },
        { zh: '同时适用于 2 个区县', en: 'it holds in 2 county(ies) of the city too' },
      ],
    },
    {
      ...{ act: 'add', key: 'event:0203 disposal 5 working_hour' },
      consequences: [
        {
          zh: '自 2026-12-01 起开始计时的案卷按此时限；4 件未结案卷已开始计时，保留原时限；已定稿的周期不变',
          en: 'of clocks that start from 2026-12-01 on; 4 open case(s) keep the limit they started with; closed periods stay',
        },
        { zh: '同时适用于 2 个区县', en: 'it holds in 2 county(ies) of the city too' },
      ],
    },
  ]);
  expect(await configVersions()).toEqual(before);
  expect(await limitIn('willow')).toBe('3 working_hour');
  await apply('riverton', [litter('5')]);
  expect(await limitIn('willow')).toBe('5 working_hour');
  const after = await configVersions();
  for (const slug of ['riverton', 'willow', 'reed']) expect([slug, after[slug]]).toEqual([slug, before[slug]! + 1]);
});

test('a county cannot write limits, not even its own', async () => {
  const insert = inTenant(database, 'county', { tenantId: 2, cityId: 1, actor: 'willow' }, (trx) =>
    trx
      .insertInto('biz.limit_rule')
      .values({
        tenant_id: 2,
        city_id: 1,
        id: deps.ids.next(),
        step: 'disposal',
        limit_value: '99',
        limit_unit: 'working_day',
        from_day: '2026-01-01',
      }) // prettier-ignore
      .execute(),
  );
  await expect(insert).rejects.toThrow(/permission denied/);
});
