import { runBatch, sampleCity, sampleMonth, systemDeps } from '@liangji/platform';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSampleHouse, type SampleHouse } from './sample-house.ts';

/** The careless county: rows of it are rejected. */
const PENGXI = sampleMonth(sampleCity().find(({ slug }) => slug === 'pengxi')!);
const MISSING = '01900000-0000-7000-8000-000000000000';
let house: SampleHouse;
let batch: { tenantId: number; batchId: string };
beforeAll(async () => {
  house = await openSampleHouse();
  batch = (await send(await house.machine('pengxi-upload'))).json();
  await runBatch(
    { database: house.database, deps: systemDeps, files: house.files },
    { tenantId: batch.tenantId, cityId: 1, actor: 'test' },
  );
});
afterAll(() => house.close());

type Headers = Record<string, string>;
const get = (who: Headers, path: string) => house.app.inject({ url: `/intake/v1/${path}`, headers: who });
const send = (who: Headers, query = '') =>
  house.app.inject({
    method: 'POST',
    url: `/intake/v1/batches?clientBatchId=october${query}`,
    headers: { 'content-type': PENGXI.contentType, ...who },
    payload: Buffer.from(PENGXI.bytes),
  });

describe('who may send', () => {
  test('a data officer can send for a source system of the own county, not for another county', async () => {
    const officer = await house.person('qianwei');
    expect((await send(officer, '&source=anju-main')).statusCode).toBe(202);
    expect((await send(officer, '&source=pengxi-main')).json().code).toBe('KEY-SOURCE');
  });
  test('the city, a stranger and nobody cannot send', async () => {
    expect((await send(await house.person('linjing'))).json().code).toBe('AUTH-FORBIDDEN');
    expect((await send(await house.person('stranger'))).json().code).toBe('AUTH-STRANGER');
    expect((await send({})).json().code).toBe('AUTH-MISSING');
  });
});

const paths = (id: string) => ['', '/findings', '/rejected', '/rows/1'].map((end) => `batches/${id}${end}`);

describe('who may read', () => {
  test('the sender can, and the city can by naming the county', async () => {
    const sender = await house.machine('pengxi-upload');
    const city = await house.person('linjing');
    for (const path of paths(batch.batchId)) {
      expect((await get(sender, path)).statusCode, path).toBe(200);
      expect((await get(city, `${path}?tenantId=${batch.tenantId}`)).statusCode, path).toBe(200);
    }
  });
  test('another county cannot, and its answer is the same to the byte as for a batch that does not exist', async () => {
    const others = [await house.machine('anju-upload'), await house.person('qianwei')];
    for (const who of others) {
      for (const [index, path] of paths(batch.batchId).entries()) {
        const foreign = await get(who, `${path}?tenantId=${batch.tenantId}`);
        const missing = await get(who, `${paths(MISSING)[index]}?tenantId=${batch.tenantId}`);
        expect([foreign.statusCode, foreign.json().code], path).toEqual([404, 'SYS-NOT-FOUND']);
        expect(foreign.body).toBe(missing.body);
      }
    }
  });
  test('an id that is none, and a row beyond the end, are not found', async () => {
    const sender = await house.machine('pengxi-upload');
    expect((await get(sender, 'batches/1')).statusCode).toBe(404);
    expect((await get(sender, `batches/${batch.batchId}/rows/999999`)).statusCode).toBe(404);
  });
});

describe('what a sender gets back', () => {
  test('every rejected row in its own columns, with the reasons, for Excel', async () => {
    const sender = await house.machine('pengxi-upload');
    const { outcomes } = (await get(sender, `batches/${batch.batchId}`)).json();
    expect(outcomes.rejected).toBeGreaterThan(0);
    const file = await get(sender, `batches/${batch.batchId}/rejected`);
    expect(file.headers['content-type']).toMatch(/^text\/csv/);
    expect(file.headers['content-disposition']).toMatch(/^attachment/);
    expect(file.body.startsWith('\ufeff')).toBe(true);
    expect(file.body.trimEnd().split('\r\n')).toHaveLength(outcomes.rejected + 1);
  });
});

test('a post that sends nothing reads the rejected rows of its own county without their numbers', async () => {
  const machine = await house.machine('daying-upload');
  const answer = await house.app.inject({
    method: 'POST',
    url: '/intake/v1/batches?clientBatchId=numbers',
    headers: { 'content-type': 'application/x-ndjson', ...machine },
    payload: `${JSON.stringify({ nonsense: '电话13812345678' })}\n`,
  });
  const { tenantId, batchId } = answer.json<{ tenantId: number; batchId: string }>();
  const acting = { tenantId, cityId: 1, actor: 'test' };
  await runBatch({ database: house.database, deps: systemDeps, files: house.files }, acting, batchId);
  expect((await get(machine, `batches/${batchId}/rejected`)).body).toContain('电话13812345678');
  const dispatcher = await get(await house.person('zhaoling'), `batches/${batchId}/rejected`);
  expect(dispatcher.statusCode).toBe(200);
  expect(dispatcher.body).toContain('电话138****5678');
  expect(dispatcher.body).not.toContain('13812345678');
});

