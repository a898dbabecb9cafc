import { readFileSync } from 'node:fs';
import { keepTexts, runBatch, sampleCity, sampleMonth, systemDeps } from '@liangji/platform';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MOST_ROWS } from '../src/http/exports/exported-list.ts';
import { sheetsOf } from '../src/http/exports/sheets.ts';
import { WORDS } from '../src/http/exports/words.ts';
import { openSampleHouse, type SampleHouse } from './sample-house.ts';

let house: SampleHouse;
let tenants: Record<string, number>;

async function send(slug: string): Promise<void> {
  const { bytes, contentType } = sampleMonth(sampleCity().find((county) => county.slug === slug)!);
  await house.app.inject({
    method: 'POST',
    url: '/intake/v1/batches?clientBatchId=october',
    headers: { 'content-type': contentType, ...(await house.machine(`${slug}-upload`)) },
    payload: Buffer.from(bytes),
  });
  const acting = { tenantId: tenants[slug]!, cityId: 1, actor: 'test' };
  await runBatch({ database: house.database, deps: systemDeps, files: house.files }, acting);
  while (await keepTexts(house.database, systemDeps, acting));
}

beforeAll(async () => {
  house = await openSampleHouse({ LIANGJI_GRAPHQL_FREE: '1' });
  const { rows } = await house.database
    .pool('direct')
    .query<{ slug: string; id: number }>('select slug, id from control.tenant');
  tenants = Object.fromEntries(rows.map(({ slug, id }) => [slug, id]));
  await send('shehong');
  await send('anju');
});
afterAll(() => house.close());

type Headers = Record<string, string>;
const get = (who: Headers, query = '', list = 'cases') =>
  house.app.inject({ url: `/exports/${list}${query}`, headers: who });

/** A department, a body of the city, a stranger and nobody: none of them gets a list. */
async function expectRefused(list: string): Promise<void> {
  for (const [who, code] of [
    [await house.person('tangli'), 'AUTH-FORBIDDEN'],
    [await house.person('hepeng'), 'AUTH-FORBIDDEN'],
    [await house.person('stranger'), 'AUTH-STRANGER'],
    [{}, 'AUTH-MISSING'],
  ] as const) {
    expect((await get(who, '', list)).json().code).toBe(code);
  }
}

/** Cells of a sheet as text, row by row; a figure or a moment as its number. */
function sheetOf(bytes: Uint8Array, sheet = 1): string[][] {
  const xml = strFromU8(unzipSync(bytes)[`xl/worksheets/sheet${sheet}.xml`]!);
  const plain = (text: string): string =>
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  return [...xml.matchAll(/<row>(.*?)<\/row>/gs)].map(([, row]) =>
    [...row!.matchAll(/<c\/>|<c[^>]*>(?:<is><t[^>]*>(.*?)<\/t><\/is>|<v>(.*?)<\/v>)<\/c>/gs)].map(([, text, value]) =>
      plain(text ?? value ?? ''),
    ),
  );
}

async function rowsFor(who: Headers, query = '', list = 'cases'): Promise<string[][]> {
  const answer = await get(who, query, list);
  expect([query, answer.statusCode]).toEqual([query, 200]);
  return sheetOf(answer.rawPayload);
}

async function listed(who: Headers, args: string): Promise<string[]> {
  const found: string[] = [];
  for (let after = ''; ;) {
    const answer = await house.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { ...who, 'content-type': 'application/json' },
      payload: JSON.stringify({
        query: `{ caseTable(${args}, first: 300${after}) { nodes { caseNo } pageInfo { endCursor hasNextPage } } }`,
      }),
    });
    const { nodes, pageInfo } = answer.json().data.caseTable;
    found.push(...(nodes as { caseNo: string }[]).map(({ caseNo }) => caseNo));
    if (!pageInfo.hasNextPage) return found;
    after = `, after: "${pageInfo.endCursor}"`;
  }
}

