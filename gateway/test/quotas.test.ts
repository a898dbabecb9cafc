import { systemDeps } from '@liangji/platform';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeQuotas, type Left } from '../src/quota/quotas.ts';
import { UPLOADS_A_MINUTE } from '../src/quota/index.ts';
import { openSampleHouse, type SampleHouse } from './sample-house.ts';

// One county floods: it is stopped, whichever gateway and face it asks, and nobody else notices.

let house: SampleHouse;
beforeAll(async () => {
  house = await openSampleHouse({ LIANGJI_REQUESTS_A_MINUTE: '200' });
});
afterAll(() => house.close());

/** Two gateway processes, as far as they count. */
const twoProcesses = (limit: number, clock = systemDeps.clock) =>
  [0, 1].map(() => makeQuotas(house.database, { clock }, limit));

describe('two gateway processes', () => {
  test('let a tenant have its minute once, not twice, and a second tenant has its own', async () => {
    const both = twoProcesses(500);
    const tries = Array.from({ length: 1_200 }, (_, at) =>
      both[at % 2]!.use(901, 'requests', 1, () => undefined).then(
        () => 'taken',
        (error: { code: string }) => error.code,
      ),
    );
    const answers = Map.groupBy(await Promise.all(tries), (answer) => answer);
    expect(answers.get('taken')?.length).toBe(500);
    expect(answers.get('QUOTA-REQUESTS')?.length).toBe(700);
    await both[0]!.use(902, 'requests', 1, () => undefined);
  });

  test('begin the next minute together, and say what is left of it', async () => {
    let now = new Date('2026-10-05T02:00:30Z');
    const [one, other] = twoProcesses(100, { now: () => now }) as [
      ReturnType<typeof makeQuotas>,
      ReturnType<typeof makeQuotas>,
    ];
    const left: Left[] = [];
    const use = (quotas: typeof one, units: number) => quotas.use(903, 'requests', units, (each) => left.push(each));
    await use(one, 10);
    await use(other, 50);
    await expect(use(one, 60)).rejects.toMatchObject({ code: 'QUOTA-REQUESTS' });
    now = new Date('2026-10-05T02:01:29.999Z');
    await expect(use(other, 60)).rejects.toMatchObject({ code: 'QUOTA-REQUESTS' });
    now = new Date('2026-10-05T02:01:30Z');
    await use(other, 60);
    expect(left[0]).toEqual({ limit: 100, remaining: 90, reset: 60 });
    expect(left.at(-1)).toEqual({ limit: 100, remaining: 40, reset: 60 });
  });

  test('a dear request is not let through by the rest of a portion that is too small for it', async () => {
    const [one] = twoProcesses(100);
    await one!.use(904, 'requests', 45, () => undefined);
    await one!.use(904, 'requests', 10, () => undefined);
    await expect(one!.use(904, 'requests', 50, () => undefined)).rejects.toMatchObject({ code: 'QUOTA-REQUESTS' });
    await one!.use(904, 'requests', 45, () => undefined);
  });
});

describe('a county', () => {
  test('shares its minute among its people, its machines and all faces, and reads in the headers what is left', async () => {
    const [person, machine] = [await house.person('zhaomin'), await house.machine('shehong-upload')];
    const first = await house.app.inject({ url: '/map/v1/areas', headers: person });
    expect(first.headers).toMatchObject({ 'ratelimit-limit': '200', 'ratelimit-remaining': '199' });
    const points = await house.app.inject({ url: '/map/v1/points?from=2026-10-01&to=2026-11-01', headers: machine });
    expect(points.headers['ratelimit-remaining']).toBe('189');
    let last = points;
    for (let count = 0; count < 190; count++) {
      last = await house.app.inject({ url: '/trpc/cases.held?input=%7B%7D', headers: person });
    }
    expect([last.statusCode, last.json().error.data.problem.code]).toEqual([429, 'QUOTA-REQUESTS']);
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
    for (const [who, url] of [
      [machine, '/map/v1/areas'],
      [person, '/api/v1/cases/held'],
      [person, '/graphql'],
    ] as const) {
      const method = url.startsWith('/map') ? 'GET' : 'POST';
      const answer = await house.app.inject({ method, url, headers: who, ...(method === 'POST' && { payload: {} }) });
      expect([answer.statusCode, answer.body.includes('QUOTA-REQUESTS')], url).toEqual([429, true]);
    }
    const other = await house.app.inject({ url: '/map/v1/areas', headers: await house.person('qianwei') });
    expect(other.headers['ratelimit-remaining']).toBe('199');
  });

  test('uses up its uploads by submitting rows as by sending files, on every face', async () => {
    const headers = { ...(await house.machine('pengxi-upload')), 'content-type': 'application/json' };
    const rows = [{ 编号: '' }];
    const submit = (at: number) =>
      house.app.inject({
        method: 'POST',
        url: at % 2 === 0 ? '/api/v1/cases/submit' : '/trpc/cases.submit',
        headers,
        payload: { clientBatchId: 'same', rows },
      });
    let last = await submit(0);
    expect(last.statusCode).toBe(200);
    for (let at = 1; at <= UPLOADS_A_MINUTE; at++) last = await submit(at);
    expect([last.statusCode, last.body.includes('QUOTA-REQUESTS')]).toEqual([429, true]);
    const file = await house.app.inject({
      method: 'POST',
      url: '/intake/v1/batches?clientBatchId=file',
      headers: { ...headers, 'content-type': 'text/csv' },
      payload: 'a',
    });
    expect([file.statusCode, file.json().code]).toEqual([429, 'QUOTA-REQUESTS']);
  });
});
