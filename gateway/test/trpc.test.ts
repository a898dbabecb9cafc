import { gzipSync } from 'node:zlib';
import { runBatch, sampleCity, sampleMonth, systemDeps } from '@liangji/platform';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSampleHouse, type SampleHouse } from './sample-house.ts';

const SHEHONG = sampleMonth(sampleCity().find(({ slug }) => slug === 'shehong')!);
let house: SampleHouse;
let batch: { tenantId: number; batchId: string };
beforeAll(async () => {
  house = await openSampleHouse();
  const answer = await house.app.inject({
    method: 'POST',
    url: '/intake/v1/batches?clientBatchId=october&fileName=oct.csv.gz',
    headers: { 'content-type': 'text/csv', ...(await house.machine('shehong-upload')) },
    payload: gzipSync(SHEHONG.bytes),
  });
  batch = answer.json();
  const services = { database: house.database, deps: systemDeps, files: house.files };
  await runBatch(services, { tenantId: batch.tenantId, cityId: 1, actor: 'test' });
});
afterAll(() => house.close());

type Headers = Record<string, string>;

async function query(who: Headers, procedure: string, input: unknown) {
  const url = `/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`;
  const answer = await house.app.inject({ url, headers: who });
  return outcome(answer);
}

async function mutate(who: Headers, procedure: string, input: unknown) {
  const headers = { 'content-type': 'application/json', ...who };
  return outcome(
    await house.app.inject({ method: 'POST', url: `/trpc/${procedure}`, headers, payload: JSON.stringify(input) }),
  );
}

function outcome(answer: { statusCode: number; json: () => unknown }) {
  const body = answer.json() as {
    result?: { data: unknown };
    error?: { data: { problem: { code: string; title_zh: string } } };
  };
  return { status: answer.statusCode, data: body.result?.data as never, code: body.error?.data.problem.code };
}

const wanted = () => ({ tenantId: batch.tenantId, batchId: batch.batchId });

describe('reading a batch', () => {
  test('its sender, its county and the city can read it', async () => {
    for (const who of [await house.machine('shehong-upload'), await house.person('zhaomin')]) {
      const { status, data } = await query(who, 'batch.get', wanted());
      expect(status).toBe(200);
      expect(data).toMatchObject({ state: 'completed', fileName: 'oct.csv.gz' });
    }
    expect((await query(await house.person('linjing'), 'batch.get', wanted())).status).toBe(200);
  });

  test('another county, a stranger and nobody cannot, and the other county learns no more than that it is missing', async () => {
    const foreign = await query(await house.person('qianwei'), 'batch.get', wanted());
    const missing = await query(await house.person('qianwei'), 'batch.get', {
      ...wanted(),
      batchId: '01900000-0000-7000-8000-000000000000',
    });
    expect(foreign).toEqual({ status: 404, data: undefined, code: 'SYS-NOT-FOUND' });
    expect(missing).toEqual(foreign);
    expect(await query(await house.machine('anju-upload'), 'batch.get', wanted())).toEqual(foreign);
    expect((await query(await house.person('stranger'), 'batch.get', wanted())).code).toBe('AUTH-STRANGER');
    expect((await query({}, 'batch.get', wanted())).code).toBe('AUTH-MISSING');
  });

  test('findings come by code with examples, a row as it was sent', async () => {
    const officer = await house.person('zhaomin');
    const findings = (await query(officer, 'batch.findings', wanted())).data as { code: string; examples: unknown[] }[];
    expect(findings.length).toBeGreaterThan(0);
    expect(findings[0]?.examples.length).toBeGreaterThan(0);
    const row = (await query(officer, 'batch.row', { ...wanted(), rowNo: 1 })).data as { cells: object };
    expect(Object.keys(row.cells).length).toBeGreaterThan(5);
    expect((await query(officer, 'batch.row', { ...wanted(), rowNo: 10 ** 6 })).code).toBe('SYS-NOT-FOUND');
    for (const procedure of ['batch.findings', 'batch.row']) {
      const foreign = await query(await house.person('qianwei'), procedure, { ...wanted(), rowNo: 1 });
      expect(foreign.code).toBe('SYS-NOT-FOUND');
    }
  });
});

