import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { settleTown } from '../../../test/isolation/command/town.ts';
import { bombPng, HTML, OWNER, PDF, phoneJpeg, phonePicture, plainJpeg, plainPicture } from '../../../test/pictures.ts';
import { asOwner } from '../../database/transaction.ts';
import type { Actor } from '../../identity/actor.ts';
import { systemDeps, type Deps } from '../../kernel/deps.ts';
import { openMedia } from './open-media.ts';
import { receiveMedia } from './receive-media.ts';
import { removeUnusedMedia } from './remove-unused.ts';

let database: TestDatabase;
let files: string;
beforeAll(async () => {
  database = await freshDatabase('town', settleTown);
  files = await mkdtemp(join(tmpdir(), 'liangji-media-'));
});
afterAll(async () => {
  await database.drop();
  await rm(files, { recursive: true });
});

const tenant = { slug: 'willow', kind: 'county', timeZone: 'Asia/Shanghai' } as Actor['tenant'];
const body = (id: number): Actor['body'] => ({ id, kind: 'department', name: `department ${id}` });
const PARKS = {
  ...{ kind: 'unit', pool: 'unit', tenantId: 2, cityId: 1, tenant, body: body(21) },
  ...{ personId: null, post: null, sourceId: null, name: 'Parks', login: 'parks' },
} satisfies Actor;
const ROADS: Actor = { ...PARKS, body: body(22) };

