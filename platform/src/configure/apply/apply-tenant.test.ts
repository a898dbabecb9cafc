import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { freshDatabase } from '../../../test/cluster.ts';
import type { TestDatabase } from '../../../test/cluster.ts';
import { loadCalendar } from '../../calendars/load-calendar.ts';
import { loadCatalogues } from '../../catalogues/load-catalogues.ts';
import { fingerprint } from '../../database/fingerprint.ts';
import { asOperator, asOwner, become, inTenant } from '../../database/transaction.ts';
import { systemDeps } from '../../kernel/deps.ts';
import type { Deps } from '../../kernel/deps.ts';
import { readPlaces } from '../../geography/read-places.ts';
import { applyTenant, planTenants } from './apply-tenant.ts';
import type { AppliedBy } from './applying.ts';
import { parseManifest } from '../manifest/check-manifest.ts';
import type { TenantManifest } from '../manifest/manifest.ts';
import { applySample } from '../sample/apply-sample.ts';
import { sampleCity } from '../sample/sample-city.ts';

const ISSUER = 'http://localhost:7300/realms/liangji';
const BY: AppliedBy = { actor: 'operator:li', issuer: ISSUER, accounts: true };
const at = (instant: string): Deps => ({ ...systemDeps, clock: { now: () => new Date(instant) } });
const deps = at('2026-11-05T02:00:00Z');
const city = sampleCity();
/** A copy that a test may write into. */
const manifest = (slug: string) =>
  structuredClone(city.find((tenant) => tenant.slug === slug)!) as TenantManifest & {
    sources: { mapping?: Record<string, unknown> }[];
  };

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadCatalogues(database);
  await loadCalendar(database);
});
afterAll(() => database.drop());

const apply = (document: TenantManifest, by = BY) => applyTenant(database, deps, by, document);
async function applyAll() {
  const applied = [];
  for await (const tenant of applySample(database, deps, ISSUER)) applied.push(tenant);
  return applied;
}
const asked = <T>(query: Parameters<typeof asOwner<T>>[1]) => asOwner(database, query);
const configVersion = (slug: string) =>
  asked((trx) =>
    trx.selectFrom('biz.tenant').select('config_version').where('slug', '=', slug).executeTakeFirstOrThrow(),
  );

test('a county cannot be applied before its city', async () => {
  await expect(apply(manifest('shehong'))).rejects.toMatchObject({ code: 'CONF-CITY-FIRST' });
});

test('the sample city is applied once, and applying it again writes nothing', async () => {
  const first = await applyAll();
  expect(first.map(({ slug }) => slug)).toEqual(city.map(({ slug }) => slug));
  expect(first.every(({ changes }) => changes.length > 0)).toBe(true);
  expect(first.every(({ cityId }) => cityId === first[0]!.tenantId)).toBe(true);
  expect(first.flatMap(({ secrets }) => secrets)).toEqual([]);
  const before = await fingerprint(database);
  expect((await applyAll()).flatMap(({ changes }) => changes)).toEqual([]);
  expect(await fingerprint(database)).toEqual(before);
});

test('another address of the identity provider adds logins and keeps the people', async () => {
  const people = () => asked((trx) => trx.selectFrom('biz.person').select(['id', 'name']).orderBy('id').execute());
  const before = await people();
  const moved = await apply(manifest('anju'), { ...BY, issuer: 'http://localhost:7400/realms/liangji' });
  expect(moved.changes.map(({ act, part, key }) => `${act} ${part} ${key}`)).toEqual([
    ...manifest('anju').people.map(({ username }) => `add login ${username}`),
    'add client anju-upload',
  ]);
  expect(await people()).toEqual(before);
});

test('people of a home from before user names are found by their login, and get their name for signing in', async () => {
  await asked((trx) => sql`update biz.person set username = null where name = '钱伟'`.execute(trx));
  expect((await apply(manifest('anju'))).changes).toMatchObject([
    { act: 'change', part: 'person', key: 'qianwei', fields: { username: [null, 'qianwei'] } },
  ]);
});

