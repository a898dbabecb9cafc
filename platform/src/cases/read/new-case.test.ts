import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { personAt } from '../../../test/desk-people.ts';
import { settleTown } from '../../../test/isolation/command/town.ts';
import { classRules } from '../../catalogues/class-rules.ts';
import { loadCatalogues } from '../../catalogues/load-catalogues.ts';
import { searchClasses } from '../../catalogues/search-classes.ts';
import type { Trx } from '../../database/database.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import { tileOf } from '../../geography/tile.ts';
import { actingOf, type Actor } from '../../identity/actor.ts';
import { systemDeps } from '../../kernel/deps.ts';
import { shippedModes } from '../../tenants/shipped-modes.ts';
import { locate } from './locate.ts';
import { NEW_CASE_QUERIES } from './new-case-queries.ts';
import { searchBodies } from './search-bodies.ts';
import { suggestUnit } from './suggest-unit.ts';

const NOW = new Date('2026-11-20T04:00:00Z');
const CITY = personAt('city', 10, 'acceptor');
const WILLOW = personAt('willow', 20, 'acceptor');
const REED = personAt('reed', 30, 'acceptor');
const PARKS = personAt('willow', 21, 'department', 'department');

const square = (west: number, south: number, size: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ],
});
const uuid = (n: number): string => `00000000-0000-7000-8000-00000000${String(n).padStart(4, '0')}`;
/** On the equator a thousandth of a degree is 111.2 m, east or north. */
const M = 0.001 / 111.19;

let database: TestDatabase;
let lamp: number;
let cover: number;
beforeAll(async () => {
  database = await freshDatabase('town', settleTown);
  await loadCatalogues(database);
  await asOwner(database, async (trx) => {
    const idOf = async (name: string) =>
      (
        await trx
          .selectFrom('lookup.class')
          .select('id')
          .where('catalogue_id', '=', 'gbt30428')
          .where('class_name', '=', name)
          .executeTakeFirstOrThrow()
      ).id;
    [lamp, cover] = [await idOf('路灯'), await idOf('雨水井盖')];
    for (const [tenant, west] of [
      [2, 0],
      [3, 1],
    ] as const) {
      await sql`insert into biz.source_system (tenant_id, city_id, id, code, name, catalogue_id)
        values (${tenant}, 1, 1, 's', 's', 'gbt30428')`.execute(trx);
      await area(trx, tenant, 1, 'county', null, '县', square(west, 0, 1));
      await area(trx, tenant, 2, 'street', 1, `${tenant === 2 ? '赤城' : '北坝'}街道`, square(west, 0, 0.1));
      await area(trx, tenant, 3, 'community', 2, '南街社区', square(west, 0, 0.05));
      await sql`insert into biz.grid_cell (tenant_id, city_id, id, code, area_class, outline, from_day)
        values (${tenant}, 1, 7, ${`cell of ${tenant}`}, 1, ${JSON.stringify(square(west, 0, 0.001))}, '2026-01-01')`.execute(
        trx,
      );
    }
    await sql`update biz.body set name = '市政所' where unit_id = 21`.execute(trx);
    await sql`update biz.body set name = '供电公司', name_history = '[{"name": "电业局", "until": "2020-01-01"}]' where unit_id = 11`.execute(
      trx,
    );
    await sql`update biz.body set name = '园林所', to_day = '2026-11-20' where unit_id = 22`.execute(trx);
  });
});
afterAll(() => database.drop());

const area = (
  trx: Trx,
  tenant: number,
  id: number,
  level: string,
  parent: number | null,
  name: string,
  outline: object,
) =>
  sql`insert into biz.area (tenant_id, city_id, id, level, parent_id, name, outline, is_schematic)
    values (${tenant}, 1, ${id}, ${level}, ${parent}, ${name}, ${JSON.stringify(outline)}, true)`.execute(trx);

const as = <T>(actor: Actor, run: (trx: Trx) => Promise<T>) => inTenant(database, actor.pool, actingOf(actor), run);

