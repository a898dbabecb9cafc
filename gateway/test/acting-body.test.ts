import { runBatch, sampleCity, sampleMonth, systemDeps } from '@liangji/platform';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSampleHouse, type SampleHouse } from './sample-house.ts';

const CITY_ID = 1;
let house: SampleHouse;
let shehong: { tenantId: number; batchId: string };

beforeAll(async () => {
  house = await openSampleHouse({ LIANGJI_GRAPHQL_FREE: '1' });
  const { bytes, contentType } = sampleMonth(sampleCity().find(({ slug }) => slug === 'shehong')!);
  const answer = await house.app.inject({
    method: 'POST',
    url: '/intake/v1/batches?clientBatchId=october',
    headers: { 'content-type': contentType, ...(await house.machine('shehong-upload')) },
    payload: Buffer.from(bytes),
  });
  shehong = answer.json();
  const services = { database: house.database, deps: systemDeps, files: house.files };
  await runBatch(services, { tenantId: shehong.tenantId, cityId: CITY_ID, actor: 'test' });
});
afterAll(() => house.close());

interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

/** What GraphQL answers to somebody, and with which code it refuses. */
async function ask(username: string, query: string): Promise<{ data: Answer['data']; code: string | undefined }> {
  const answer = await house.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json', ...(await house.person(username)) },
    payload: JSON.stringify({ query }),
  });
  const { data, errors } = answer.json<Answer>();
  return { data, code: errors?.[0]?.extensions.code };
}

const get = async (username: string, url: string) => house.app.inject({ url, headers: await house.person(username) });

const TENANTS = `{ tenants(cityId: ${CITY_ID}, first: 50) { slug } }`;
const CITY_CASES = `{ cases(cityId: ${CITY_ID}, first: 5) { totalCount nodes { tenantId address } } }`;
const casesOfShehong = () =>
  `{ cases(tenantId: ${shehong.tenantId}, first: 5) { totalCount nodes { tenantId address } } }`;
const slugsIn = ({ data }: { data: Answer['data'] }) =>
  ((data?.['tenants'] ?? []) as { slug: string }[]).map(({ slug }) => slug);

async function asSuperuser<Row>(text: string): Promise<Row[]> {
  const admin = await house.database.superuser();
  try {
    return (await admin.query(text)).rows as Row[];
  } finally {
    await admin.end();
  }
}

