import { openPeriod, systemDeps } from '@liangji/platform';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appRouter } from '../src/trpc/router.ts';
import { openSampleHouse, type SampleHouse } from './sample-house.ts';

let house: SampleHouse;
beforeAll(async () => {
  house = await openSampleHouse();
});
afterAll(() => house?.close());

type Headers = Record<string, string>;

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

describe('closing a period', () => {
  const label = '2026-10';
  const named = { label, typedLabel: label };
  const before = async (who: object) => {
    const input = encodeURIComponent(JSON.stringify({ label }));
    return outcome(await house.app.inject({ url: `/trpc/period.closing?input=${input}`, headers: { ...who } }));
  };

  test('a county, a machine and a city leader cannot, nor see what it would freeze', async () => {
    for (const who of [
      await house.person('zhaomin'),
      await house.person('wanghai'),
      await house.machine('shehong-upload'),
    ]) {
      expect((await mutate(who, 'period.close', named)).code).toBe('AUTH-FORBIDDEN');
      expect((await before(who)).code).toBe('AUTH-FORBIDDEN');
    }
    expect((await mutate({}, 'period.close', named)).code).toBe('AUTH-MISSING');
    expect((await before({})).code).toBe('AUTH-MISSING');
  });

  test('the assessor sees before it what it would freeze: one upload waits, and nobody has data', async () => {
    const upload = await house.app.inject({
      method: 'POST',
      url: '/intake/v1/batches?clientBatchId=waits&source=shehong-main',
      headers: { 'content-type': 'text/csv', ...(await house.machine('shehong-upload')) },
      payload: Buffer.from('nothing\n1\n'),
    });
    expect(upload.statusCode, upload.body).toBeLessThan(300);
    const { status, data } = await before(await house.person('linjing'));
    expect([status, data]).toMatchObject([200, { label, snapshot: 1, state: 'open', isOver: true }]);
    const { members } = data as { members: { name: string; waitingUploads: number }[] };
    expect(members.filter(({ waitingUploads }) => waitingUploads === 1).map(({ name }) => name)).toEqual(['射洪市']);
    for (const member of members) {
      expect(member).toMatchObject({ hasData: false, score: null, cases: 0, openCases: 0 });
    }
  });

  test('another name than that of the period closes nothing, nor does none', async () => {
    const assessor = await house.person('linjing');
    for (const typedLabel of ['2026-1', '2026-11', '', 'yes']) {
      expect(await mutate(assessor, 'period.close', { label, typedLabel })).toMatchObject({
        ...{ status: 422, code: 'PERIOD-NAME' },
      });
    }
    expect((await mutate(assessor, 'period.close', { label })).code).toBe('SYS-INPUT');
    expect((await before(assessor)).data).toMatchObject({ state: 'open' });
  });

  test('a period whose last day has not ended is not closed, whoever types its name', async () => {
    const far = { label: '2190-03', fromDay: '2190-03-01', toDay: '2190-04-01', series: 'far' };
    const city = { tenantId: 1, cityId: 1, unitId: 1, actor: 'test' };
    await openPeriod(house.database, systemDeps, city, { ...far, schemeId: 'liangji-region-1', schemeVersion: 1 });
    const assessor = await house.person('linjing');
    expect(await mutate(assessor, 'period.close', { label: '2190-03', typedLabel: '2190-03' })).toMatchObject({
      ...{ status: 409, code: 'PERIOD-NOT-OVER' },
    });
  });

  test('the assessor of the city can, and an unknown period is not found', async () => {
    const assessor = await house.person('linjing');
    const unknown = { label: '1999-01', typedLabel: '1999-01' };
    expect((await mutate(assessor, 'period.close', unknown)).code).toBe('PERIOD-UNKNOWN');
    const closed = await mutate(assessor, 'period.close', named);
    expect(closed.status, JSON.stringify(closed)).toBe(200);
    expect(closed.data).toMatchObject({ state: 'closed' });
  });
});