describe('where it is', () => {
  const at = (actor: Actor, longitude: number, latitude: number, tenantId: number | null = null) =>
    as(actor, (trx) => locate(trx, actor, { tenantId, longitude, latitude }, NOW));

  test('a point has its cell, community, street and county', async () => {
    expect(await at(WILLOW, 0.0005, 0.0005)).toEqual([
      {
        ...{ tenantId: 2, tenantName: 'willow', streetId: 2, streetName: '赤城街道', communityId: 3 },
        ...{ communityName: '南街社区', cellId: 7, cellCode: 'cell of 2', longitude: 0.0005, latitude: 0.0005 },
        ...{ by: 'point', label: 'willow 赤城街道 南街社区' },
      },
    ]);
    expect(await at(WILLOW, 0.08, 0.08)).toMatchObject([
      { streetId: 2, communityId: null, cellId: null, cellCode: null },
    ]);
    expect(await at(WILLOW, 0.5, 0.5)).toMatchObject([{ tenantId: 2, streetId: null, communityId: null }]);
  });

  test('the city finds it in whichever of its counties it lies, a county in its own alone', async () => {
    expect(await at(CITY, 0.0005, 0.0005)).toMatchObject([{ tenantId: 2, cellCode: 'cell of 2' }]);
    expect(await at(CITY, 1.0005, 0.0005)).toMatchObject([{ tenantId: 3, cellCode: 'cell of 3' }]);
    expect(await at(CITY, 5, 5)).toEqual([]);
    expect(await at(WILLOW, 1.0005, 0.0005)).toEqual([]);
    expect(await at(WILLOW, 1.0005, 0.0005, 3)).toEqual([]);
    await expect(at(PARKS, 0.0005, 0.0005)).rejects.toMatchObject({ code: 'AUTH-FORBIDDEN' });
  });

  test('a cell that has ended holds nothing', async () => {
    await asOwner(database, async (trx) => {
      await sql`update biz.grid_cell set to_day = '2026-11-20' where tenant_id = 2`.execute(trx);
      await sql`update biz.tenant set config_version = config_version + 1 where tenant_id = 2`.execute(trx);
    });
    expect(await at(WILLOW, 0.0005, 0.0005)).toMatchObject([{ cellId: null, streetId: 2, communityId: 3 }]);
    await asOwner(database, async (trx) => {
      await sql`update biz.grid_cell set to_day = null where tenant_id = 2`.execute(trx);
      await sql`update biz.tenant set config_version = config_version + 1 where tenant_id = 2`.execute(trx);
    });
  });

  test('words mean streets and communities of that name, then addresses of earlier cases, masked', async () => {
    await asOwner(database, (trx) =>
      sql`update biz."case" set address = '赤城路8号，联系13812345678', street_id = 2 where tenant_id = 2 and state = 'closing' or
        id = (select min(id::text)::uuid from biz."case" where tenant_id = 2)`.execute(trx),
    );
    const named = async (actor: Actor, text: string) =>
      (await as(actor, (trx) => locate(trx, actor, { tenantId: null, text }, NOW))).map(
        ({ by, tenantId, streetName, label }) => [by, tenantId, streetName, label],
      );
    expect(await named(WILLOW, '赤城')).toEqual([
      ['street', 2, '赤城街道', '赤城街道'],
      ['address', 2, '赤城街道', '赤城路8号，联系138****5678'],
    ]);
    expect(await named(CITY, '南街社区门口')).toEqual([
      ['community', 2, '赤城街道', '南街社区'],
      ['community', 3, '北坝街道', '南街社区'],
    ]);
    expect(await named(REED, '赤城')).toEqual([]);
    expect(await named(WILLOW, '%')).toEqual([]);
  });

  test('digits of a telephone number in an address find nothing: neither the right ones nor wrong ones', async () => {
    const labels = async (text: string) =>
      (await as(WILLOW, (trx) => locate(trx, WILLOW, { tenantId: null, text }, NOW))).map(({ label }) => label);
    for (const guess of ['81234', '82234', '13812345678', '1381', '系138123']) expect(await labels(guess)).toEqual([]);
    expect(await labels('路8号，联系138')).toEqual(['赤城路8号，联系138****5678']);
  });
});

