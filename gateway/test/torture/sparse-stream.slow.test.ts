import { once } from 'node:events';
import { createReadStream, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { asOwner } from '@liangji/platform';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSampleHouse, type SampleHouse } from '../sample-house.ts';

const MEGABYTE = 1024 * 1024;
let house: SampleHouse;
let folder: string;
beforeAll(async () => {
  house = await openSampleHouse();
  await house.app.listen({ port: 0, host: '127.0.0.1' });
  folder = mkdtempSync(join(tmpdir(), 'liangji-sparse-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await house.close();
});

/** A file of so many megabytes that takes no room: all of it is a hole. */
function sparse(megabytes: number): string {
  const path = join(folder, `${megabytes}`);
  writeFileSync(path, '');
  truncateSync(path, megabytes * MEGABYTE);
  return path;
}

/** Sends a file until it ends, until it is answered, or until so many bytes are gone; null when the line was cut. */
async function send(path: string, cutAt = Infinity, headers: Record<string, string> = {}): Promise<string | null> {
  const { port } = house.app.server.address() as AddressInfo;
  const sending = request({
    ...{ port, host: '127.0.0.1', method: 'POST', path: '/intake/v1/batches?clientBatchId=sparse' },
    headers: { 'content-type': 'text/csv', ...(await house.machine('shehong-upload')), ...headers },
  });
  let sent = 0;
  const gauge = new Transform({
    transform(piece: Buffer, _encoding, done) {
      sent += piece.length;
      if (sent > cutAt) sending.destroy();
      done(null, piece);
    },
  });
  const file = createReadStream(path, { highWaterMark: MEGABYTE });
  file.pipe(gauge).pipe(sending);
  try {
    const [answer] = (await once(sending, 'response')) as [IncomingMessage];
    const { code } = JSON.parse((await answer.toArray()).join('')) as { code: string };
    return `${answer.statusCode} ${code}`;
  } catch (error) {
    if (sent > cutAt) return null;
    throw error;
  } finally {
    file.destroy();
    sending.on('error', () => undefined).destroy();
  }
}

async function nothingIsLeft(): Promise<void> {
  const files = () =>
    readdirSync(house.files, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  await expect.poll(files).toEqual([]);
  expect(await asOwner(house.database, (trx) => trx.selectFrom('biz.batch').select('id').execute())).toEqual([]);
}

describe('a sparse stream', () => {
  test('of 2 GB that says so is refused before it is read', async () => {
    expect(await send(sparse(2048), Infinity, { 'content-length': String(2048 * MEGABYTE) })).toBe('413 ENV-TOO-LARGE');
    await nothingIsLeft();
  });

  test('of 2 GB that does not say so is refused on the way', async () => {
    expect(await send(sparse(2048))).toBe('413 ENV-TOO-LARGE');
    await nothingIsLeft();
  });

  test.each([
    [2048, 1024],
    [140, 70],
  ])('of %i MB cut after %i leaves no file and no batch', async (size, cut) => {
    // The larger one is refused long before its middle.
    expect(await send(sparse(size), cut * MEGABYTE)).toBe(size > 150 ? '413 ENV-TOO-LARGE' : null);
    await nothingIsLeft();
  });
});