describe('a changed manifest', () => {
  test('a changed mapping is a new version, says what it replaces, and grows the configuration version', async () => {
    const shehong = manifest('shehong');
    const before = await configVersion('shehong');
    shehong.sources[0]!.mapping = { ...shehong.sources[0]!.mapping, notes: ['re-read'] };
    const { changes } = await apply(shehong);
    expect(changes).toMatchObject([{ act: 'change', part: 'mapping', key: 'shehong-main v2' }]);
    expect(changes[0]!.consequences![0]!.en).toMatch(/^replaces version 1 of 2026-11-05/);
    expect((await configVersion('shehong')).config_version).toBe(before.config_version + 1);
    // Half past midnight in the city is the day before in UTC.
    const again = (notes: string, instant: string) => {
      shehong.sources[0]!.mapping = { ...shehong.sources[0]!.mapping, notes: [notes] };
      return applyTenant(database, at(instant), BY, shehong);
    };
    await again('at night', '2026-11-05T16:30:00Z');
    expect((await again('at noon', '2026-11-06T04:00:00Z')).changes[0]!.consequences![0]!.zh).toBe(
      '取代第 3 版（2026-11-06 启用），此后的上传都用新版',
    );
  });

  test('a mapping that is not as the guide says is refused, and nothing of the tenant is written', async () => {
    const anju = { ...manifest('anju'), name: '安居新名' };
    anju.sources[0]!.mapping = { name: 'anju' };
    await expect(apply(anju)).rejects.toMatchObject({ code: 'ENV-MAPPING' });
    const { name } = await asked((trx) =>
      trx.selectFrom('biz.tenant').select('name').where('slug', '=', 'anju').executeTakeFirstOrThrow(),
    );
    expect(name).toBe('安居区');
  });

  test('a renamed body of the city stays the same unit, keeps its former name, and is renamed in every county', async () => {
    const unit = () =>
      asked((trx) =>
        trx.selectFrom('biz.unit').select(['id', 'name', 'name_history']).where('code', '=', 'power').execute(),
      );
    const [before] = await unit();
    const suining = manifest('suining');
    suining.units.find(({ code }) => code === 'power')!.name = '国网遂宁供电公司';
    expect((await apply(suining)).changes).toMatchObject([{ act: 'change', part: 'unit', key: 'power' }]);
    expect(await unit()).toEqual([
      { id: before!.id, name: '国网遂宁供电公司', name_history: [{ name: '供电公司', until: '2026-11-05' }] },
    ]);
    const bodies = await asked((trx) =>
      trx
        .selectFrom('biz.body')
        .select(['code', 'name', 'name_history'])
        .where('unit_id', '=', before!.id)
        .orderBy('tenant_id')
        .execute(),
    );
    const name_history = [{ name: '供电公司', until: '2026-11-05' }];
    expect(bodies).toEqual(Array(10).fill({ code: 'power', name: '国网遂宁供电公司', name_history }));
    expect((await apply(suining)).changes).toEqual([]);
  });

  test('a unit renamed twice keeps every former name, whatever an older file lists', async () => {
    const former = async () => {
      const [row] = await asked((trx) =>
        trx
          .selectFrom('biz.unit')
          .select('name_history')
          .where('name', '=', '园林一所')
          .where('code', '=', 'parks')
          .execute(),
      );
      return row?.name_history;
    };
    const exported = manifest('wuliugang') as TenantManifest & { units: { name: string; formerNames?: object[] }[] };
    const parks = exported.units.find(({ code }) => code === 'parks')!;
    const first = parks.name;
    parks.name = '园林站';
    await apply(exported);
    parks.formerNames = [{ name: first, until: '2026-11-05' }];
    parks.name = '园林一所';
    await apply(exported);
    const all = [
      { name: first, until: '2026-11-05' },
      { name: '园林站', until: '2026-11-05' },
    ];
    expect(await former()).toEqual(all);
    // The same file lists the first name only.
    expect((await apply(exported)).changes).toEqual([]);
    expect(await former()).toEqual(all);
  });

  test('a new unit never takes over an ended one of its name, nor one that somebody gave a code', async () => {
    const wuliugang = manifest('wuliugang');
    const add = (code: string, name: string, days: { from: string; to?: string }) => {
      (wuliugang.units as object[]).push({ code, kind: 'department', name, ...days });
    };
    add('san1', '环卫一所', { from: '2026-01-01', to: '2026-11-01' });
    add('san3', '环卫三所', { from: '2026-01-01' });
    await apply(wuliugang);
    (wuliugang.units as object[]).splice(-2);
    add('san2', '环卫一所', { from: '2026-11-01' });
    add('san4', '环卫三所', { from: '2026-11-01' });
    await apply(wuliugang);
    const rows = await asked((trx) =>
      trx.selectFrom('biz.unit').select(['code', 'from_day']).where('code', 'like', 'san_').orderBy('code').execute(),
    );
    expect(rows).toEqual([
      { code: 'san1', from_day: '2026-01-01' },
      { code: 'san2', from_day: '2026-11-01' },
      { code: 'san3', from_day: '2026-01-01' },
      { code: 'san4', from_day: '2026-11-01' },
    ]);
  });

  test('the end of a post is entered, says who loses the last one, and is taken back by leaving it out', async () => {
    const pengxi = manifest('pengxi');
    pengxi.people[0]!.posts[0]!.to = '2026-11-01';
    const { changes } = await apply(pengxi);
    expect(changes).toMatchObject([{ act: 'end', part: 'post', key: 'sunli data_officer@centre' }]);
    expect(changes[0]!.consequences!.map(({ zh }) => zh)).toEqual(['孙丽 不再有岗位，不能再登录使用']);
    expect((await apply(pengxi)).changes).toEqual([]);
    expect((await apply(manifest('pengxi'))).changes).toMatchObject([{ act: 'change', part: 'post' }]);
  });

  test('a unit that ends takes its posts with it, and is a body no longer', async () => {
    const shehong = manifest('shehong');
    shehong.units.find(({ code }) => code === 'sanitation')!.to = '2026-12-01';
    const { changes } = await apply(shehong);
    const ended = changes.filter(({ act }) => act === 'end');
    expect(ended.map(({ part, key }) => `${part} ${key}`)).toEqual([
      'unit sanitation',
      'post tangli worker@sanitation',
      expect.stringMatching(/^post \w+ department@sanitation$/),
    ]);
    expect(ended[0]!.consequences!.map(({ en }) => en)).toEqual(['2 post(s) end with it, of 2 person(s)']);
    const { to_day } = await asked((trx) =>
      trx.selectFrom('biz.body').select('to_day').where('name', '=', '射洪市环境卫生所').executeTakeFirstOrThrow(),
    );
    expect(to_day).toBe('2026-12-01');
  });

  test('a unit that is no body any more is closed as one, and the plan says which open cases it holds and leads', async () => {
    const suining = manifest('suining');
    const pengxi = manifest('pengxi');
    const { tenant_id: tenantId, city_id: cityId } = await asked((trx) =>
      trx
        .selectFrom('biz.tenant')
        .select(['tenant_id', 'city_id'])
        .where('slug', '=', 'pengxi')
        .executeTakeFirstOrThrow(),
    );
    const idOf = (code: string, home: number) =>
      asked(async (trx) => {
        const unit = trx.selectFrom('biz.unit').select('id').where('tenant_id', '=', home).where('code', '=', code);
        return (await unit.executeTakeFirstOrThrow()).id;
      });
    const [water, works, parks] = [
      await idOf('water', cityId),
      await idOf('works', tenantId),
      await idOf('parks', tenantId),
    ];
    // Two open cases of the county: one the works department holds, one led by the waterworks of the city.
    await asked((trx) =>
      sql`insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, lead_unit_id, lead_home_id, case_no,
          stage, state, kind, source_code, source_group, reported_at, created_at, updated_at)
        select ${tenantId}, ${cityId}, gen_random_uuid(), ${tenantId}, holder, lead, home, no, 'dispatched', 'disposing', 'event',
          'x', 'public', now(), now(), now()
        from (values (${works}::int, ${works}::int, ${tenantId}::int, 'a'), (${parks}, ${water}, ${cityId}, 'b'))
          v (holder, lead, home, no)`.execute(trx),
    );
    suining.units.find(({ code }) => code === 'power')!.name = '国网遂宁供电公司';
    suining.units.find(({ code }) => code === 'water')!.parent = 'housing';
    pengxi.units.find(({ code }) => code === 'works')!.parent = 'enforcement';
    const planned = await planTenants(database, deps, BY, [suining, pengxi]);
    const shown = planned.map(({ changes }) =>
      changes.map(({ key, consequences }) => [key, consequences!.map(({ en }) => en)]),
    );
    const rest = [
      'from today on it is no body of its own and gets no more cases',
      '1 open case(s) lie with it and are finished there',
    ];
    expect(shown).toEqual([
      [['water', ['it works in body housing instead of water', ...rest]]],
      [['works', ['it works in body enforcement instead of works', ...rest]]],
    ]);
    const open = async (unitId: number) =>
      (await asked((trx) => trx.selectFrom('biz.body').select('to_day').where('unit_id', '=', unitId).execute())).map(
        ({ to_day }) => to_day,
      );
    expect(await open(water)).toEqual(Array(10).fill(null));
    await apply(suining);
    await apply(pengxi);
    expect(await open(water)).toEqual(Array(10).fill('2026-11-05'));
    expect(await open(works)).toEqual(['2026-11-05']);
    expect((await apply(pengxi)).changes).toEqual([]);
    const back = manifest('pengxi');
    await apply(back);
    expect(await open(works)).toEqual([null]);
  });

  test('two units of one name are never taken for one another: the plan asks for the code', async () => {
    const rename = (code: string, to: string, name: string) =>
      asked((trx) =>
        trx
          .updateTable('biz.unit')
          .set({ code: to, name })
          .where('code', '=', code)
          .where('tenant_id', '=', trx.selectFrom('biz.tenant').select('tenant_id').where('slug', '=', 'chuangxin'))
          .execute(),
      );
    const units = () =>
      asked((trx) =>
        trx
          .selectFrom('biz.unit as u')
          .innerJoin('biz.tenant as t', 't.tenant_id', 'u.tenant_id')
          .select(['u.id', 'u.code', 'u.name'])
          .where('t.slug', '=', 'chuangxin')
          .orderBy('u.id')
          .execute(),
      );
    const chuangxin = manifest('chuangxin');
    const [works, parks] = ['works', 'parks'].map((code) => chuangxin.units.find((unit) => unit.code === code)!);
    const idOf = new Map((await units()).map(({ code, id }) => [code, id]));
    const [u12, u14] = ['works', 'parks'].map((code) => `u${idOf.get(code)}`) as [string, string];
    await rename('works', u12, works!.name);
    await rename('parks', u14, works!.name);
    const before = await units();
    await expect(planTenants(database, deps, BY, [chuangxin])).rejects.toMatchObject({
      code: 'CONF-UNIT-AMBIGUOUS',
      params: { path: 'units[3].code', name: works!.name, codes: `${u12}, ${u14}` },
    });
    // Two units of the manifest, and one that either could be.
    const twins = manifest('chuangxin');
    twins.units.find(({ code }) => code === 'parks')!.name = works!.name;
    await rename(u14, 'parks-old', parks!.name);
    await expect(apply(twins)).rejects.toMatchObject({ code: 'CONF-UNIT-AMBIGUOUS', params: { codes: u12 } });
    // Named by their codes both are what they were.
    await rename('parks-old', u14, works!.name);
    works!.code = u12;
    parks!.code = u14;
    chuangxin.people = chuangxin.people.filter(({ posts }) => posts.every(({ unit }) => unit === 'centre'));
    await apply(chuangxin);
    expect((await units()).map(({ id, code }) => [id, code])).toEqual(before.map(({ id, code }) => [id, code]));
  });

  test('a grid cell ends, but is never drawn otherwise under the same code', async () => {
    const daying = manifest('daying');
    const cells = daying.cells.map((cell, n) => (n === 0 ? { ...cell, to: '2027-01-01' } : cell));
    expect((await apply({ ...daying, cells })).changes).toMatchObject([{ act: 'end', part: 'cell', key: '1' }]);
    const redrawn = cells.map((cell, n) => (n === 1 ? { ...cell, areaClass: 1 as const } : cell));
    await expect(apply({ ...daying, cells: redrawn })).rejects.toMatchObject({ code: 'CONF-FIXED' });
  });

  test('a tenant cannot move to another city or change its kind, nor follow a calendar nobody loaded', async () => {
    await expect(apply({ ...manifest('anju'), kind: 'zone' })).rejects.toMatchObject({
      code: 'CONF-FIXED',
      params: { manifest: 'anju', path: 'kind' },
    });
    await expect(apply({ ...manifest('anju'), city: 'shehong' })).rejects.toMatchObject({ code: 'CONF-FIXED' });
    await expect(apply({ ...manifest('anju'), slug: 'newtown', city: 'shehong' })).rejects.toMatchObject({
      code: 'CONF-NOT-CITY',
      params: { city: 'shehong', path: 'city' },
    });
    await expect(apply({ ...manifest('anju'), calendar: 'mars' })).rejects.toMatchObject({ code: 'CONF-CALENDAR' });
  });
});

