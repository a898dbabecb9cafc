import { readFileSync } from 'node:fs';
import { keepTexts, runBatch, sampleCity, sampleMonth, systemDeps } from '@liangji/platform';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CASE_WORDS } from '../src/http/exports/case-words.ts';
import { MOST_ROWS } from '../src/http/exports/exported-list.ts';
import { sheetsOf } from '../src/http/exports/sheets.ts';
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
const get = (who: Headers, query = '') => house.app.inject({ url: `/exports/cases${query}`, headers: who });

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

async function rowsFor(who: Headers, query = ''): Promise<string[][]> {
  const answer = await get(who, query);
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
    for (const [who, code] of [
      [await house.person('tangli'), 'AUTH-FORBIDDEN'],
      [await house.person('hepeng'), 'AUTH-FORBIDDEN'],
      [await house.person('stranger'), 'AUTH-STRANGER'],
      [{}, 'AUTH-MISSING'],
    ] as const) {
      expect((await get(who)).json().code).toBe(code);
    }
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
    for (const [name, words] of Object.entries(CASE_WORDS))
      expect([name, words[language]]).toEqual([name, screen[name]]);
  }
});