async function* inPieces(bytes: Buffer, size = 1000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const send = (bytes: Buffer, actor: Actor = PARKS, deps: Deps = systemDeps) =>
  receiveMedia({ database, deps, files }, actor, inPieces(bytes));
const halfOf = (bytes: Buffer) => bytes.subarray(0, bytes.length / 2);
const stored = async () => (await readdir(join(files, '2')).catch(() => [])).toSorted();
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const original = (of: string) =>
  asOwner(database, (trx) =>
    trx.selectFrom('biz.media').select('original_sha256').where('sha256', '=', of).executeTakeFirstOrThrow(),
  );

describe('a photograph', () => {
  it('is kept upright and without metadata, with what the camera recorded beside it', async () => {
    const sent = await phoneJpeg({
      time: '2026:10:08 09:00:15',
      latitude: ['30/1 31/1 5844/100', 'N'],
      longitude: ['105/1 34/1 2496/100', 'E'],
      orientation: 6,
    });
    expect(sent.includes(OWNER)).toBe(true);
    const media = await send(sent);
    expect(media).toEqual({
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      type: 'image/jpeg',
      width: 80,
      height: 120,
      takenAt: new Date('2026-10-08T01:00:15Z'), // the clock of the county, eight hours ahead
      longitude: expect.closeTo(105.5736, 6),
      latitude: expect.closeTo(30.5329, 6),
    });
    const served = await readFile(join(files, '2', media.sha256));
    expect(sha256(served)).toBe(media.sha256);
    expect(served.includes('Exif') || served.includes(OWNER)).toBe(false);
    const { exif, width, height, orientation } = await sharp(served).metadata();
    expect({ exif, width, height, orientation }).toEqual({ width: 80, height: 120 });
    expect(await original(media.sha256)).toEqual({ original_sha256: sha256(sent) });
  });

  it('with an offset in its time is read by that, and in the south and west has negative degrees', async () => {
    const media = await send(
      await phoneJpeg({
        time: '2026:10:08 09:00:15',
        offset: '-03:00',
        colour: '#111',
        latitude: ['33/1 30/1 0/1', 'S'],
        longitude: ['70/1 45/1 0/1', 'W'],
      }),
    );
    expect(media).toMatchObject({ takenAt: new Date('2026-10-08T12:00:15Z'), latitude: -33.5, longitude: -70.75 });
  });

  it('whose camera says nonsense says nothing', async () => {
    const media = await send(
      await phoneJpeg({ time: '0000:00:00 00:00:00', colour: '#333', latitude: ['0/0 0/0 0/0', 'N'] }),
    );
    expect(media).toMatchObject({ takenAt: null, longitude: null, latitude: null });
  });

  it('as PNG and WebP stays what it is', async () => {
    expect(await send(await plainPicture().png().toBuffer())).toMatchObject({ type: 'image/png', width: 120 });
    expect(await send(await plainPicture().webp().toBuffer())).toMatchObject({ type: 'image/webp', height: 80 });
  });

  it.each([
    ['png', 'image/png', '#0a1'],
    ['webp', 'image/webp', '#0b2'],
  ] as const)('as %s is read and stripped like a JPEG', async (format, type, colour) => {
    const place = {
      latitude: ['30/1 31/1 5844/100', 'N'] as const,
      longitude: ['105/1 34/1 2496/100', 'E'] as const,
    };
    const sent = await phonePicture({ time: '2026:10:08 09:00:15', orientation: 6, colour, ...place })
      .toFormat(format)
      .toBuffer();
    expect((await sharp(sent).metadata()).exif?.includes(OWNER)).toBe(true);
    const media = await send(sent);
    expect(media).toMatchObject({
      ...{ type, width: 80, height: 120, takenAt: new Date('2026-10-08T01:00:15Z') },
      ...{ longitude: expect.closeTo(105.5736, 6), latitude: expect.closeTo(30.5329, 6) },
    });
    const served = await readFile(join(files, '2', media.sha256));
    const { exif, xmp, orientation, width } = await sharp(served).metadata();
    expect({ exif, xmp, orientation, width }).toEqual({ width: 80 });
    expect(served.includes(OWNER) || served.includes('eXIf') || served.includes('EXIF')).toBe(false);
  });

  it('of a camera without a fix, which writes zeros, lies nowhere; one on the equator keeps its place', async () => {
    const zero = ['0/1 0/1 0/1', '0/1 0/1 0/1'] as const;
    const media = await send(
      await phoneJpeg({
        ...{ time: '2026:10:08 09:00:15', colour: '#0c3' },
        latitude: [zero[0], 'N'],
        longitude: [zero[1], 'E'],
      }),
    );
    expect(media).toMatchObject({ takenAt: new Date('2026-10-08T01:00:15Z'), longitude: null, latitude: null });
    const equator = await send(
      await phoneJpeg({
        ...{ time: '2026:10:08 09:00:15', colour: '#0d4' },
        ...{ latitude: [zero[0], 'N'], longitude: ['105/1 30/1 0/1', 'E'] },
      }),
    );
    expect(equator).toMatchObject({ longitude: 105.5, latitude: 0 });
  });

  it('of the same pixels is the same file, with what the camera recorded the first time', async () => {
    const first = await send(await phoneJpeg({ time: '2026:10:08 09:00:15', colour: '#444' }));
    expect(await send(await phoneJpeg({ time: '2026:10:09 09:00:15', colour: '#444' }))).toEqual(first);
  });

  it('sent twice is one file, and of another body an upload of its own', async () => {
    const sent = await plainJpeg('#123456');
    const first = await send(sent);
    const before = await stored();
    expect(await send(sent)).toEqual(first);
    expect(await send(sent, ROADS)).toEqual(first);
    expect(await stored()).toEqual(before);
  });

  it('carries nothing hidden behind its end', async () => {
    const media = await send(Buffer.concat([await plainJpeg('#999'), HTML]));
    expect((await readFile(join(files, '2', media.sha256))).includes('script')).toBe(false);
  });

  it('is made smaller for lists and screens, never larger', async () => {
    const sent = await sharp({ create: { width: 2000, height: 1000, channels: 3, background: '#363' } })
      .jpeg()
      .toBuffer();
    const { sha256: name, type } = await send(sent);
    const sizeOf = async (size: 'thumb' | 'screen', of = name) => {
      const { type: as, bytes, byteCount } = await openMedia(files, { homeId: 2, sha256: of, type }, size);
      const read = Buffer.concat(await bytes.toArray());
      expect([as, byteCount]).toEqual(['image/webp', read.length]);
      const { format, width, height } = await sharp(read).metadata();
      return [format, width, height];
    };
    expect(await sizeOf('thumb')).toEqual(['webp', 320, 160]);
    expect(await Promise.all([sizeOf('screen'), sizeOf('screen')])).toEqual([
      ['webp', 1600, 800],
      ['webp', 1600, 800],
    ]);
    const small = await send(await plainJpeg('#222'));
    expect(await sizeOf('screen', small.sha256)).toEqual(['webp', 120, 80]);
  });
});

test('twenty photographs that come at once are decoded two at a time', async () => {
  const sent = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      sharp({ create: { width: 900, height: 900, channels: 3, background: { r: n * 12, g: 90, b: 9 } } })
        .jpeg()
        .toBuffer(),
    ),
  );
  let most = 0;
  let ended = false;
  const watch = async () => {
    while (!ended) {
      most = Math.max(most, sharp.counters().process);
      await new Promise(setImmediate);
    }
  };
  const watching = watch();
  const media = await Promise.all(sent.map((bytes) => send(bytes)));
  ended = true;
  await watching;
  expect(new Set(media.map(({ sha256: name }) => name)).size).toBe(20);
  expect(most).toBeLessThanOrEqual(2);
  expect(most).toBeGreaterThan(0);
});

