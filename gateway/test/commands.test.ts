import { ACT_COMMANDS, QUERIES, inTenant, sampleCity } from '@liangji/platform';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSampleHouse, type SampleHouse } from './sample-house.ts';

let house: SampleHouse;
beforeAll(async () => {
  house = await openSampleHouse();
});
afterAll(() => house.close());

const MAPPING = sampleCity().find(({ slug }) => slug === 'shehong')!.sources[0]!.mapping;
const noted = (note: string) => ({ document: { ...MAPPING, notes: [note] } });

async function post(who: object, path: string, payload: object, key?: string) {
  const headers = { ...who, ...(key === undefined ? {} : { 'idempotency-key': key }) };
  const answer = await house.app.inject({ method: 'POST', url: `/api/v1/${path}`, headers, payload });
  const body = answer.json() as Record<string, unknown>;
  return { status: answer.statusCode, body, code: body['code'] };
}

const rowsOf = (table: 'biz.mapping' | 'biz.audit' | 'biz.command', who: { tenantId: number; cityId: number }) =>
  inTenant(house.database, table === 'biz.audit' ? 'rollup' : 'ingest', { ...who, actor: 'test' }, (trx) =>
    trx.selectFrom(table).selectAll().where('tenant_id', '=', who.tenantId).execute(),
  );

async function shehong() {
  const me = await house.app.inject({ url: '/auth/me', headers: await house.person('zhaomin') });
  const { tenant, city } = me.json() as { tenant: { id: number }; city: { id: number } };
  return { tenantId: tenant.id, cityId: city.id };
}

describe('the same command through every face', () => {
  test('OpenAPI names every command, and each has an operation that answers', async () => {
    const document = (await house.app.inject({ url: '/api/v1/openapi.json' })).json() as {
      paths: Record<string, object>;
    };
    const acts = Object.keys(ACT_COMMANDS).map((name) => `/api/v1/cases/${name}`);
    expect(Object.keys(document.paths).sort()).toEqual(
      [
        ...['/api/v1/cases/submit', ...['delete', 'hand_over', 'put', 'take'].map((name) => `/api/v1/drafts/${name}`)],
        ...['/api/v1/batch/cancel', '/api/v1/mapping/put', '/api/v1/cases/reveal_reporter'],
        ...['/api/v1/period/close', '/api/v1/period/reopen', '/api/v1/scheme/adopt'],
        ...['submit', 'refuse', 'link', 'unlink'].map((name) => `/api/v1/reports/${name}`),
        ...['/api/v1/cases/register', '/api/v1/cases/self_handle', ...acts],
        ...Object.values(QUERIES).map(({ name }) => `/api/v1/${name.replace('.', '/')}`),
        ...['/media', ...['cases', 'uploads', 'periods', 'audit'].map((list) => `/exports/${list}`)],
      ].sort(),
    );
    for (const [path, operations] of Object.entries(document.paths)) {
      const method = 'get' in operations ? 'GET' : 'POST';
      const answer = await house.app.inject({ method, url: path, ...(method === 'POST' && { payload: {} }) });
      expect(answer.json<{ code: string }>().code, path).toBe('AUTH-MISSING');
    }
  });

  test('rows posted as JSON become cases like those of a file', async () => {
    const officer = await house.machine('shehong-upload');
    const sent = await post(officer, 'cases/submit', { clientBatchId: 'few', rows: [{ nonsense: 1 }] });
    expect([sent.status, sent.body]).toMatchObject([200, { batch: { outcomes: { rejected: 1, created: 0 } } }]);
  });

  test('bad input and a missing right are refused in one sentence with a code', async () => {
    const officer = await house.person('zhaomin');
    const bad = await post(officer, 'cases/submit', { rows: 'all' });
    expect([bad.status, bad.code]).toEqual([400, 'SYS-INPUT']);
    expect((await post(officer, 'period/close', { label: '2026-10', typedLabel: '2026-10' })).code).toBe(
      'AUTH-FORBIDDEN',
    );
    expect(
      (await post(await house.person('wanghai'), 'period/close', { label: '2026-10', typedLabel: '2026-10' })).code,
    ).toBe('AUTH-FORBIDDEN');
    expect((await post(await house.person('linjing'), 'mapping/put', noted('city'))).code).toBe('AUTH-FORBIDDEN');
  });
});

