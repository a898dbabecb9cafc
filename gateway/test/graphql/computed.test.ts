import {
  applySampleScheme,
  foldTenant,
  openPeriod,
  refreshRanking,
  runBatch,
  sampleCity,
  sampleMonth,
  systemDeps,
} from '@liangji/platform';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSampleHouse, type SampleHouse } from '../sample-house.ts';

const SHEHONG = sampleMonth(sampleCity().find(({ slug }) => slug === 'shehong')!);
let house: SampleHouse;
let uploaded: { tenantId: number; batchId: string };

beforeAll(async () => {
  house = await openSampleHouse({ LIANGJI_GRAPHQL_FREE: '1' });
  uploaded = await upload(await house.machine('shehong-upload'), 'october', SHEHONG.bytes);
  const services = { database: house.database, deps: systemDeps, files: house.files };
  await runBatch(services, { tenantId: uploaded.tenantId, cityId: 1, actor: 'test' });
});
afterAll(() => house?.close());

type Headers = Record<string, string>;

async function upload(who: Headers, clientBatchId: string, bytes: Uint8Array) {
  const answer = await house.app.inject({
    method: 'POST',
    url: `/intake/v1/batches?clientBatchId=${clientBatchId}&source=shehong-main`,
    headers: { 'content-type': 'text/csv', ...who },
    payload: Buffer.from(bytes),
  });
  return answer.json<{ tenantId: number; batchId: string }>();
}

async function ask<T>(who: Headers, query: string): Promise<T> {
  const answer = await house.app.inject({ method: 'POST', url: '/graphql', headers: who, payload: { query } });
  const { data, errors } = answer.json<{ data: T; errors?: unknown }>();
  expect(errors).toBeUndefined();
  return data;
}

const batch = (fields: string, id = uploaded.batchId) =>
  `{ batch(tenantId: ${uploaded.tenantId}, id: "${id}") { ${fields} } }`;

describe('what was noticed about an upload', () => {
  const FINDINGS = 'findingsByCode { code severity count zh en columns examples { rowNo received expects { zh en } } }';
  interface Found {
    readonly batch: {
      readonly findingsByCode: {
        readonly code: string;
        readonly severity: string;
        readonly count: number;
        readonly zh: string;
        readonly examples: { readonly rowNo: number }[];
      }[];
    } | null;
  }

  test('comes by code in sentences with examples, the same as the report that machines read', async () => {
    const officer = await house.person('zhaomin');
    const { batch: found } = await ask<Found>(officer, batch(FINDINGS));
    const report = await house.app.inject({
      url: `/intake/v1/batches/${uploaded.batchId}/findings`,
      headers: officer,
    });
    expect(found!.findingsByCode.length).toBeGreaterThan(0);
    expect(report.json()).toMatchObject(found!.findingsByCode);
    for (const each of found!.findingsByCode) expect(each.examples.length).toBeGreaterThan(0);
  });

  test('is read by the city too, and by no other county', async () => {
    expect((await ask<Found>(await house.person('linjing'), batch(FINDINGS))).batch).not.toBeNull();
    expect((await ask<Found>(await house.person('qianwei'), batch(FINDINGS))).batch).toBeNull();
    expect((await ask<Found>(await house.machine('anju-upload'), batch(FINDINGS))).batch).toBeNull();
  });
});

