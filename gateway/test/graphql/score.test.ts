import { foldTenant, refreshRanking, runBatch, sampleCity, sampleMonth, systemDeps } from '@liangji/platform';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSampleHouse, type SampleHouse } from '../sample-house.ts';

/** The month is over, whenever this runs. */
const deps = { ...systemDeps, clock: { now: () => new Date('2026-11-05T04:00:00Z') } };
const SHEHONG = sampleMonth(sampleCity().find(({ slug }) => slug === 'shehong')!);
let house: SampleHouse;
let tenantId: number;
let periodId: string;

beforeAll(async () => {
  house = await openSampleHouse({ LIANGJI_GRAPHQL_FREE: '1' });
  const machine = await house.machine('shehong-upload');
  const answer = await house.app.inject({
    method: 'POST',
    url: '/intake/v1/batches?clientBatchId=october&source=shehong-main',
    headers: { 'content-type': 'text/csv', ...machine },
    payload: Buffer.from(SHEHONG.bytes),
  });
  tenantId = answer.json<{ tenantId: number }>().tenantId;
  const shehong = { tenantId, cityId: 1, actor: 'test' };
  await runBatch({ database: house.database, deps: systemDeps, files: house.files }, shehong);
  while ((await foldTenant(house.database, shehong)).more);
  await refreshRanking(house.database, deps, { tenantId: 1, cityId: 1, actor: 'test' }, tenantId);
  const { periods } = await ask<{ periods: { nodes: { id: string; label: string }[] } }>(
    'linjing',
    '{ periods(cityId: 1, first: 9) { nodes { id label } } }',
  );
  periodId = periods.nodes.find(({ label }) => label === '2026-10')!.id;
});
afterAll(() => house?.close());

async function ask<T>(who: string, query: string): Promise<T> {
  const headers = await house.person(who);
  const answer = await house.app.inject({ method: 'POST', url: '/graphql', headers, payload: { query } });
  const { data, errors } = answer.json<{ data: T; errors?: unknown }>();
  expect(errors).toBeUndefined();
  return data;
}

interface Node {
  readonly kind: string;
  readonly name: string;
  readonly title: { readonly zh: string };
  readonly value: { readonly printed: string };
  readonly contribution: string | null;
  readonly children: readonly Node[];
}
interface Result {
  readonly score: string;
  readonly explanation: Node;
  readonly unscored: readonly Node[];
  readonly indicators: readonly {
    readonly title: { readonly zh: string };
    readonly weight: string;
    readonly points: string;
    readonly direction: string;
    readonly contribution: string;
    readonly full: string;
    readonly lost: string;
  }[];
  readonly lost: string;
  readonly noData: { readonly code: string } | null;
}

const EXPLAINED =
  'score explanation unscored lost indicators { title { zh } weight points direction contribution full lost } noData { code }';
const result = async (who: string): Promise<Result | null> => {
  const query = `{ result(periodId: "${periodId}", tenantId: ${tenantId}) { ${EXPLAINED} } }`;
  return (await ask<{ result: Result | null }>(who, query)).result;
};
const walk = (node: Node): Node[] => [node, ...node.children.flatMap(walk)];

describe('the score of 射洪市 explains itself', () => {
  test('down to the counters, from what the file says', async () => {
    const { score, explanation, unscored, noData } = (await result('zhaomin'))!;
    const printed = Object.fromEntries(walk(explanation).map(({ name, value }) => [name, value.printed]));
    // 480 rows, of which 10 were refused and 4 are void; 136 came from the public, of which 6 were refused or void.
    expect(printed).toMatchObject({ inst_num: '466', public_verified_inst_num: '130', public_verified_rate: '27.90%' });
    expect(explanation.children.map(({ title, contribution }) => [title.zh, contribution])).toEqual([
      ['监督举报率分值', '7.21'],
      ['立案数分值', '18.53'],
      ['结案率分值', '29.16'],
      ['按期结案率分值', '35.50'],
    ]);
    expect([score, explanation.value.printed]).toEqual(['90.40', '90.40']);
    expect(unscored.map(({ title }) => title.zh).toSorted()).toEqual(
      ['无单元网格案件占比', '无时限案件占比'].toSorted(),
    );
    expect(noData).toBeNull();
  });

  test('with as many cases behind a counter as it prints', async () => {
    const counters = walk((await result('zhaomin'))!.explanation).filter(({ kind }) => kind === 'counter');
    expect(new Set(counters.map(({ name }) => name)).size).toBe(5);
    for (const { name, value } of counters) {
      const args = `tenantId: ${tenantId}, periodId: "${periodId}", counter: "${name}", first: 1`;
      const { countedCases } = await ask<{ countedCases: { totalCount: number } }>(
        'zhaomin',
        `{ countedCases(${args}) { totalCount } }`,
      );
      expect([name, String(countedCases.totalCount)]).toEqual([name, value.printed]);
    }
  });

  test('to its city in the same words, by the weighted parts in a ranking', async () => {
    const ofCity = (await result('linjing'))!;
    expect(ofCity).toEqual(await result('zhaomin'));
    expect(ofCity.indicators.map(({ title, weight, points }) => [title.zh, weight, points])).toEqual([
      ['监督举报率', '10%', '72.10'],
      ['立案数分值', '20%', '92.64'],
      ['结案率', '30%', '97.19'],
      ['按期结案率', '40%', '88.76'],
    ]);
  });

  test('with what each part lost: all of them together are what the score lost of 100', async () => {
    const { lost, indicators } = (await result('zhaomin'))!;
    expect(indicators.map((one) => [one.direction, one.contribution, one.full, one.lost])).toEqual([
      ['lower', '7.21', '10.00', '2.79'],
      ['higher', '18.53', '20.00', '1.47'],
      ['higher', '29.16', '30.00', '0.84'],
      ['higher', '35.50', '40.00', '4.50'],
    ]);
    // 2.79 + 1.47 + 0.84 + 4.50
    expect(lost).toBe('9.60');
  });

  test('but not where a result of an early release pinned no scheme', async () => {
    const pin = (pinned: string) =>
      house.database.pool('direct').query('update biz.result set pinned = $1 where tenant_id = $2', [pinned, tenantId]);
    const { rows } = await house.database
      .pool('direct')
      .query('select pinned::text from biz.result where tenant_id = $1', [tenantId]);
    await pin('{}');
    expect(await result('zhaomin')).toMatchObject({
      score: '90.40',
      explanation: null,
      indicators: [],
      lost: null,
      noData: null,
    });
    await pin((rows as { pinned: string }[])[0]!.pinned);
  });

  test('to no other county', async () => {
    expect(await result('qianwei')).toBeNull();
    const list = `{ results(cityId: 1, periodId: "${periodId}", first: 9) { tenantId explanation } }`;
    expect(await ask('qianwei', list)).toEqual({ results: [] });
  });
});