describe('calls that cannot be right', () => {
  test('bad input, an unknown procedure and too many calls at once each have a code', async () => {
    const officer = await house.person('zhaomin');
    expect(await mutate(officer, 'cases.submit', { rows: 'x' })).toMatchObject({ status: 400, code: 'SYS-INPUT' });
    expect(await mutate(officer, 'batch.burn', {})).toMatchObject({ status: 404, code: 'SYS-NOT-FOUND' });
    const headers = { 'content-type': 'application/json', ...officer };
    const eleven = Array.from({ length: 11 }, () => 'period.close').join(',');
    const bundle = await house.app.inject({ method: 'POST', url: `/trpc/${eleven}?batch=1`, headers, payload: '{}' });
    expect(bundle.statusCode).toBe(400);
    const put = await house.app.inject({ method: 'PUT', url: '/trpc/cases.submit', headers, payload: '{}' });
    expect([put.statusCode, outcome(put).code]).toEqual([405, 'SYS-METHOD']);
  });

  test('read only what GraphQL cannot: every other procedure is a command', () => {
    const procedures = Object.entries(
      appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>,
    );
    const reading = procedures.filter(([, { _def }]) => _def.type !== 'mutation').map(([name]) => name);
    expect(reading.toSorted()).toEqual([
      ...[
        'audit.list',
        'batch.rows',
        'cases.actions',
        'cases.class_rules',
        'cases.counted_in',
        'cases.find',
        'cases.held',
        'cases.inner_of_body',
        'cases.likely_duplicates',
        'cases.locate',
        'cases.now',
      ],
      ...['cases.open_of_caller', 'cases.search_bodies', 'cases.search_classes', 'cases.suggest_unit'],
      ...[
        'drafts.colleagues',
        'drafts.handed',
        'drafts.list',
        'mapping.read',
        'period.breakdown',
        'period.closing',
        'period.late',
      ],
      ...['period.late_counts', 'period.list'],
      ...['reports.own', 'reports.waiting', 'tasks.waiting'],
    ]);
  });

  test('a county without the post, and a city, cannot submit rows', async () => {
    const input = { clientBatchId: 'a', rows: [{}] };
    expect((await mutate(await house.person('linjing'), 'cases.submit', input)).code).toBe('AUTH-FORBIDDEN');
  });
});

test('somebody’s draft comes back to him through tRPC, and to nobody else', async () => {
  const zhao = await house.person('zhaomin');
  const draft = { about: 'new', act: 'register', tenantId: null, text: { words: '井盖缺失' } };
  expect((await mutate(zhao, 'drafts.put', draft)).status).toBe(200);
  const listOf = async (who: object) => {
    const answer = await house.app.inject({
      url: `/trpc/drafts.list?input=${encodeURIComponent('{}')}`,
      headers: { ...who },
    });
    return (answer.json() as { result: { data: { text: object }[] } }).result.data.map(({ text }) => text);
  };
  expect(await listOf(zhao)).toEqual([draft.text]);
  expect(await listOf(await house.person('linjing'))).toEqual([]);
  expect(await mutate(await house.machine('shehong-upload'), 'drafts.put', draft)).toMatchObject({
    code: 'AUTH-FORBIDDEN',
  });
  expect(await mutate(zhao, 'drafts.put', { ...draft, about: 'old' })).toMatchObject({ code: 'SYS-INPUT' });
});

test('a question may come by POST, so that a number typed into it stands in no address', async () => {
  const asked = (await mutate(await house.person('linjing'), 'cases.open_of_caller', { phone: '13812345678' })).code;
  expect(asked).toBe('AUTH-FORBIDDEN'); // no post of his takes calls
  expect(await mutate(await house.person('zhaomin'), 'cases.find', { words: '13812345678' })).toMatchObject({
    ...{ status: 200, data: { cases: [] } },
  });
});