describe('somebody who acts for a body that is no centre', () => {
  test('林静 of the centre sees the ten tenants of the city and their cases', async () => {
    expect(slugsIn(await ask('linjing', TENANTS))).toHaveLength(10);
    const { data } = await ask('linjing', CITY_CASES);
    expect(data).toMatchObject({ cases: { nodes: expect.arrayContaining([expect.anything()]) } });
  });

  test('何鹏 of 供电公司 sees the names of the counties his company works for, 唐丽 of 射洪 hers and no other', async () => {
    expect(slugsIn(await ask('hepeng', TENANTS))).toHaveLength(10);
    expect(slugsIn(await ask('tangli', TENANTS))).toEqual(['shehong']);
    const tenant = (id: number) => `{ tenant(tenantId: ${id}) { slug } }`;
    expect(await ask('tangli', tenant(CITY_ID))).toEqual({ data: { tenant: null }, code: undefined });
    expect(await ask('hepeng', tenant(shehong.tenantId))).toEqual({
      data: { tenant: { slug: 'shehong' } },
      code: undefined,
    });
  });

  test('what GraphQL asks for somebody is asked for the body as well: a policy can distinguish bodies of one tenant', async () => {
    const own = `{ tenant(tenantId: ${CITY_ID}) { slug } }`;
    const seen = async () => [(await ask('hepeng', own)).data, (await ask('luoyan', own)).data];
    const suining = { tenant: { slug: 'suining' } };
    expect(await seen(), 'and who they are is remembered from here on').toEqual([suining, suining]);
    const [power] = await asSuperuser<{ id: number }>(`select id from biz.unit where name = '供电公司'`);
    const policy = 'alter policy gw_unit_select on biz.tenant using (tenant_id = app.tenant_id()';
    await asSuperuser(`${policy} and app.unit_id() = ${power!.id})`);
    try {
      expect(await seen()).toEqual([suining, { tenant: null }]);
    } finally {
      await asSuperuser(`${policy})`);
    }
  });

  test('何鹏 of 供电公司 reads no case of the city, because his company leads none', async () => {
    for (const query of [CITY_CASES, casesOfShehong()]) {
      expect(await ask('hepeng', query)).toEqual({ data: { cases: { totalCount: 0, nodes: [] } }, code: undefined });
    }
  });

  test('唐丽 of 射洪市环境卫生所 is not her county: she reads the cases her institute leads, and no other', async () => {
    const [led] = await asSuperuser<{ n: number; all: number }>(`
      select count(*) filter (where u.name = '射洪市环境卫生所')::int as n, count(*)::int as all
        from biz.case c left join biz.unit u on u.tenant_id = c.tenant_id and u.id = c.lead_unit_id
       where c.tenant_id = ${shehong.tenantId}`);
    expect(led!.n).toBeLessThan(led!.all);
    const { data } = await ask('tangli', casesOfShehong());
    expect(data).toMatchObject({ cases: { totalCount: led!.n } });
  });

  test('the outlines of its county are a department’s to see, of a body of the city those of all counties', async () => {
    const counties = async (username: string) => {
      const { features } = (await get(username, '/map/v1/areas')).json<{
        features: { properties: { level: string; name: string } }[];
      }>();
      return features.flatMap(({ properties: { level, name } }) => (level === 'county' ? [name] : []));
    };
    expect(await counties('tangli')).toEqual(['射洪市']);
    expect(await counties('hepeng')).toEqual(expect.arrayContaining(['射洪市', '蓬溪县', '船山区']));
  });

  test.each(['hepeng', 'tangli'])('%s cannot read it through any other address either', async (username) => {
    for (const url of [
      '/map/v1/cells?from=2026-10-01&to=2026-11-01',
      `/intake/v1/batches/${shehong.batchId}?tenantId=${shehong.tenantId}`,
      `/intake/v1/batches/${shehong.batchId}/findings?tenantId=${shehong.tenantId}`,
      `/intake/v1/batches/${shehong.batchId}/rows/1?tenantId=${shehong.tenantId}`,
    ]) {
      const answer = await get(username, url);
      expect([url, answer.statusCode]).toEqual([url, 403]);
      expect(answer.body).toContain('AUTH-FORBIDDEN');
    }
  });

  test('a body sees the cases it leads, in whatever county, and no other body sees them', async () => {
    const pointsOf = async (username: string) =>
      (await get(username, '/map/v1/points?from=2026-10-01&to=2026-11-01')).json<{
        features: { properties: { tenantId: number } }[];
      }>().features;
    // A case of 射洪 that nobody leads; the same one each time.
    const led = (name: string) =>
      asSuperuser(`update biz.case c set lead_unit_id = u.id, lead_home_id = u.tenant_id from biz.unit u
        where u.name = '${name}' and c.tenant_id = ${shehong.tenantId} and c.id = (select id from biz.case
          where tenant_id = c.tenant_id and longitude is not null and reported_at > '2026-10-02'
            and unit_name is distinct from '射洪市环境卫生所' order by id limit 1)`);
    const everybody = async () => [
      (await pointsOf('hepeng')).length,
      (await pointsOf('luoyan')).length,
      (await pointsOf('tangli')).length,
    ];
    // The uploaded rows of October name 唐丽's department; they are its cases before anybody leads another one.
    const own = (await everybody())[2] ?? 0;
    expect(own).toBeGreaterThan(0);
    expect(await everybody()).toEqual([0, 0, own]);
    await led('供电公司');
    expect(await everybody()).toEqual([1, 0, own]);
    expect((await pointsOf('hepeng'))[0]!.properties.tenantId).toBe(shehong.tenantId);
    await led('射洪市环境卫生所');
    expect(await everybody()).toEqual([0, 0, own + 1]);
  });
});