describe('what it is', () => {
  const found = async (words: string) => {
    const { classes } = await as(WILLOW, (trx) => searchClasses(trx, { tenantId: 2, words }));
    return classes.map(({ name }) => name);
  };

  test.each([
    ['jinggai', '上水井盖'],
    ["jing'gai", '上水井盖'],
    ['ysjg', '雨水井盖'],
    ['yushuijg', '雨水井盖'],
    ['ld', '路灯'],
    ['ＬＤ', '路灯'],
    ['路灯', '路灯'],
    ['路灯不亮', '路灯'],
    ['雨水井盖不见了', '雨水井盖'],
    ['井盖缺失', '上水井盖'],
    ['xds', '行道树'],
    ['hangdaoshu', '行道树'],
    ['0101', '上水井盖'],
  ])('%s is first of all %s', async (words, name) => expect((await found(words))[0]).toBe(name));

  test('initials find what a name ends with as well as what it begins with', async () => {
    for (const words of ['jg', "j'g", 'j g', 'J·G']) {
      expect((await found(words)).slice(0, 4)).toEqual(expect.arrayContaining(['景观灯', '上水井盖']));
    }
  });

  test('nothing is found for nothing, and nothing for what is nowhere', async () => {
    expect(await found(' ')).toEqual([]);
    expect(await found('qqqqqq')).toEqual([]);
  });

  test('belongs to the catalogue that the county’s system declares; the city takes the latest with case rules', async () => {
    const of = async (actor: Actor, tenantId: number) =>
      (await as(actor, (trx) => searchClasses(trx, { tenantId, words: 'ld' }))).catalogueId;
    await asOwner(database, (trx) =>
      trx.updateTable('biz.source_system').set({ catalogue_id: 'cjt214' }).where('tenant_id', '=', 3).execute(),
    );
    expect([await of(WILLOW, 2), await of(REED, 3), await of(CITY, 3), await of(CITY, 1)]).toEqual([
      ...['gbt30428', 'cjt214', 'cjt214', 'gbt30428'],
    ]);
  });

  test('has filing conditions with the limits of the tenant', async () => {
    const rules = (actor: Actor, tenantId: number) =>
      as(actor, (trx) => classRules(trx, { tenantId, classId: 1 }, NOW));
    const [first] = await asOwner(database, (trx) =>
      trx.selectFrom('lookup.case_rule').selectAll().where('class_name', '=', '上水井盖').orderBy('id').execute(),
    );
    const classId = first!.class_id!;
    const before = await as(WILLOW, (trx) => classRules(trx, { tenantId: 2, classId }, NOW));
    expect(before[0]).toMatchObject({
      condition: '盖体丢失/移位/开裂，有安全隐患',
      limitValue: '2',
      limitUnit: 'urgent_hour',
    });
    await asOwner(database, (trx) =>
      sql`insert into biz.limit_rule (tenant_id, city_id, id, rule_id, step, limit_value, limit_unit, from_day)
        values (2, 1, ${uuid(900)}, ${first!.id}, 'disposal', '3', 'clock_hour', '2026-01-01')`.execute(trx),
    );
    const after = await as(WILLOW, (trx) => classRules(trx, { tenantId: 2, classId }, NOW));
    expect(after[0]).toMatchObject({ limitValue: '3', limitUnit: 'clock_hour' });
    expect(await rules(WILLOW, 3)).toEqual([]);
  });
});

describe('whether it is known already', () => {
  beforeAll(() =>
    asOwner(database, async (trx) => {
      const put = async (
        n: number,
        east: number,
        daysAgo: number,
        state = 'disposing',
        classId = cover,
        tenant = 2,
      ) => {
        const stage = { disposing: 'dispatched', closed: 'closed', void: 'void', dispatching: 'filed' }[state];
        const at = new Date(NOW.getTime() - daysAgo * 86_400_000);
        const lon = 0.01 + east * M + (tenant === 3 ? 1 : 0);
        await sql`insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, case_no, stage, state, kind, class_id,
            source_code, source_group, reported_at, created_at, updated_at, longitude, latitude, tile, address, description)
          values (${tenant}, 1, ${uuid(n)}, ${tenant}, ${tenant * 10}, ${`no ${n}`}, ${stage}, ${state}, 'component', ${classId},
            's', 'public', ${at}, ${at}, ${at}, ${lon}, 0.01, ${tileOf(lon, 0.01)}, '街口', '电话13812345678')`.execute(
          trx,
        );
      };
      await put(1, 60, 1);
      await put(2, 0, 6, 'closed');
      await put(3, 99, 6.9);
      await put(4, 102, 1);
      await put(5, 10, 7.1);
      await put(6, 10, 1, 'void');
      await put(7, 10, 1, 'dispatching', lamp);
      await put(8, 0, 1, 'dispatching', cover, 3);
      const photo = (n: number, sha: string, usage: string, at: string, type = 'image/jpeg') =>
        sql`insert into biz.case_media (tenant_id, city_id, case_id, sha256, unit_id, usage, by_unit_id, added_at,
            home_id, from_unit_id, unit_name, type)
          values (2, 1, ${uuid(n)}, ${sha}, 20, ${usage}, 20, ${at}, 2, 20, 'centre 20', ${type})`.execute(trx);
      await photo(2, 'a paper from before', 'before', '2026-11-13', 'application/pdf');
      await photo(2, 'after', 'after', '2026-11-14');
      await photo(2, 'second', 'before', '2026-11-16');
      await photo(2, 'first', 'before', '2026-11-15');
      await photo(1, 'verified', 'verify', '2026-11-15');
      await photo(3, 'paper', 'document', '2026-11-15');
    }),
  );
  const near = (actor: Actor, tenantId = 2, longitude = 0.01) =>
    as(actor, async (trx) => {
      const wanted = { tenantId, classId: cover, longitude, latitude: 0.01 };
      const { read } = NEW_CASE_QUERIES.likely_duplicates;
      return (await read(trx, actor, wanted, { ...systemDeps, clock: { now: () => NOW } })).duplicates;
    });

  test('shows cases of the class within 100 m and 7 days, closed ones too, the nearest first, with their first photograph', async () => {
    const shown = await near(WILLOW);
    expect(shown.map(({ caseNo, state, metres, photo }) => [caseNo, state, metres, photo])).toEqual([
      ['no 2', 'closed', 0, 'first'],
      ['no 1', 'disposing', 60, 'verified'],
      ['no 3', 'disposing', 99, null],
    ]);
    expect(shown[0]).toMatchObject({ address: '街口', description: '电话138****5678' });
    expect(await near(CITY)).toEqual(shown);
  });

  test('shows nobody another county’s', async () => {
    expect(await near(REED)).toEqual([]);
    expect((await near(REED, 3, 1.01)).map(({ caseNo }) => caseNo)).toEqual(['no 8']);
    expect(await near(WILLOW, 3, 1.01)).toEqual([]);
    expect(await near(PARKS)).toEqual([]);
  });
});