describe('an idempotency key', () => {
  test('gives the first answer again and does nothing twice, also when two calls come at once', async () => {
    const who = await shehong();
    const officer = await house.machine('shehong-upload');
    const before = (await rowsOf('biz.mapping', who)).length;
    const once = await Promise.all([1, 2, 3].map(() => post(officer, 'mapping/put', noted('once'), 'put-1')));
    expect(once.map(({ body }) => body)).toEqual([1, 2, 3].map(() => once[0]?.body));
    expect(once[0]?.body).toMatchObject({ created: true, version: before + 1 });
    // Without the key the same document is no new version either, and the answer says so.
    expect((await post(officer, 'mapping/put', noted('once'))).body).toMatchObject({ created: false });
    expect((await rowsOf('biz.mapping', who)).length).toBe(before + 1);
    const audit = (await rowsOf('biz.audit', who)) as { action: string }[];
    expect(audit.filter(({ action }) => action === 'mapping.put')).toHaveLength(1);
  });

  test('cannot be used for other content or another command, and is its sender’s own', async () => {
    const officer = await house.machine('shehong-upload');
    await post(officer, 'mapping/put', noted('mine'), 'put-2');
    const other = await post(officer, 'mapping/put', noted('other'), 'put-2');
    expect([other.status, other.code]).toEqual([409, 'KEY-COMMAND-REUSED']);
    const rows = { clientBatchId: 'x', rows: [{ a: 1 }] };
    expect((await post(officer, 'cases/submit', rows, 'put-2')).code).toBe('KEY-COMMAND-REUSED');
    expect((await post(await house.machine('anju-upload'), 'mapping/put', noted('theirs'), 'put-2')).status).toBe(200);
    expect((await post(officer, 'mapping/put', noted('mine'), 'no key')).code).toBe('KEY-COMMAND-INVALID');
  });

  test('of a command of several transactions stands for its first input, also when two come at once', async () => {
    const officer = await house.machine('shehong-upload');
    const rows = (id: string) => ({ clientBatchId: id, rows: [{ nonsense: id }] });
    const both = await Promise.all(['one', 'two'].map((id) => post(officer, 'cases/submit', rows(id), 'submit-1')));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const kept = both.findIndex(({ status }) => status === 200);
    const again = await Promise.all(['one', 'two'].map((id) => post(officer, 'cases/submit', rows(id), 'submit-1')));
    expect(again.map(({ status }) => status)).toEqual(both.map(({ status }) => status));
    expect(again[kept]?.body).toEqual(both[kept]?.body);
    expect(both[1 - kept]?.code).toBe('KEY-COMMAND-REUSED');
  });

  test('of an act that was refused is free again: nothing of it is kept', async () => {
    const officer = await house.machine('shehong-upload');
    expect((await post(officer, 'mapping/put', { document: { version: 1 } }, 'put-3')).code).toBe('ENV-MAPPING');
    expect((await post(officer, 'mapping/put', noted('mended'), 'put-3')).status).toBe(200);
  });

  test('saves whoever closes a period the second run', async () => {
    const assessor = await house.person('linjing');
    const first = await post(assessor, 'period/close', { label: '2026-10', typedLabel: '2026-10' }, 'close-1');
    expect([first.status, first.body]).toMatchObject([200, { state: 'closed', label: '2026-10' }]);
    expect((await post(assessor, 'period/close', { label: '2026-10', typedLabel: '2026-10' }, 'close-1')).body).toEqual(
      first.body,
    );
  });
});

const DRAFTS = ['drafts.put', 'drafts.delete', 'drafts.hand_over', 'drafts.take'];

test('the platform says which commands somebody may give', async () => {
  const allowedOf = async (headers: object) =>
    ((await house.app.inject({ url: '/auth/me', headers: { ...headers } })).json() as { allowed: string[] }).allowed;
  expect(await allowedOf(await house.person('linjing'))).toEqual([
    'scheme.adopt',
    'period.close',
    'period.reopen',
    ...DRAFTS,
    'audit.list',
  ]);
  expect(await allowedOf(await house.person('wanghai'))).toEqual(['reports.submit', ...DRAFTS, 'audit.list']);
  expect(await allowedOf(await house.person('zhaomin'))).toEqual([
    'batch.cancel',
    'mapping.put',
    'cases.submit',
    ...DRAFTS,
    'audit.list',
  ]);
});