describe('a paper', () => {
  it('is kept as it came, and has no smaller picture', async () => {
    const media = await send(PDF);
    expect(media).toEqual({
      ...{ sha256: sha256(PDF), type: 'application/pdf', width: null, height: null },
      ...{ takenAt: null, longitude: null, latitude: null },
    });
    expect(await readFile(join(files, '2', media.sha256))).toEqual(PDF);
    await expect(openMedia(files, { ...media, homeId: 2 }, 'thumb')).rejects.toMatchObject({ code: 'MEDIA-PAPER' });
  });
});

describe('what is refused leaves nothing behind', () => {
  const SVG = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="/etc/passwd"/></svg>',
  );
  const refusals: [string, string, () => Buffer | Promise<Buffer>][] = [
    ['nothing at all', 'MEDIA-EMPTY', () => Buffer.alloc(0)],
    ['an HTML page', 'MEDIA-TYPE', () => HTML],
    ['a drawing in SVG', 'MEDIA-TYPE', () => SVG],
    ['a GIF', 'MEDIA-TYPE', () => plainPicture().gif().toBuffer()],
    [
      'the beginning of a JPEG and then a page',
      'MEDIA-DAMAGED',
      () => Buffer.concat([Buffer.from([255, 216, 255]), HTML]),
    ],
    ['half a JPEG', 'MEDIA-DAMAGED', async () => halfOf(await plainJpeg('#777'))],
    ['half a PNG', 'MEDIA-DAMAGED', async () => halfOf(await plainPicture('#808').png().toBuffer())],
    ['a bomb of 50,000 × 50,000 pixels', 'MEDIA-PIXELS', () => bombPng(50_000, 50_000)],
    ['five bytes of a paper', 'MEDIA-DAMAGED', () => Buffer.from('%PDF-')],
    [
      'a page that begins as a paper',
      'MEDIA-DAMAGED',
      () => Buffer.from('%PDF-<script>alert(1)</script>'.padEnd(3000)),
    ],
    ['half a paper', 'MEDIA-DAMAGED', () => halfOf(PDF)],
    ['a WebP inside that says it is a drawing', 'MEDIA-DAMAGED', () => Buffer.from('RIFF\0\0\0\0WEBPVP8X<svg>')],
  ];
  it.each(refusals)('%s', async (_, code, make) => {
    const before = await stored();
    await expect(send(await make())).rejects.toMatchObject({ code });
    expect(await stored()).toEqual(before);
  });

  it('a bomb is refused before it is decoded, by what it claims', async () => {
    await expect(send(await bombPng(50_000, 50_000))).rejects.toMatchObject({
      params: { width: 50_000, height: 50_000, limit: 50_000_000 },
    });
  });

  it('30 megapixels with transparency and 16 bits a colour, which are 240 MB, while 25 are still decoded', async () => {
    await expect(send(await bombPng(6000, 5000, true))).rejects.toMatchObject({
      ...{ code: 'MEDIA-PIXELS', params: { width: 6000, height: 5000, limit: 25_000_000 } },
    });
    // Small enough, and then found to have no more than one row.
    await expect(send(await bombPng(5000, 5000, true))).rejects.toMatchObject({ code: 'MEDIA-DAMAGED' });
  });

  it('a photograph over 20 MB while it comes in, and a paper only over 30 MB', async () => {
    const MIB = 1024 * 1024;
    const jpeg = await plainJpeg();
    let taken = 0;
    async function* endless(begin: Buffer, mebibytes: number): AsyncGenerator<Buffer> {
      yield begin;
      for (taken = 1; taken <= mebibytes; taken++) yield Buffer.alloc(MIB);
      yield begin; // a paper ends as it should
    }
    const services = { database, deps: systemDeps, files };
    const before = await stored();
    await expect(receiveMedia(services, PARKS, endless(jpeg, 60))).rejects.toMatchObject({
      ...{ code: 'MEDIA-TOO-LARGE', params: { limit: '20 MiB' } },
    });
    expect(taken).toBe(20); // the other 40 were never asked for
    await expect(receiveMedia(services, PARKS, endless(PDF, 60))).rejects.toMatchObject({
      params: { limit: '30 MiB' },
    });
    expect(await stored()).toEqual(before);
    expect(await receiveMedia(services, PARKS, endless(PDF, 29))).toMatchObject({ type: 'application/pdf' });
  });
});