describe('words nobody explained', () => {
  const WORDS = 'unknownWords { code severity zh en columns word rows firstLine }';
  interface Found {
    readonly batch: { readonly unknownWords: readonly { readonly word: string; readonly rows: number }[] } | null;
  }
  let id: string;
  beforeAll(async () => {
    const text = new TextDecoder('gb18030').decode(SHEHONG.bytes).replaceAll('采集员巡查', '夜间巡查');
    const lines = text.split(/(?<=\n)/).slice(0, 40);
    const sent = await upload(await house.machine('shehong-upload'), 'unknown words', Buffer.from(lines.join('')));
    id = sent.batchId;
    const services = { database: house.database, deps: systemDeps, files: house.files };
    await runBatch(services, { tenantId: sent.tenantId, cityId: 1, actor: 'test' }, id);
  });
  const of = (what: string, headers: Headers) => house.app.inject({ url: `/intake/v1/batches/${id}${what}`, headers });

  test('come with the number of their rows, to screens, machines and as a table', async () => {
    const officer = await house.person('zhaomin');
    const { batch: found } = await ask<Found>(officer, batch(WORDS, id));
    expect(found!.unknownWords.map(({ word }) => word)).toEqual(['夜间巡查']);
    expect((await of('/words', officer)).json()).toEqual(found!.unknownWords);
    const lines = (await of('/words?format=csv', officer)).body.trimEnd().split('\r\n');
    expect(lines).toHaveLength(found!.unknownWords.length + 1);
    expect(lines[1]).toContain(`${found!.unknownWords[0]!.word},${found!.unknownWords[0]!.rows},`);
  });

  test('and warnings are read by the city too, and by no other county', async () => {
    const { warnings } = (await of('', await house.person('zhaomin'))).json<{ warnings: number }>();
    for (const reader of [await house.person('zhaomin'), await house.machine('shehong-upload')]) {
      expect((await of('/warnings', reader)).body.trimEnd().split('\r\n')).toHaveLength(warnings + 1);
    }
    const city = await house.person('linjing');
    expect((await of(`/words?tenantId=${uploaded.tenantId}`, city)).statusCode).toBe(200);
    expect((await of(`/warnings?tenantId=${uploaded.tenantId}`, city)).statusCode).toBe(200);
    expect((await ask<Found>(await house.person('qianwei'), batch(WORDS, id))).batch).toBeNull();
    for (const stranger of [await house.person('qianwei'), await house.machine('anju-upload')]) {
      for (const what of ['/words', '/warnings']) {
        expect((await of(`${what}?tenantId=${uploaded.tenantId}`, stranger)).statusCode).toBe(404);
        expect((await of(what, stranger)).statusCode).toBe(404);
      }
    }
  });
});

describe('the sender of an upload', () => {
  const SENDER = 'sender { kind name } refusal { code }';
  let byHand: string;
  beforeAll(async () => {
    const firstLine = SHEHONG.bytes.subarray(0, SHEHONG.bytes.indexOf(10) + 1);
    byHand = (await upload(await house.person('zhaomin'), 'by-hand', firstLine)).batchId;
  });

  test('is shown by name: the machine client that uploaded, or the person', async () => {
    const officer = await house.person('zhaomin');
    expect(await ask(officer, batch(SENDER))).toEqual({
      batch: { sender: { kind: 'machine', name: 'shehong-upload' }, refusal: null },
    });
    expect(await ask(officer, batch(SENDER, byHand))).toMatchObject({
      batch: { sender: { kind: 'person', name: '赵敏' } },
    });
  });

  test('is nobody another county may know of, and no name a city may read', async () => {
    expect(await ask(await house.person('qianwei'), batch(SENDER))).toEqual({ batch: null });
    expect(await ask(await house.person('linjing'), batch(SENDER, byHand))).toMatchObject({ batch: { sender: null } });
  });
});

test('a refused upload says why in both languages', async () => {
  const officer = await house.person('zhaomin');
  const { batchId, tenantId } = await upload(officer, 'another-table', Buffer.from('no,header,of,ours\n1,2,3,4\n'));
  const services = { database: house.database, deps: systemDeps, files: house.files };
  await runBatch(services, { tenantId, cityId: 1, actor: 'test' }, batchId);
  const { batch: refused } = await ask<{ batch: { refusal: { code: string; zh: string; en: string } } }>(
    officer,
    batch('refusal { code zh en }', batchId),
  );
  expect(refused.refusal.code).toBe('ENV-COLUMNS');
  expect(refused.refusal.zh).toMatch(/[\u4e00-\u9fff]/);
  expect(refused.refusal.en).toMatch(/[a-z]{3}/);
});