describe('a mapping', () => {
  const from = { source: 'pengxi-main' };
  const put = (who: Headers, document: unknown, query = '') =>
    house.app.inject({
      method: 'PUT',
      url: `/intake/v1/mapping${query}`,
      headers: { 'content-type': 'application/json', ...who },
      payload: JSON.stringify(document),
    });
  const document = sampleCity().find(({ slug }) => slug === 'pengxi')!.sources[0]!.mapping;

  test('the machine client can put one into force; the same again is no new version', async () => {
    const sender = await house.machine('pengxi-upload');
    expect((await put(sender, document)).json()).toEqual({ ...from, version: 1, created: false, replaced: null });
    const changed = { ...document, notes: ['another'] };
    const first = await put(sender, changed);
    expect([first.statusCode, first.json()]).toEqual([201, { ...from, version: 2, created: true, replaced: 1 }]);
    expect((await put(sender, changed)).json()).toEqual({ ...from, version: 2, created: false, replaced: null });
  });
  test('its versions can be read and an earlier one put into force again; others cannot be read', async () => {
    const sender = await house.machine('pengxi-upload');
    const get = (who: Headers, query = '') => house.app.inject({ url: `/intake/v1/mapping${query}`, headers: who });
    const now = (await get(sender)).json();
    expect(now).toMatchObject({ source: 'pengxi-main', version: 2, document: { notes: ['another'] } });
    expect(now.versions.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
    const before = (await get(sender, '?version=1')).json();
    expect(before.document).toEqual(document);
    expect((await put(sender, before.document)).json()).toEqual({ ...from, version: 3, created: true, replaced: 2 });
    expect((await get(sender, '?version=9')).json()).toMatchObject({
      code: 'KEY-MAPPING-VERSION',
      title_zh: '没有第 9 版字段对照；现有第 1 至 3 版。',
    });
    expect((await get(await house.person('qianwei'), '?source=pengxi-main')).json().code).toBe('KEY-SOURCE');
    expect((await get(await house.person('linjing'))).json().code).toBe('AUTH-FORBIDDEN');
  });
  test('a wrong one is refused with every fault, and nobody can put one for another county', async () => {
    const wrong = (await put(await house.machine('pengxi-upload'), { ...document, format: 'xml' })).json();
    expect([wrong.code, wrong.title]).toEqual(['ENV-MAPPING', expect.stringContaining('format')]);
    expect((await put(await house.person('qianwei'), document, '?source=pengxi-main')).json().code).toBe('KEY-SOURCE');
    expect((await put(await house.person('linjing'), document)).json().code).toBe('AUTH-FORBIDDEN');
  });
});

describe('a machine client of a department', () => {
  const ROWS = [{ nonsense: 1 }];
  beforeAll(async () => {
    // The body is the client's, the source system is the county's: 大英's client now belongs to one of its departments.
    await house.database.pool('direct').query(`
      update control.machine_client c set unit_id = u.id from biz.unit u
       where c.client_id = 'daying-upload' and u.tenant_id = c.tenant_id and u.kind = 'department' and u.body_id = u.id
         and u.id = (select min(id) from biz.unit where tenant_id = c.tenant_id and kind = 'department')`);
  });

  test('can send and follow what it sent, through HTTP', async () => {
    const client = await house.machine('daying-upload');
    const rest = await house.app.inject({
      method: 'POST',
      url: '/api/v1/cases/submit',
      headers: client,
      payload: { clientBatchId: 'rest', rows: ROWS },
    });
    expect([rest.statusCode, rest.json().batch.outcomes.rejected]).toEqual([200, 1]);
    expect(rest.json().findings).toMatchObject([
      { rowNo: 0, severity: 'warning', code: 'MAP-COLUMN-UNKNOWN', field: 'nonsense' },
      { rowNo: 1, severity: 'error', code: 'KEY-ID-MISSING' },
    ]);
    for (const path of paths(rest.json().batch.batchId)) {
      expect((await get(client, path)).statusCode, path).toBe(200);
    }
  });

  test('cannot read the batches of another source system or of another county', async () => {
    const client = await house.machine('daying-upload');
    for (const path of paths(batch.batchId)) {
      expect((await get(client, `${path}?tenantId=${batch.tenantId}`)).json().code, path).toBe('SYS-NOT-FOUND');
    }
    const { rows } = await house.database.pool('direct').query<{ id: string }>(`
      with source as (insert into biz.source_system (tenant_id, city_id, id, code, name, catalogue_id)
          select tenant_id, city_id, 9999, 'daying-other', 'other', 'gbt30428' from biz.tenant where slug = 'daying'
          returning tenant_id, city_id, id),
        mapping as (insert into biz.mapping (tenant_id, city_id, source_id, version, document, hash, from_at)
          select tenant_id, city_id, id, 1, '{}', 'x', now() from source returning tenant_id, city_id, source_id)
      insert into biz.batch (tenant_id, city_id, id, source_id, client_batch_id, mapping_version, state, format, sent_by, sha256,
          byte_count, received_at)
        select tenant_id, city_id, gen_random_uuid(), source_id, 'other', 1, 'queued', 'csv', 'x', 'x', 1, now() from mapping
        returning id`);
    expect(rows).toHaveLength(1);
    for (const { id } of rows) expect((await get(client, `batches/${id}`)).json().code).toBe('SYS-NOT-FOUND');
  });
});