describe('the sender of a batch', () => {
  let byHandId = '';
  test('is told by name: the machine client that uploaded, or the person', async () => {
    const officer = await house.person('zhaomin');
    expect((await query(officer, 'batch.sender', wanted())).data).toEqual({ kind: 'machine', name: 'shehong-upload' });
    const answer = await house.app.inject({
      method: 'POST',
      url: '/intake/v1/batches?clientBatchId=by-hand&fileName=by-hand.csv&source=shehong-main',
      headers: { 'content-type': 'text/csv', ...officer },
      payload: SHEHONG.bytes.subarray(0, SHEHONG.bytes.indexOf(10) + 1),
    });
    byHandId = (answer.json() as { batchId: string }).batchId;
    const byHand = await query(officer, 'batch.sender', { ...wanted(), batchId: byHandId });
    expect(byHand.data).toEqual({ kind: 'person', name: '赵敏' });
  });

  test('is nobody another county may know of, and no name a city may read', async () => {
    expect((await query(await house.person('qianwei'), 'batch.sender', wanted())).code).toBe('SYS-NOT-FOUND');
    const byHand = { ...wanted(), batchId: byHandId };
    expect((await query(await house.person('linjing'), 'batch.sender', byHand)).data).toBeNull();
  });
});

describe('a deadline explains itself', () => {
  test('segment by segment, to its own county and the city, to nobody else', async () => {
    const points = await house.app.inject({
      url: '/map/v1/points?from=2026-10-01&to=2026-11-01',
      headers: await house.person('zhaomin'),
    });
    const { features } = points.json() as { features: { properties: { id: string } }[] };
    const caseId = features.at(-1)?.properties.id;
    const input = { tenantId: batch.tenantId, caseId };
    const { data } = await query(await house.person('zhaomin'), 'cases.explainDeadline', input);
    const { explained, missing } = data as {
      explained: { limitMs: number; segments: { countedMs: number }[] } | null;
      missing: string | null;
    };
    expect(missing).toBeNull();
    expect(explained?.segments.reduce((sum, segment) => sum + segment.countedMs, 0)).toBe(explained?.limitMs);
    expect((await query(await house.person('linjing'), 'cases.explainDeadline', input)).status).toBe(200);
    expect((await query(await house.person('qianwei'), 'cases.explainDeadline', input)).code).toBe('SYS-NOT-FOUND');
  });
});

describe('closing a period', () => {
  const label = '2026-10';
  test('a county, a machine and a city leader cannot', async () => {
    for (const who of ['zhaomin', 'wanghai']) {
      expect((await mutate(await house.person(who), 'period.close', { label })).code).toBe('AUTH-FORBIDDEN');
    }
    expect((await mutate(await house.machine('shehong-upload'), 'period.close', { label })).code).toBe(
      'AUTH-FORBIDDEN',
    );
    expect((await mutate({}, 'period.close', { label })).code).toBe('AUTH-MISSING');
  });
  test('the assessor of the city can, and an unknown period is not found', async () => {
    const assessor = await house.person('linjing');
    expect((await mutate(assessor, 'period.close', { label: '1999-01' })).code).toBe('PERIOD-UNKNOWN');
    const closed = await mutate(assessor, 'period.close', { label });
    expect(closed.status, JSON.stringify(closed)).toBe(200);
    expect(closed.data).toMatchObject({ state: 'closed' });
  });
});

describe('calls that cannot be right', () => {
  test('bad input, an unknown procedure and too many calls at once each have a code', async () => {
    const officer = await house.person('zhaomin');
    expect(await query(officer, 'batch.get', { batchId: 'x' })).toMatchObject({ status: 400, code: 'SYS-INPUT' });
    expect(await query(officer, 'batch.burn', {})).toMatchObject({ status: 404, code: 'SYS-NOT-FOUND' });
    const eleven = Array.from({ length: 11 }, () => 'batch.get').join(',');
    const answer = await house.app.inject({ url: `/trpc/${eleven}?batch=1&input={}`, headers: officer });
    expect(answer.statusCode).toBe(400);
    const headers = { 'content-type': 'application/json', ...officer };
    const put = await house.app.inject({ method: 'PUT', url: '/trpc/batch.get', headers, payload: '{}' });
    expect([put.statusCode, outcome(put).code]).toEqual([405, 'SYS-METHOD']);
  });
  test('a county without the post, and a city, cannot submit rows', async () => {
    const input = { clientBatchId: 'a', rows: [{}] };
    expect((await mutate(await house.person('linjing'), 'cases.submit', input)).code).toBe('AUTH-FORBIDDEN');
  });
});