describe('a list of cases as a workbook', () => {
  test('has the rows of the list in its order, all pages of it', async () => {
    const county = await house.person('zhaomin');
    const whose = `tenantId: ${tenants['shehong']}`;
    const [head, ...rows] = await rowsFor(county);
    expect(head).toEqual([
      ...[
        '案卷编号',
        '区县系统编号',
        '阶段',
        '类别',
        '发现渠道',
        '处置单位',
        '地址',
        '上报',
        '处置截止',
        '时限',
        '超期天数',
      ],
    ]);
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.map(([number]) => number)).toEqual(await listed(county, whose));
    for (const [query, args] of [
      ['?sort=due', 'sort: "due"'],
      ['?stage=closed&sourceGroup=public', 'stages: ["closed"], sourceGroup: "public"'],
      [`?text=${encodeURIComponent('路灯')}`, 'text: "路灯"'],
      ['?overdueAt=2026-11-20T00:00:00Z&sort=due', 'overdueAt: "2026-11-20T00:00:00Z", sort: "due"'],
    ] as const) {
      const [, ...some] = await rowsFor(county, query);
      expect([query, some.map(([number]) => number)]).toEqual([query, await listed(county, `${whose}, ${args}`)]);
    }
  });

  test('is for the city of one county or of all, each row with its county', async () => {
    const city = await house.person('linjing');
    const [head, ...rows] = await rowsFor(city);
    expect(head![0]).toBe('区县');
    expect(new Set(rows.map(([county]) => county))).toEqual(new Set(['射洪市', '安居区']));
    const [, ...one] = await rowsFor(city, `?tenantId=${tenants['anju']}&language=en`);
    expect(new Set(one.map(([county]) => county))).toEqual(new Set(['Anju District']));
  });

  test('cannot bring a county anything of another one', async () => {
    const county = await house.person('zhaomin');
    expect(await rowsFor(county, `?tenantId=${tenants['anju']}`)).toHaveLength(1);
    const foreign = new Set(await listed(await house.person('qianwei'), `tenantId: ${tenants['anju']}`));
    const own = await rowsFor(county);
    expect(own.filter(([number]) => foreign.has(number!))).toEqual([]);
    expect(sheetOf((await get(county, `?tenantId=${tenants['anju']}`)).rawPayload, 2).flat()).not.toContain('安居区');
  });

  test('is refused to a department, to a stranger and to nobody, before a byte of it', async () => {
    await expectRefused('cases');
    const county = await house.person('zhaomin');
    for (const query of ['?stage=stolen', '?sort=name', '?classId=x', '?reportedFrom=today', '?page=2']) {
      expect([query, (await get(county, query)).json().code]).toEqual([query, 'SYS-INPUT']);
    }
  });

  test('cannot be run by a spreadsheet: what looks like a formula is a text', async () => {
    await house.database.pool('direct').query(
      `update biz."case" set address = '=HYPERLINK("http://example.org")', unit_name = '+1<&"' where id = (
          select id from biz."case" where tenant_id = $1 order by reported_at desc, id desc limit 1)`,
      [tenants['shehong']],
    );
    const [, row] = await rowsFor(await house.person('zhaomin'));
    expect([row![5], row![6]]).toEqual([`'+1<&"`, `'=HYPERLINK("http://example.org")`]);
    expect(
      strFromU8(unzipSync((await get(await house.person('zhaomin'))).rawPayload)['xl/worksheets/sheet1.xml']!),
    ).not.toMatch(/<f[ >]/);
  });

  test('says what it is: in its name, on its second sheet, and that nobody may keep it', async () => {
    const answer = await get(await house.person('zhaomin'), '?stage=closed&overdueAt=2026-11-20T00:00:00Z&sort=due');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(decodeURIComponent(String(answer.headers['content-disposition']))).toMatch(
      /^attachment; filename="export\.xlsx"; filename\*=UTF-8''案卷-射洪市-超期-\d{4}-\d\d-\d\d-\d{4}\.xlsx$/,
    );
    const about = Object.fromEntries(sheetOf(answer.rawPayload, 2).map(([name, value]) => [name, value]));
    expect(about).toMatchObject({
      列表: '案卷',
      区县: '射洪市',
      阶段: '已结案',
      时限: '超期',
      排序: '处置截止，最早在前',
    });
    expect(Number(about['行数'])).toBe(sheetOf(answer.rawPayload).length - 1);
  });

  test('is written down for those who read the audit', async () => {
    const count = async (): Promise<number> => {
      const { rows } = await house.database
        .pool('direct')
        .query(`select count(*)::int as n from biz.audit where tenant_id = $1 and action = 'list.export'`, [
          tenants['shehong'],
        ]);
      return (rows[0] as { n: number }).n;
    };
    const before = await count();
    await get(await house.person('zhaomin'));
    expect(await count()).toBe(before + 1);
  });
});