describe('a plan', () => {
  test('shows what applying would do, of a city and its county together, and writes nothing', async () => {
    const before = await fingerprint(database);
    const rename = (slug: string, name: string) => ({
      ...manifest(slug),
      slug: `new-${slug}`,
      city: 'new-suining',
      name,
    });
    const [newCity, newCounty] = [rename('suining', '新城市'), rename('daying', '新县')];
    newCity.people = [{ username: 'zhang', name: '张三', posts: [] }];
    newCounty.people = [];
    newCity.sources.length = 0;
    newCounty.sources.length = 0;
    const planned = await planTenants(database, deps, BY, [newCity, newCounty]);
    expect(planned.map(({ slug, changes }) => [slug, changes[0]])).toEqual([
      ['new-suining', { act: 'add', part: 'tenant', key: 'new-suining', name: '新城市' }],
      ['new-daying', { act: 'add', part: 'tenant', key: 'new-daying', name: '新县' }],
    ]);
    expect(planned[0]!.changes).toContainEqual(expect.objectContaining({ part: 'login', key: 'zhang' }));
    expect(await fingerprint(database)).toEqual(before);
  });
});

describe('accounts', () => {
  const withNewcomer = () => {
    const suining = manifest('suining');
    suining.units.find(({ code }) => code === 'power')!.name = '国网遂宁供电公司';
    suining.people.push({
      username: 'chenxin',
      name: '陈新',
      posts: [{ unit: 'centre', post: 'assessor', from: '2026-11-01' }],
    });
    return suining;
  };

  test('somebody the identity provider does not know gets a one-time password once, and only its hash is kept', async () => {
    const { secrets, changes } = await apply(withNewcomer());
    expect(secrets).toMatchObject([
      { kind: 'person', username: 'chenxin', expiresAt: new Date('2026-11-12T02:00:00Z') },
    ]);
    const account = await asked((trx) =>
      trx.selectFrom('control.account').selectAll().where('username', '=', 'chenxin').executeTakeFirstOrThrow(),
    );
    expect(account).toMatchObject({ kind: 'person', tenant_slug: 'suining', is_one_time: true });
    expect(account.secret_hash).toMatch(/^scrypt\$14\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
    const everything = await asked((trx) => trx.selectFrom('biz.audit').selectAll().execute());
    expect(JSON.stringify([everything, changes])).not.toContain(secrets[0]!.secret);
    expect((await apply(withNewcomer())).secrets).toEqual([]);
  });

  test('beside Keycloak nobody gets a password, and the change says what to do there', async () => {
    const suining = withNewcomer();
    suining.people.push({ username: 'later', name: '李迟', posts: [] });
    const { secrets, changes } = await apply(suining, { ...BY, accounts: false });
    expect(secrets).toEqual([]);
    expect(changes).toMatchObject([{ act: 'add', part: 'person', key: 'later' }]);
    expect(changes[0]!.consequences![0]!.en).toMatch(/make it in Keycloak with the attribute tenant = suining/);
  });

  test('a county cannot take the machine client, the person or the user name of another tenant', async () => {
    const anju = manifest('anju');
    anju.sources[0]!.clients[0]!.id = 'shehong-upload';
    await expect(apply(anju)).rejects.toMatchObject({ code: 'CONF-TAKEN', params: { path: 'sources[0].clients[0]' } });
    const daying = manifest('daying');
    daying.people[0]!.subject = manifest('shehong').people[0]!.subject;
    await expect(apply(daying)).rejects.toMatchObject({ code: 'CONF-TAKEN', params: { path: 'people[0]' } });
    const named = manifest('daying');
    named.people.push({ username: 'chenxin', name: '陈新', posts: [] });
    await expect(apply(named)).rejects.toMatchObject({
      code: 'CONF-TAKEN',
      params: { path: `people[${named.people.length - 1}]` },
    });
  });
});

describe('the operator', () => {
  test('leaves one audit row a change set, with its hash and the name of the operator, and none where nothing changed', async () => {
    const rows = () =>
      asked((trx) =>
        trx
          .selectFrom('biz.audit as a')
          .innerJoin('biz.tenant as t', 't.tenant_id', 'a.tenant_id')
          .select(['a.actor', 'a.action', 'a.data'])
          .where('t.slug', '=', 'hedong')
          .orderBy('a.at')
          .orderBy('a.id')
          .execute(),
      );
    expect(await rows()).toMatchObject([{ actor: 'sample', action: 'tenant.apply' }]);
    await apply(manifest('hedong'));
    expect(await rows()).toHaveLength(1);
    await apply({ ...manifest('hedong'), nameEn: 'Hedong' });
    const [, second] = await rows();
    expect(second).toMatchObject({
      actor: 'operator:li',
      data: { hash: expect.stringMatching(/^[0-9a-f]{64}$/), added: 0, changed: 1, ended: 0 },
    });
  });

  test('cannot write a row of a tenant it has not become, nor anything before it became one', async () => {
    const [own, other] = [(await apply(manifest('wuliugang'))).tenantId, (await apply(manifest('kaifaqu'))).tenantId];
    const rename = (tenantId: number) => sql`update biz.unit set name = 'taken' where tenant_id = ${tenantId}`;
    const tried = await asOperator(database, async (trx) => {
      await become(trx, { tenantId: own, cityId: 1, actor: 'operator:li' });
      return rename(other).execute(trx);
    });
    expect(tried.numAffectedRows).toBe(0n);
    await expect(asOperator(database, (trx) => rename(own).execute(trx))).rejects.toMatchObject({
      code: expect.stringMatching(/^(42704|22P02)$/),
    });
    await expect(
      asOperator(database, async (trx) => {
        await become(trx, { tenantId: own, cityId: 1, actor: 'operator:li' });
        await sql`insert into biz.person (tenant_id, city_id, id, name) values (${other}, 1, gen_random_uuid(), 'x')`.execute(
          trx,
        );
      }),
    ).rejects.toThrow(/row-level security/);
  });
});

test('a cell of the county is found again from the database, and only by the county itself', async () => {
  const { tenantId: shehong, cityId } = (await applyAll()).find(({ slug }) => slug === 'shehong')!;
  const [cell] = manifest('shehong').cells;
  const [west, south] = cell!.outline.coordinates[0]![0] as [number, number];
  const find = (tenantId: number) =>
    inTenant(database, 'ingest', { tenantId, cityId, actor: 'test' }, async (trx) => {
      const places = await readPlaces(trx, tenantId, 'Asia/Shanghai');
      return places(new Date('2026-10-01T04:00:00Z')).cellAt([west + 0.0001, south + 0.0001]);
    });
  expect(await find(shehong)).toBe(1);
  expect(await find(shehong + 1)).toBeNull();
});

test('a manifest with an unknown unit, or a county that is its own city, is refused', () => {
  const [, ...departments] = manifest('anju').units;
  expect(() => parseManifest({ ...manifest('anju'), units: departments })).toThrow(/there must be a desk/);
  expect(() => parseManifest({ ...manifest('anju'), city: 'anju' })).toThrow(/its own city/);
});

test('case numbers begin with the national code, or with a prefix of its own, which no other tenant of the city has', async () => {
  const prefixes = async () =>
    new Map(
      (await asOwner(database, (trx) => trx.selectFrom('biz.tenant').select(['slug', 'number_prefix']).execute())).map(
        ({ slug, number_prefix }) => [slug, number_prefix],
      ),
    );
  const before = await prefixes();
  expect(before.get('suining')).toBe('510900');
  expect(before.get('shehong')).toBe('510981');
  expect(before.get('hedong')).toMatch(/^Z\d+$/);
  expect(new Set(before.values()).size).toBe(before.size);

  const shehong = manifest('shehong');
  await apply({ ...shehong, code: '510999' });
  expect((await prefixes()).get('shehong')).toBe('510981');
  await apply(shehong);
  await expect(apply({ ...shehong, numberPrefix: '510999' })).rejects.toMatchObject({ code: 'CONF-FIXED' });

  const zone = { ...manifest('hedong'), slug: 'new-zone', people: [], sources: [] };
  await expect(apply({ ...zone, numberPrefix: '510981' })).rejects.toMatchObject({
    code: 'CONF-TAKEN',
    message: /numberPrefix 510981/,
  });
  await apply({ ...zone, numberPrefix: 'XQ01' });
  expect((await prefixes()).get('new-zone')).toBe('XQ01');
});
