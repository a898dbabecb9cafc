import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { asOwner } from '@liangji/platform';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UPLOADS_A_MINUTE } from '../src/quota/index.ts';
import { openSampleHouse, type SampleHouse } from './sample-house.ts';

let house: SampleHouse;
let port: number;
beforeAll(async () => {
  house = await openSampleHouse();
  await house.app.listen({ port: 0, host: '127.0.0.1' });
  port = (house.app.server.address() as AddressInfo).port;
});
afterAll(() => house.close());

const batches = () =>
  asOwner(house.database, (trx) =>
    trx.selectFrom('biz.batch').select('client_batch_id').orderBy('client_batch_id').execute(),
  );
const leftFiles = () =>
  readdirSync(house.files, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.receiving'));

/** Starts a chunked POST by hand and returns its socket; the header says more is to come. */
async function beginUpload(clientBatchId: string) {
  const { authorization } = await house.machine('shehong-upload');
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => {});
  socket.write(
    `POST /intake/v1/batches?clientBatchId=${clientBatchId} HTTP/1.1\r\nhost: localhost\r\n` +
      `authorization: ${authorization}\r\ncontent-type: text/csv\r\ntransfer-encoding: chunked\r\n\r\n`,
  );
  return socket;
}
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

describe('the line', () => {
  test('a sender that goes away half-way leaves no batch and no file', async () => {
    const socket = await beginUpload('half');
    socket.write(chunk('a,b,c\r\n1,2,3\r\n'));
    await expect.poll(leftFiles).toHaveLength(1);
    socket.destroy();
    await expect.poll(leftFiles).toHaveLength(0);
    expect(await batches()).toEqual([]);
  });

  test('a sender that sends too much is refused, although it is still sending', async () => {
    const socket = await beginUpload('too-much');
    let answer = '';
    socket.on('data', (data) => (answer += String(data)));
    const piece = chunk('x'.repeat(4 * 1024 * 1024));
    for (let sent = 0; sent < 50 && answer === ''; sent++) {
      await new Promise((written) => socket.write(piece, written));
    }
    await expect.poll(() => answer).toMatch(/^HTTP\/1\.1 413 .*application\/problem\+json.*ENV-TOO-LARGE/s);
    socket.destroy();
    await expect.poll(leftFiles).toHaveLength(0);
    expect(await batches()).toEqual([]);
  });

  test('a body the disk already has is stored once', async () => {
    const headers = { 'content-type': 'text/csv', ...(await house.machine('shehong-upload')) };
    for (const id of ['one', 'two']) {
      await house.app.inject({ method: 'POST', url: `/intake/v1/batches?clientBatchId=${id}`, headers, payload: 'a' });
    }
    const tenants = readdirSync(house.files);
    expect(tenants.flatMap((tenant) => readdirSync(join(house.files, tenant)))).toHaveLength(1);
    expect(await batches()).toHaveLength(2);
  });
});

describe('the rate limit', () => {
  test('one county can use up its own share only', async () => {
    const send = async (client: string) =>
      house.app.inject({
        method: 'POST',
        url: '/intake/v1/batches?clientBatchId=same',
        headers: { 'content-type': 'application/pdf', ...(await house.machine(client)) },
        payload: 'x',
      });
    let last = await send('anju-upload');
    for (let count = 1; count < UPLOADS_A_MINUTE; count++) last = await send('anju-upload');
    expect(last.statusCode).toBe(415);
    expect(last.headers['ratelimit-remaining']).toBe('0');
    const refused = await send('anju-upload');
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'QUOTA-REQUESTS']);
    expect(refused.headers['retry-after']).toBeDefined();
    expect((await send('pengxi-upload')).statusCode).toBe(415);
  });
});