/** Answer of a question of tRPC, as a screen asks it. */
async function asked(who: Headers, name: string, input: object): Promise<never> {
  const query = `?input=${encodeURIComponent(JSON.stringify(input))}`;
  return (await house.app.inject({ url: `/trpc/${name}${query}`, headers: who })).json().result.data as never;
}

describe('the list of uploads as a workbook', () => {
  const HEAD = [
    ...['文件', '来源系统', '接收时间', '上传人', '状态', '行数', '新增', '更新', '无变化', '旧于现有数据'],
    ...['同号重复，以后行为准', '按对照跳过', '未通过', '提醒'],
  ];

  test('has for a county its own uploads with their figures, the latest first', async () => {
    const county = await house.person('zhaomin');
    await house.app.inject({
      method: 'POST',
      url: '/intake/v1/batches?clientBatchId=november',
      headers: { 'content-type': 'application/x-ndjson', ...(await house.machine('shehong-upload')) },
      payload: '{"nothing":"known"}\n',
    });
    const [head, waiting, october, ...others] = await rowsFor(county, '', 'uploads');
    expect(head).toEqual(HEAD);
    expect([waiting![0], waiting![4], waiting![12]]).toEqual(['november', '排队中', '0']);
    expect([october![0], october![3]]).toEqual(['october', '接口账号 shehong-upload']);
    expect(october![4]).toMatch(/^已完成/);
    expect(Number(october![5])).toBeGreaterThan(100);
    expect(october!.slice(6, 13).reduce((sum, count) => sum + Number(count), 0)).toBe(Number(october![5]));
    expect(others).toEqual([]);
    expect((await rowsFor(county, '?state=queued', 'uploads')).map(([name]) => name)).toEqual(['文件', 'november']);
    expect(await rowsFor(county, '?receivedBefore=2020-01-01T00:00:00Z', 'uploads')).toHaveLength(1);
  });

  test('has for the city those of all counties or of one, and says so', async () => {
    const city = await house.person('linjing');
    const [head, ...rows] = await rowsFor(city, '', 'uploads');
    expect(head).toEqual(['区县', ...HEAD]);
    expect(rows.map(([county, name]) => [county, name])).toEqual([
      ['射洪市', 'november'],
      ['安居区', 'october'],
      ['射洪市', 'october'],
    ]);
    const answer = await get(city, `?tenantId=${tenants['anju']}&state=completed`, 'uploads');
    const about = Object.fromEntries(sheetOf(answer.rawPayload, 2).map(([name, value]) => [name, value]));
    expect(about).toMatchObject({ 列表: '上传记录', 区县: '安居区', 状态: '已完成' });
    expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain('上传记录-安居区-');
  });

  test('cannot bring a county an upload of another one', async () => {
    const county = await house.person('zhaomin');
    expect(await rowsFor(county, `?tenantId=${tenants['anju']}`, 'uploads')).toEqual([HEAD]);
  });
});

describe('the list of periods as a workbook', () => {
  const HEAD = ['评价周期', '日期', '状态', '定稿版本', '定稿时间', '定稿人'];

  test('has the periods of the screen, and for the city who has no data', async () => {
    const city = await house.person('linjing');
    const { periods } = (await asked(city, 'period.list', {})) as { periods: { label: string; toDay: string }[] };
    const [head, ...rows] = await rowsFor(city, '', 'periods');
    expect(head).toEqual([...HEAD, '无数据的区县', '锁定校验值']);
    expect(periods.length).toBeGreaterThan(0);
    expect(rows.map(([label]) => label)).toEqual(periods.map(({ label }) => label));
    expect(rows[0]![1]).toMatch(/^\d{4}-\d\d-01 至 \d{4}-\d\d-(28|29|30|31)$/);
  });

  test('has nothing of other counties for a county', async () => {
    const county = await house.person('zhaomin');
    const [head] = await rowsFor(county, '', 'periods');
    expect(head).toEqual([...HEAD, '本区县数据', '锁定校验值']);
    expect((await get(county, `?tenantId=${tenants['anju']}`, 'periods')).json().code).toBe('SYS-INPUT');
    expect(
      sheetOf((await get(county, '', 'periods')).rawPayload)
        .flat()
        .join(),
    ).not.toMatch(/安居|蓬溪|大英/);
  });
});