describe('who is responsible', () => {
  beforeAll(() =>
    asOwner(database, async (trx) => {
      const duty = (
        n: number,
        unit: number,
        kind: string,
        classId: number | null,
        areaId: number | null,
        to: string | null = null,
      ) =>
        sql`insert into biz.duty (tenant_id, city_id, id, class_id, area_id, kind, unit_id, from_day, to_day)
          values (2, 1, ${uuid(800 + n)}, ${classId}, ${areaId}, ${kind}, ${unit}, '2026-01-01', ${to})`.execute(trx);
      await duty(1, 20, 'dispose', null, null);
      await duty(2, 21, 'dispose', cover, 2);
      await duty(3, 11, 'own', cover, null);
      await duty(4, 22, 'dispose', cover, 3);
      await duty(5, 10, 'dispose', cover, 3, '2026-11-20');
      await sql`update biz."case" set lead_unit_id = 11, lead_home_id = 1, street_id = 2 where tenant_id = 2 and class_id = ${lamp}`.execute(
        trx,
      );
    }),
  );
  const suggested = async (actor: Actor, classId: number, streetId: number | null, communityId: number | null = null) =>
    (await as(actor, (trx) => suggestUnit(trx, actor, { tenantId: 2, classId, streetId, communityId }, NOW))).map(
      ({ name, kind, rule }) => [name, kind, rule.zh],
    );

  test('follows from the duties in force, the most specific first, each with its rule', async () => {
    expect(await suggested(WILLOW, cover, 2, 3)).toEqual([
      ['市政所', 'duty', '处置 雨水井盖 · 赤城街道 → 市政所'],
      ['供电公司', 'duty', '权属 雨水井盖 · 全域 → 供电公司'],
      ['centre 20', 'duty', '处置 全部类别 · 全域 → centre 20'],
    ]);
    expect((await suggested(WILLOW, cover, null)).map(([name]) => name)).toEqual(['供电公司', 'centre 20']);
  });

  test('goes by the street and the community where a case lies, of a case that whoever asks sees', async () => {
    const ofCase = async (caseId: string) =>
      (await as(WILLOW, (trx) => suggestUnit(trx, WILLOW, { tenantId: 2, classId: cover, caseId }, NOW))).map(
        ({ name }) => name,
      );
    expect(await ofCase(uuid(1)), 'it lies in no street').toEqual(['供电公司', 'centre 20']);
    await asOwner(database, (trx) =>
      sql`update biz."case" set street_id = 2, community_id = 3 where id in (${uuid(1)}, ${uuid(8)})`.execute(trx),
    );
    expect(await ofCase(uuid(1))).toEqual(['市政所', '供电公司', 'centre 20']);
    expect(await ofCase(uuid(8)), 'a case of another county').toEqual(['供电公司', 'centre 20']);
  });

  test('then by who worked the class here lately', async () => {
    expect(await suggested(WILLOW, lamp, 2)).toEqual([
      ['centre 20', 'duty', '处置 全部类别 · 全域 → centre 20'],
      ['供电公司', 'lately', '近90天处置同类案卷 1 件'],
    ]);
    expect(await suggested(CITY, lamp, 2)).toEqual(await suggested(WILLOW, lamp, 2));
    expect(await suggested(REED, lamp, 2)).toEqual([]);
  });

  test('to look on the spot, by the duties of collecting, then of whoever asks, then of the other level', async () => {
    await asOwner(database, async (trx) => {
      const body = (tenant: number, home: number, unit: number, name: string, to: string | null = null) =>
        sql`insert into biz.body (tenant_id, city_id, unit_id, home_id, kind, code, name, from_day, to_day)
          values (${tenant}, 1, ${unit}, ${home}, 'collection_company', ${`u${unit}`}, ${name}, '2026-01-01', ${to})`.execute(
          trx,
        );
      await body(2, 1, 12, '市采集公司');
      await body(2, 2, 23, '柳县采集公司');
      await body(2, 2, 24, '原采集公司', '2026-11-20');
      await body(3, 3, 33, '苇县采集公司');
    });
    const collecting = async (actor: Actor, task: 'verify' | 'check', streetId: number | null = null) =>
      (await as(actor, (trx) => suggestUnit(trx, actor, { tenantId: 2, classId: cover, streetId, task }, NOW))).map(
        ({ name, kind, rule }) => [name, kind, rule.zh],
      );
    const [own, ofCity] = [
      ['柳县采集公司', 'collects', '本区县采集单位'],
      ['市采集公司', 'collects', '市级采集单位，服务本区县'],
    ];
    for (const task of ['verify', 'check'] as const) {
      expect(await collecting(CITY, task)).toEqual([ofCity, own]);
      expect(await collecting(WILLOW, task)).toEqual([own, ofCity]);
    }
    await asOwner(database, (trx) =>
      sql`insert into biz.duty (tenant_id, city_id, id, class_id, area_id, kind, unit_id, from_day)
        values (2, 1, ${uuid(810)}, null, 2, 'collect', 23, '2026-01-01')`.execute(trx),
    );
    const byDuty = ['柳县采集公司', 'duty', '采集 全部类别 · 赤城街道 → 柳县采集公司'];
    expect(await collecting(CITY, 'verify', 2)).toEqual([byDuty, ofCity]);
    expect(await collecting(CITY, 'verify'), 'the duty is of the street').toEqual([ofCity, own]);
    expect(await collecting(REED, 'verify', 2), 'a county knows nothing of another').toEqual([]);
    expect(
      (await suggested(WILLOW, cover, 2)).map(([name]) => name),
      'who collects works no case',
    ).toEqual([...['市政所', '供电公司', 'centre 20']]);
  });

  test('a body of the city that the mode reaches through the city is not suggested because it worked the class', async () => {
    const mode = shippedModes().get('one-supervision-two-commands')!;
    await asOwner(database, (trx) =>
      sql`insert into biz.tenant_mode (tenant_id, city_id, from_at, document)
        values (2, 1, '2026-11-01', ${JSON.stringify(mode)})`.execute(trx),
    );
    expect((await suggested(WILLOW, lamp, 2)).map(([name]) => name)).toEqual(['centre 20']);
    expect((await suggested(CITY, lamp, 2)).map(([name]) => name)).toEqual(['centre 20', '供电公司']);
  });

  test('is found by name, former name, code and pinyin among the bodies that serve the tenant today', async () => {
    const bodies = async (actor: Actor, words: string) =>
      (await as(actor, (trx) => searchBodies(trx, { tenantId: 2, words }, NOW))).map(({ name }) => name);
    for (const words of ['供电', 'gdgs', "gd'gs", 'gongdian', '电业局', 'u11']) {
      expect([words, (await bodies(WILLOW, words))[0]]).toEqual([words, '供电公司']);
    }
    expect(await bodies(WILLOW, 'szs')).toEqual(['市政所']);
    expect(await bodies(WILLOW, '园林')).toEqual([]); // ended today
    expect(await bodies(CITY, 'szs')).toEqual(['市政所']);
    expect(await bodies(REED, 'szs')).toEqual([]);
  });
});
