import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { readdirSync } from 'node:fs';
import { asOwner } from '@liangji/platform';
import { bombPng, HTML, PDF, phoneJpeg, plainJpeg } from '@liangji/platform/testing/pictures';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSampleHouse, type SampleHouse } from './sample-house.ts';

let house: SampleHouse;
/** 赵敏's county and its desk, that of 周洁 with 船山区环境卫生所, and 供电公司 of the city. */
let units: Record<'shehong' | 'anju' | 'chuanshan' | 'sanitation' | 'power', { tenantId: number; id: number }>;
beforeAll(async () => {
  house = await openSampleHouse();
  const bodies = await asOwner(house.database, (trx) =>
    trx
      .selectFrom('biz.body as b')
      .innerJoin('biz.tenant as t', 't.tenant_id', 'b.tenant_id')
      .select(['t.slug', 'b.code', 'b.kind', 'b.tenant_id as tenantId', 'b.unit_id as id'])
      .whereRef('b.home_id', '=', 'b.tenant_id')
      .execute(),
  );
  const body = (slug: string, code: string) => bodies.find((each) => each.slug === slug && each.code === code)!;
  units = {
    shehong: body('shehong', 'centre'),
    anju: body('anju', 'centre'),
    chuanshan: body('chuanshan', 'centre'),
    sanitation: body('chuanshan', 'sanitation'),
    power: body('suining', 'power'),
  };
});
afterAll(() => house.close());

type Headers = Record<string, string>;
/** 周洁 acts in the post named by the unit he holds it in. */
async function inPost(username: string, unitId: number): Promise<Headers> {
  const { id } = await asOwner(house.database, (trx) =>
    trx.selectFrom('biz.post').select('id').where('unit_id', '=', unitId).executeTakeFirstOrThrow(),
  );
  return { ...(await house.person(username)), 'x-acting-post': id };
}
const post = async (who: Headers, payload: Buffer, type = 'image/jpeg') =>
  house.app.inject({ method: 'POST', url: '/media', headers: { 'content-type': type, ...who }, payload });
const get = (who: Headers, path: string, more: Headers = {}) =>
  house.app.inject({ url: `/media/${path}`, headers: { ...who, ...more } });
const codeOf = (answer: LightMyRequestResponse) => [answer.statusCode, answer.json<{ code: string }>().code];
const NOT_FOUND = [404, 'MEDIA-NOT-FOUND'];

/** A case of the county, which shows a file of its desk to some bodies; returns its path. */
let cases = 0;
async function showOnCase(home: { tenantId: number; id: number }, sha256: string, seenBy: readonly number[]) {
  const caseId = `00000000-0000-7000-8000-${String(++cases).padStart(12, 'c')}`;
  const row = { tenant_id: home.tenantId, city_id: 1 };
  await asOwner(house.database, async (trx) => {
    const now = new Date();
    await trx
      .insertInto('biz.case')
      .values({
        ...{
          ...row,
          id: caseId,
          holder_id: home.tenantId,
          holder_unit_id: home.id,
          case_no: caseId,
          stage: 'reported',
        },
        ...{ state: 'filing', kind: 'event', source_code: 's', source_group: 'patrol', reported_at: now },
        ...{ created_at: now, updated_at: now },
      })
      .execute();
    for (const unit_id of seenBy)
      await trx
        .insertInto('biz.case_media')
        .values({
          ...{ ...row, case_id: caseId, sha256, unit_id, usage: 'before', by_unit_id: home.id, added_at: now },
          ...{ home_id: home.tenantId, from_unit_id: home.id, unit_name: 'desk', type: 'image/jpeg' },
        })
        .execute();
  });
  return `${home.tenantId}/${caseId}/${sha256}`;
}