describe('the audit as a workbook', () => {
  const HEAD = ['时间', '时间存疑', '人员', '岗位', '单位', '操作', '对象', '原因'];

  test('has the acts of the screen, all pages of them, in words', async () => {
    const city = await house.person('linjing');
    for (let n = 0; n < 205; n += 1) await get(await house.person('zhaomin'), '?stage=void');
    const input = { kind: 'case', tenantId: tenants['shehong'], limit: 200 };
    const first = (await asked(city, 'audit.list', input)) as { rows: { words: { zh: string } }[]; next: object };
    const second = (await asked(city, 'audit.list', { ...input, after: first.next })) as typeof first;
    const [head, ...rows] = await rowsFor(city, `?kind=case&tenantId=${tenants['shehong']}`, 'audit');
    expect(head).toEqual(['区县', ...HEAD]);
    expect(rows.map((row) => row[6])).toEqual([...first.rows, ...second.rows].map(({ words }) => words.zh));
    expect(rows[0]!.slice(3, 7)).toEqual(['数据员', '数据员', expect.any(String), '导出列表']); // the name stays with the county
  });

  test('has for a county the names of its own people, and nothing of another county', async () => {
    const county = await house.person('zhaomin');
    const [head, first] = await rowsFor(county, '?kind=case', 'audit');
    expect(head).toEqual(HEAD);
    expect([first![2], first![3], first![5]]).toEqual(['赵敏', '数据员', '导出列表']);
    expect(await rowsFor(county, `?tenantId=${tenants['anju']}`, 'audit')).toEqual([HEAD]);
    const foreign = sheetOf((await get(county, `?tenantId=${tenants['anju']}`, 'audit')).rawPayload, 2).flat();
    expect(foreign).not.toContain('安居区');
  });
});

test.each(['uploads', 'periods', 'audit'])(
  'the list of %s is refused to a body, to a stranger and to nobody, and its export is written down',
  async (list) => {
    await expectRefused(list);
    const county = await house.person('zhaomin');
    for (const query of ['?page=2', '?language=fr', '?tenantId=x']) {
      expect([query, (await get(county, query, list)).json().code]).toEqual([query, 'SYS-INPUT']);
    }
    const written = async (): Promise<number> => {
      const { rows } = await house.database
        .pool('direct')
        .query<{ n: number }>(
          `select count(*)::int as n from biz.audit where tenant_id = $1 and action = 'list.export' and subject = $2`,
          [tenants['shehong'], { uploads: 'Uploads', periods: 'Assessment periods', audit: 'Audit log' }[list]],
        );
      return rows[0]!.n;
    };
    const before = await written();
    const answer = await get(county, '', list);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(await written()).toBe(before + 1);
  },
);

test('a workbook ends after a hundred thousand rows, and says so below them and on its second sheet', async () => {
  let asked = 0;
  async function* many(): AsyncGenerator<number> {
    while (asked < MOST_ROWS + 50) yield (asked += 1);
  }
  const [rows, about] = sheetsOf(
    {
      name: { zh: '列表', en: 'List' },
      about: [],
      columns: [{ title: { zh: '数', en: 'N' }, width: 9, of: (row) => row }],
      rows: many(),
    },
    new Date(),
    { zone: 'Asia/Shanghai', language: 'zh', by: '射洪市' },
  );
  const written: unknown[] = [];
  for await (const row of rows!.rows) written.push(row);
  expect([MOST_ROWS, written.length, written.at(-2)]).toEqual([100_000, 100_001, [100_000]]);
  const cut = '只导出了前 100000 行，其余未导出：请缩小筛选范围后再导出。';
  expect(written.at(-1)).toEqual([cut]);
  expect(asked).toBe(MOST_ROWS + 1);
  const lines: unknown[] = [];
  for await (const row of about!.rows) lines.push(row);
  expect(lines.slice(-2)).toEqual([
    ['行数', 100_000],
    ['', cut],
  ]);
});

test('the words of a workbook are those of the screen', () => {
  for (const language of ['zh', 'en'] as const) {
    const file = new URL(`../../tenant-app/messages/${language}.json`, import.meta.url);
    const screen = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    for (const [name, words] of Object.entries(WORDS)) expect([name, words[language]]).toEqual([name, screen[name]]);
  }
});