describe('an upload that no act uses', () => {
  const at = (time: string): Deps => ({ ...systemDeps, clock: { now: () => new Date(time) } });
  const sweep = (time: string) =>
    removeUnusedMedia({ database, deps: at(time), files }, { tenantId: 2, cityId: 1, actor: 'worker' });

  it('goes with its file a day after it came the last time, used ones stay', async () => {
    await sweep('2100-01-01T00:00:00Z');
    const old = await send(await plainJpeg('#010101'), PARKS, at('2026-10-08T00:00:00Z'));
    await openMedia(files, { homeId: 2, sha256: old.sha256, type: old.type }, 'thumb');
    const sentAgain = await send(await plainJpeg('#020202'), PARKS, at('2026-10-08T00:00:00Z'));
    await send(await plainJpeg('#020202'), PARKS, at('2026-10-08T12:00:00Z'));
    const used = await send(await plainJpeg('#030303'), PARKS, at('2026-10-08T00:00:00Z'));
    await asOwner(database, (trx) =>
      trx.updateTable('biz.media').set({ used_at: new Date() }).where('sha256', '=', used.sha256).execute(),
    );
    expect(await sweep('2026-10-09T00:00:00Z')).toBe(0);
    expect(await sweep('2026-10-09T00:00:01Z')).toBe(1);
    expect(await stored()).toEqual([sentAgain.sha256, used.sha256].toSorted());
  });

  it('leaves the file that another body of the tenant uploaded too', async () => {
    const sent = await plainJpeg('#040404');
    const { sha256: name } = await send(sent, PARKS, at('2026-10-08T00:00:00Z'));
    await send(sent, ROADS, at('2026-10-09T00:00:00Z'));
    await sweep('2026-10-09T12:00:00Z');
    expect(await stored()).toContain(name);
    await sweep('2026-10-10T12:00:00Z');
    expect(await stored()).not.toContain(name);
  });

  it('of another tenant stays where it is', async () => {
    const reed: Actor = { ...PARKS, tenantId: 3, body: body(31) };
    await send(await plainJpeg('#050505'), reed, at('2026-10-08T00:00:00Z'));
    await sweep('2100-01-01T00:00:00Z');
    expect(await readdir(join(files, '3'))).toHaveLength(1);
  });
});