describe('a photograph that somebody uploads', () => {
  test('is answered by its name and what its camera recorded, whatever the sender calls it', async () => {
    const sent = await phoneJpeg({
      time: '2026:10:08 09:00:15',
      latitude: ['30/1 31/1 5844/100', 'N'],
      longitude: ['105/1 34/1 2496/100', 'E'],
    });
    for (const who of [await house.person('zhaomin'), await house.machine('shehong-upload')]) {
      const answer = await post(who, sent, 'text/plain');
      expect([answer.statusCode, answer.json()]).toEqual([
        201,
        {
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          ...{ type: 'image/jpeg', width: 120, height: 80, takenAt: '2026-10-08T01:00:15.000Z' },
          ...{ longitude: expect.closeTo(105.5736, 6), latitude: expect.closeTo(30.5329, 6) },
        },
      ]);
    }
  });

  test('is seen by his own body before any case shows it, and by no other: not of his county, not of his city', async () => {
    const { sha256 } = (await post(await inPost('zhoujie', units.sanitation.id), await plainJpeg('#111'))).json();
    expect((await get(await inPost('zhoujie', units.sanitation.id), sha256)).statusCode).toBe(200);
    for (const who of [
      await inPost('zhoujie', units.chuanshan.id),
      await house.person('linjing'),
      await house.person('hepeng'),
      await house.person('zhaomin'),
      await house.machine('shehong-upload'),
    ]) {
      expect(codeOf(await get(who, sha256))).toEqual(NOT_FOUND);
    }
  });

  test('cannot come from nobody, from a stranger, or from a foreign page with the cookie of somebody', async () => {
    const sent = await plainJpeg();
    expect(codeOf(await post({}, sent))).toEqual([401, 'AUTH-MISSING']);
    expect(codeOf(await post(await house.person('stranger'), sent))).toEqual([403, 'AUTH-STRANGER']);
    expect(codeOf(await post({ cookie: 'session=x', origin: 'https://elsewhere.example' }, sent))).toEqual([
      403,
      'AUTH-ORIGIN',
    ]);
  });
});

