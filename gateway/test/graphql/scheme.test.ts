import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSampleHouse, type SampleHouse } from '../sample-house.ts';

let house: SampleHouse;
let periodId: string;
beforeAll(async () => {
  house = await openSampleHouse({ LIANGJI_GRAPHQL_FREE: '1' });
  const { periods } = await ask<{ periods: { nodes: { id: string }[] } }>(
    'linjing',
    '{ periods(cityId: 1, first: 1) { nodes { id } } }',
  );
  periodId = periods.nodes[0]?.id ?? '';
});
afterAll(() => house.close());

async function ask<T>(who: string, query: string): Promise<T> {
  const headers = await house.person(who);
  const answer = await house.app.inject({ method: 'POST', url: '/graphql', headers, payload: { query } });
  const { data, errors } = answer.json<{ data: T; errors?: unknown }>();
  expect(errors).toBeUndefined();
  return data;
}

interface Reading {
  readonly name: string;
  readonly title: { readonly zh: string };
  readonly adoption: { readonly post: string; readonly person: string | null; readonly reason: string } | null;
}
async function readings(who: string): Promise<readonly Reading[]> {
  const { period } = await ask<{ period: { scheme: { latestVersion: number; readings: Reading[] } } }>(
    who,
    `{ period(tenantId: 1, id: "${periodId}") { scheme { latestVersion
       readings { name title { zh } rule { zh } note { zh } adoption { at version post person reason } } } } }`,
  );
  expect(period.scheme.latestVersion).toBe(1);
  return period.scheme.readings;
}
const adopt = async (headers: object, names: string[]) => {
  const payload = { id: 'liangji-region-1', version: 1, names, reason: '市级评价会议，联系 13812345678' };
  const answer = await house.app.inject({
    method: 'POST',
    url: '/api/v1/scheme/adopt',
    headers: { ...headers },
    payload,
  });
  return answer.json<Record<string, unknown>>();
};

describe('what the scheme of 遂宁 leaves open', () => {
  test('is read by the city and its counties alike, and adopted by none but the assessor', async () => {
    const shown = await readings('zhaomin');
    expect(shown.map(({ title }) => title.zh).sort()).toEqual(
      ['案卷归期', '挂账案卷', '往期积案', '监督举报率分值', '立案数分值', '无单元网格案件占比', '无时限案件占比', '按期结案率分值', '等级划分'].sort(), // prettier-ignore
    );
    expect(await readings('linjing')).toEqual(shown);
    expect(shown.every(({ adoption }) => adoption === null)).toBe(true);
    const wrong = [await house.person('wanghai'), await house.person('zhaomin'), await house.machine('shehong-upload')];
    for (const headers of wrong) expect(await adopt(headers, ['backlog'])).toMatchObject({ code: 'AUTH-FORBIDDEN' });
    expect((await readings('linjing')).every(({ adoption }) => adoption === null)).toBe(true);
  });

  test('shows who adopted it: the person to the city, the post to a county, personal numbers to nobody', async () => {
    expect(await adopt(await house.person('linjing'), ['backlog'])).toEqual({
      ...{ id: 'liangji-region-1', version: 1, adopted: ['backlog'] },
    });
    const backlog = async (who: string) => (await readings(who)).find(({ name }) => name === 'backlog')?.adoption;
    const shown = { version: 1, post: 'assessor', reason: '市级评价会议，联系 138****5678' };
    expect(await backlog('linjing')).toMatchObject({ ...shown, person: '林静' });
    expect(await backlog('zhaomin')).toMatchObject({ ...shown, person: null });
  });
});
