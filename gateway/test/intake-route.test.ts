import { gzipSync } from 'node:zlib';
import { sampleCity, sampleMonth } from '@liangji/platform';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSampleHouse, type SampleHouse } from './sample-house.ts';

const SHEHONG = sampleMonth(sampleCity().find(({ slug }) => slug === 'shehong')!);
let house: SampleHouse;
beforeAll(async () => {
  house = await openSampleHouse();
});
afterAll(() => house.close());

interface Sending {
  readonly id?: string;
  readonly body?: Uint8Array | string;
  readonly headers?: Record<string, string>;
  readonly query?: string;
}

async function send(who: Record<string, string>, { id = 'october', body = SHEHONG.bytes, ...rest }: Sending = {}) {
  return house.app.inject({
    method: 'POST',
    url: `/intake/v1/batches?clientBatchId=${id}&fileName=oct.csv${rest.query ?? ''}`,
    headers: { 'content-type': 'text/csv', ...who, ...rest.headers },
    payload: Buffer.from(body),
  });
}

describe('the upload endpoint', () => {
  test('a machine client can send its file and learns where to ask', async () => {
    const answer = await send(await house.machine('shehong-upload'));
    expect(answer.statusCode, answer.body).toBe(202);
    const batch = answer.json();
    expect(batch).toMatchObject({ state: 'queued', clientBatchId: 'october', fileName: 'oct.csv' });
    expect(answer.headers['location']).toBe(`/intake/v1/batches/${batch.batchId}`);
    expect(answer.headers['ratelimit-limit']).toBeDefined();
    expect(house.wakes.at(-1)?.queue).toBe('intake');
  });
  test('the same id with the same bytes is the same batch, with other bytes a conflict', async () => {
    const machine = await house.machine('shehong-upload');
    const first = (await send(machine, { id: 'twice' })).json();
    const again = await send(machine, { id: 'twice' });
    expect([again.statusCode, again.json().batchId]).toEqual([200, first.batchId]);
    const other = await send(machine, { id: 'twice', body: 'other bytes' });
    expect([other.statusCode, other.json().code]).toEqual([409, 'KEY-BATCH-REUSED']);
  });
  test('wrong type, wrong coding, empty body and missing id are each refused by name', async () => {
    const machine = await house.machine('shehong-upload');
    const code = async (sending: Sending) => {
      const answer = await send(machine, sending);
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
      return [answer.statusCode, answer.json().code];
    };
    expect(await code({ headers: { 'content-type': 'application/pdf' } })).toEqual([415, 'SYS-MEDIA-TYPE']);
    expect(await code({ headers: { 'content-type': 'application/json' }, body: '{}' })).toEqual([
      415,
      'SYS-MEDIA-TYPE',
    ]);
    expect(await code({ headers: { 'content-encoding': 'br' } })).toEqual([415, 'SYS-MEDIA-TYPE']);
    expect(await code({ id: 'empty', body: '' })).toEqual([422, 'ENV-EMPTY']);
    expect(await code({ id: '' })).toEqual([400, 'SYS-INPUT']);
    expect(await code({ id: 'a', query: '&source=anju-main' })).toEqual([422, 'KEY-SOURCE']);
    expect(await code({ id: 'big', headers: { 'content-length': String(10 ** 9) } })).toEqual([413, 'ENV-TOO-LARGE']);
  });
  test('a gzip file is taken as it is', async () => {
    const answer = await send(await house.machine('shehong-upload'), {
      id: 'packed',
      body: gzipSync(SHEHONG.bytes),
      headers: { 'content-encoding': 'gzip' },
    });
    expect(answer.statusCode, answer.body).toBe(202);
  });
});