describe('what is no photograph', () => {
  test('is refused by one sentence in both languages', async () => {
    const who = await house.person('zhaomin');
    const refusals = [
      await post(who, HTML),
      await post(who, await bombPng(50_000, 50_000), 'image/png'),
      await post(who, (await plainJpeg('#222')).subarray(0, 300)),
      await post(who, Buffer.alloc(0)),
    ];
    expect(refusals.map(codeOf)).toEqual([
      [415, 'MEDIA-TYPE'],
      [422, 'MEDIA-PIXELS'],
      [422, 'MEDIA-DAMAGED'],
      [422, 'MEDIA-EMPTY'],
    ]);
    expect(refusals[1]!.json()).toMatchObject({
      title_zh: '照片为 50000×50000 像素，超过 50000000 像素的上限。',
      title: 'The photograph has 50000×50000 pixels, more than the 50000000 that are taken.',
    });
  });

  test('of 60 MB is refused while it is being sent, and by its length before', async () => {
    await house.app.listen({ port: 0, host: '127.0.0.1' });
    const { authorization } = await house.person('zhaomin');
    const socket = connect((house.app.server.address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
    socket.on('error', () => {});
    let answer = '';
    socket.on('data', (data) => (answer += String(data)));
    socket.write(
      `POST /media HTTP/1.1\r\nhost: localhost\r\nauthorization: ${authorization}\r\n` +
        'content-type: image/jpeg\r\ntransfer-encoding: chunked\r\n\r\n',
    );
    const piece = Buffer.alloc(1024 * 1024, (await plainJpeg()).subarray(0, 16));
    let sent = 0;
    for (; sent < 60 && answer === ''; sent++) {
      socket.write(`${piece.length.toString(16)}\r\n`);
      socket.write(piece);
      await new Promise((written) => socket.write('\r\n', written));
    }
    await expect.poll(() => answer).toMatch(/^HTTP\/1\.1 413 .*MEDIA-TOO-LARGE/s);
    socket.destroy();
    const names = () => readdirSync(house.files, { recursive: true, encoding: 'utf8' });
    await expect.poll(() => names().filter((name) => name.includes('.receiving'))).toEqual([]);
    const who = { authorization, 'content-length': String(60 * 1024 * 1024) };
    expect(codeOf(await post(who, Buffer.from('x')))).toEqual([413, 'MEDIA-TOO-LARGE']);
  });
});

describe('a photograph on a case', () => {
  let path: string;
  let sha256: string;
  beforeAll(async () => {
    const desk = await inPost('zhoujie', units.chuanshan.id);
    ({ sha256 } = (await post(desk, await plainJpeg('#333'))).json());
    path = await showOnCase(units.chuanshan, sha256, [units.chuanshan.id]);
  });

  test('is served to the desk of its county and to the city, and nobody may take it for a page', async () => {
    for (const who of [await inPost('zhoujie', units.chuanshan.id), await house.person('linjing')]) {
      const { statusCode, headers, rawPayload } = await get(who, path);
      expect([statusCode, rawPayload.subarray(0, 3)]).toEqual([200, Buffer.from([0xff, 0xd8, 0xff])]);
      expect(headers).toMatchObject({
        'content-type': 'image/jpeg',
        'content-length': String(rawPayload.length),
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'no-store',
        'content-disposition': `inline; filename="${sha256.slice(0, 8)}.jpg"`,
      });
    }
  });

  test('is not found by whom it is not shown to: another body of the county, a body of the city, another county', async () => {
    for (const who of [
      await inPost('zhoujie', units.sanitation.id),
      await house.person('hepeng'),
      await house.person('zhaomin'),
      await house.machine('anju-upload'),
    ]) {
      for (const size of ['', '?size=thumb', '?size=screen']) {
        expect(codeOf(await get(who, `${path}${size}`))).toEqual(NOT_FOUND);
      }
    }
    expect(codeOf(await get({}, path))).toEqual([401, 'AUTH-MISSING']);
  });

  test('is seen by the department from the act on that shows it, and by no other', async () => {
    const shown = await showOnCase(units.chuanshan, sha256, [units.chuanshan.id, units.sanitation.id]);
    expect((await get(await inPost('zhoujie', units.sanitation.id), shown)).statusCode).toBe(200);
    expect(codeOf(await get(await house.person('hepeng'), shown))).toEqual(NOT_FOUND);
    expect(codeOf(await get(await inPost('zhoujie', units.sanitation.id), path)), 'on the other case').toEqual(
      NOT_FOUND,
    );
  });

  test('of the same bytes in two counties opens to each its own alone', async () => {
    const same = (await post(await house.person('zhaomin'), await plainJpeg('#333'))).json<{ sha256: string }>();
    expect(same.sha256).toBe(sha256);
    const theirs = await showOnCase(units.shehong, sha256, [units.shehong.id]);
    expect((await get(await house.person('zhaomin'), theirs)).statusCode).toBe(200);
    expect(codeOf(await get(await house.person('zhaomin'), path))).toEqual(NOT_FOUND);
    expect(codeOf(await get(await inPost('zhoujie', units.chuanshan.id), theirs))).toEqual(NOT_FOUND);
  });

  test('comes smaller as WebP', async () => {
    const who = await inPost('zhoujie', units.chuanshan.id);
    const thumb = await get(who, `${path}?size=thumb`);
    expect([thumb.headers['content-type'], thumb.rawPayload.subarray(8, 12).toString()]).toEqual([
      'image/webp',
      'WEBP',
    ]);
    expect(codeOf(await get(who, `${path}?size=huge`))).toEqual([400, 'SYS-INPUT']);
  });

  test('is not found by an address that is none', async () => {
    const who = await house.person('linjing');
    const [tenantId, caseId] = path.split('/') as [string, string];
    for (const wrong of [
      `${tenantId}/${caseId}/${'0'.repeat(64)}`,
      `${tenantId}/${caseId}/..%2f${sha256}`,
      `99999999999/${caseId}/${sha256}`,
      `${tenantId}/nonsense/${sha256}`,
      '..%2f1%2fx',
    ]) {
      expect(codeOf(await get(who, wrong)), wrong).toEqual(NOT_FOUND);
    }
  });
});

test('a paper is saved, not opened, and has no smaller picture', async () => {
  const who = await house.person('zhaomin');
  const { sha256 } = (await post(who, PDF)).json<{ sha256: string }>();
  const { headers, rawPayload } = await get(who, sha256);
  expect(rawPayload).toEqual(PDF);
  expect(headers['content-disposition']).toBe(`attachment; filename="${sha256.slice(0, 8)}.pdf"`);
  expect(codeOf(await get(who, `${sha256}?size=thumb`))).toEqual([404, 'MEDIA-PAPER']);
});
