import { foldTenant, runBatch, sampleCity, sampleMonth, systemDeps } from '@liangji/platform';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSampleHouse, type SampleHouse } from './sample-house.ts';

const OCTOBER = 'from=2026-10-01&to=2026-11-01';
let house: SampleHouse;
let shehong: { tenantId: number };

async function send(slug: string): Promise<{ tenantId: number }> {
  const { bytes, contentType } = sampleMonth(sampleCity().find((county) => county.slug === slug)!);
  const answer = await house.app.inject({
    method: 'POST',
    url: '/intake/v1/batches?clientBatchId=october',
    headers: { 'content-type': contentType, ...(await house.machine(`${slug}-upload`)) },
    payload: Buffer.from(bytes),
  });
  const { tenantId } = answer.json();
  const acting = { tenantId, cityId: 1, actor: 'test' };
  await runBatch({ database: house.database, deps: systemDeps, files: house.files }, acting);
  await foldTenant(house.database, acting);
  return { tenantId };
}

beforeAll(async () => {
  house = await openSampleHouse();
  shehong = await send('shehong');
  await send('anju');
});
afterAll(() => house.close());

interface Feature {
  readonly geometry: { readonly type: string };
  readonly properties: { readonly tenantId: number; readonly filed: number };
}
type Headers = Record<string, string>;
const get = (who: Headers, path: string) => house.app.inject({ url: `/map/v1/${path}`, headers: who });
const features = async (who: Headers, path: string) => (await get(who, path)).json().features as Feature[];
const tenantsIn = (found: readonly Feature[]) => new Set(found.map(({ properties }) => properties.tenantId));

describe('the map', () => {
  const paths = ['areas', `cells?${OCTOBER}`, `points?${OCTOBER}`];

  test('a county sees itself, person and machine alike', async () => {
    for (const who of [await house.person('zhaomin'), await house.machine('shehong-upload')]) {
      for (const path of paths) expect(tenantsIn(await features(who, path)), path).toEqual(new Set([shehong.tenantId]));
    }
  });

  test('the city sees its counties', async () => {
    const city = await house.person('linjing');
    expect(tenantsIn(await features(city, 'areas')).size).toBe(9);
    expect(tenantsIn(await features(city, `cells?${OCTOBER}`)).size).toBe(9);
    expect(tenantsIn(await features(city, `points?${OCTOBER}`)).size).toBe(2);
  });

  test('a department sees the outlines of its county alone, a body of the city those of all counties', async () => {
    const department = await house.person('tangli'); // of 射洪市
    const body = await house.person('hepeng'); // 供电公司, of 遂宁市
    expect(tenantsIn(await features(department, 'areas'))).toEqual(new Set([shehong.tenantId]));
    expect(tenantsIn(await features(body, 'areas')).size).toBe(9);
  });

  test('a department sees no cells: what it has of a case is its place', async () => {
    const department = await house.person('tangli');
    expect((await get(department, `cells?${OCTOBER}`)).json().code).toBe('AUTH-FORBIDDEN');
  });

  test('a stranger and nobody cannot look', async () => {
    for (const path of paths) {
      expect((await get(await house.person('stranger'), path)).json().code).toBe('AUTH-STRANGER');
      expect((await get({}, path)).json().code).toBe('AUTH-MISSING');
    }
  });

  test('cells carry the cases filed in the days asked for, points lie in the box asked for', async () => {
    const who = await house.person('zhaomin');
    const filed = async (days: string) =>
      (await features(who, `cells?${days}`)).reduce((sum, { properties }) => sum + properties.filed, 0);
    expect(await filed(OCTOBER)).toBeGreaterThan(100);
    expect(await filed('from=2025-10-01&to=2025-11-01')).toBe(0);
    const all = await features(who, `points?${OCTOBER}`);
    const west = await features(who, `points?${OCTOBER}&bbox=105,30,105.35,32`);
    expect(all.length).toBeGreaterThan(west.length);
    expect(await features(who, `points?${OCTOBER}&bbox=0,0,1,1`)).toEqual([]);
  });

  test('how many cases there are stands beside them, and those of one county are asked for alone', async () => {
    const city = await house.person('linjing');
    const all = (await get(city, `points?${OCTOBER}`)).json();
    expect(all.placed).toBe(all.features.length);
    const one = (await get(city, `points?${OCTOBER}&tenantId=${shehong.tenantId}`)).json();
    expect(tenantsIn(one.features)).toEqual(new Set([shehong.tenantId]));
    expect(one.placed).toBeLessThan(all.placed);
    expect(tenantsIn(await features(city, `cells?${OCTOBER}&tenantId=${shehong.tenantId}`))).toEqual(
      new Set([shehong.tenantId]),
    );
  });

  test('a county that names another sees nothing of it', async () => {
    const anju = await house.person('qianwei');
    for (const path of ['cells', 'points']) {
      const answer = (await get(anju, `${path}?${OCTOBER}&tenantId=${shehong.tenantId}`)).json();
      expect(answer.features, path).toEqual([]);
      expect([answer.placed ?? 0, answer.unplaced ?? 0], path).toEqual([0, 0]);
    }
  });

  test('a question that makes no sense is answered by what is wrong with it', async () => {
    const who = await house.person('zhaomin');
    const senseless = ['from=2026-10-01&to=tomorrow', `${OCTOBER}&bbox=1,2,3`, `${OCTOBER}&tenantId=all`];
    for (const path of ['cells', ...senseless.map((query) => `points?${query}`)]) {
      expect((await get(who, path)).json().code, path).toBe('SYS-INPUT');
    }
  });

  test('cases and their figures are kept by nobody', async () => {
    for (const path of paths.filter((each) => each !== 'areas')) {
      expect((await get(await house.person('zhaomin'), path)).headers['cache-control'], path).toBe('no-store');
    }
  });

  test('a browser that has the outlines already is answered 304', async () => {
    const who = await house.person('zhaomin');
    const first = await get(who, 'areas');
    expect(first.headers['cache-control']).toBe('private, max-age=600');
    const again = await get({ ...who, 'if-none-match': String(first.headers['etag']) }, 'areas');
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });
});