describe('a deadline explains itself', () => {
  const DEADLINE =
    'deadline { missing explained { dueAt limitMs segments { from to countedMs } } calendar { version } }';
  interface Explained {
    readonly case: {
      readonly dueAt: string;
      readonly deadline: {
        readonly missing: string | null;
        readonly explained: {
          readonly dueAt: string;
          readonly limitMs: number;
          readonly segments: { readonly from: string; readonly to: string; readonly countedMs: number }[];
        };
      };
    } | null;
  }

  test('segment by segment, to its own county and the city, to nobody else', async () => {
    const officer = await house.person('zhaomin');
    const { cases } = await ask<{ cases: { nodes: { id: string; dueAt: string | null }[] } }>(
      officer,
      `{ cases(tenantId: ${uploaded.tenantId}, first: 50) { nodes { id dueAt } } }`,
    );
    const { id } = cases.nodes.find(({ dueAt }) => dueAt !== null)!;
    const query = `{ case(tenantId: ${uploaded.tenantId}, id: "${id}") { dueAt ${DEADLINE} } }`;
    const { case: own } = await ask<Explained>(officer, query);
    const { missing, explained } = own!.deadline;
    expect(missing).toBeNull();
    expect(explained.segments.reduce((sum, segment) => sum + segment.countedMs, 0)).toBe(explained.limitMs);
    expect(Date.parse(explained.dueAt)).toBe(Date.parse(own!.dueAt));
    expect(explained.segments.at(-1)!.to).toBe(explained.dueAt);
    expect((await ask<Explained>(await house.person('linjing'), query)).case).not.toBeNull();
    expect((await ask<Explained>(await house.person('qianwei'), query)).case).toBeNull();
  });
});

describe('a period', () => {
  test('is provisional while a holiday notice of its days is not in, to its city and to its counties', async () => {
    await applySampleScheme(house.database, systemDeps);
    const city = { tenantId: 1, cityId: 1, unitId: 1, actor: 'test' };
    const scheme = { schemeId: 'liangji-region-1', schemeVersion: 1 };
    for (const [label, fromDay, toDay] of [
      ['known', '2025-03-01', '2025-04-01'],
      ['far', '2190-03-01', '2190-04-01'],
    ] as const) {
      await openPeriod(house.database, systemDeps, city, { label, series: 'of-the-test', fromDay, toDay, ...scheme });
    }
    const periods = '{ periods(cityId: 1, first: 50) { nodes { label provisional } } }';
    interface Periods {
      readonly periods: { readonly nodes: { readonly label: string; readonly provisional: boolean }[] };
    }
    for (const username of ['linjing', 'zhaomin']) {
      const { periods: found } = await ask<Periods>(await house.person(username), periods);
      const of = (label: string) => found.nodes.find((one) => one.label === label)?.provisional;
      expect([of('known'), of('far')], username).toEqual([false, true]);
    }
  });

  test('has figures once its own cases are scored, for its city and the county that sent them, not for another', async () => {
    const city = { tenantId: 1, cityId: 1, unitId: 1, actor: 'test' };
    await applySampleScheme(house.database, systemDeps);
    const far = { label: 'empty', series: 'empty', fromDay: '2026-01-01', toDay: '2026-02-01' };
    await openPeriod(house.database, systemDeps, city, { ...far, schemeId: 'liangji-region-1', schemeVersion: 1 });
    const shehong = { tenantId: uploaded.tenantId, cityId: 1, actor: 'test' };
    while ((await foldTenant(house.database, shehong)).more);
    await refreshRanking(house.database, systemDeps, city);
    interface Periods {
      readonly periods: { readonly nodes: { readonly label: string; readonly hasFigures: boolean }[] };
    }
    const figuresOf = async (username: string) => {
      const query = '{ periods(cityId: 1, first: 50) { nodes { label hasFigures } } }';
      const { periods } = await ask<Periods>(await house.person(username), query);
      return ['2026-10', 'empty'].map((label) => periods.nodes.find((one) => one.label === label)?.hasFigures);
    };
    expect(await figuresOf('linjing')).toEqual([true, false]);
    expect(await figuresOf('zhaomin')).toEqual([true, false]);
    expect(await figuresOf('qianwei')).toEqual([false, false]);
  });
});
