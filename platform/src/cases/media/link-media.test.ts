import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import {
  CASE,
  CITY_DESK,
  PARKS,
  POWER,
  REED_DESK,
  ROADS,
  settleTown,
  TASK,
  WILLOW_DESK,
  type Actor,
} from '../../../test/isolation/command/town.ts';
import type { Trx } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import { systemDeps, type Deps } from '../../kernel/deps.ts';
import { addMedia, linkMedia, showMedia, useUploads } from './link-media.ts';
import type { Photo } from './media-types.ts';
import { findOnCase, findUpload } from './open-media.ts';

const NOW = new Date('2026-10-08T01:00:00Z');
const deps: Deps = { ...systemDeps, clock: { now: () => NOW } };
/** A photograph of a test's own. */
let photos = 0;
const nextHash = () => String(++photos).padStart(8, '0').repeat(8);

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('town', settleTown);
});
afterAll(() => database.drop());

const as = <T>(by: Actor, run: (trx: Trx) => Promise<T>): Promise<T> => inTenant(database, by.role, by.acting, run);
const upload = (by: Actor, sha256: string) =>
  as(by, (trx) =>
    trx
      .insertInto('biz.media')
      .values({
        ...{
          tenant_id: by.acting.tenantId,
          city_id: 1,
          by_unit_id: by.acting.unitId!,
          sha256,
          original_sha256: sha256,
        },
        ...{ byte_count: 1, type: 'image/jpeg', width: 4, height: 3, longitude: 105.5, latitude: 30.5 },
        ...{ taken_at: new Date('2026-10-08T00:30:00Z'), actor: 'somebody', received_at: NOW },
      })
      .execute(),
  );
const after = (sha256: string): Photo => ({ sha256, usage: 'after' });
const AT_PARKS = { tenantId: 2, caseId: CASE.atParks, taskId: TASK.leadOfParks };
const link = (by: Actor, place: Omit<Parameters<typeof linkMedia>[3], 'photos'>, ...photos: Photo[]) =>
  as(by, (trx) => linkMedia(trx, deps, by.acting, { ...place, photos }));
const sees = async (by: Actor, sha256: string, caseId: string = CASE.atParks, tenantId = 2) =>
  as(by, (trx) => findOnCase(trx, { tenantId, caseId, sha256 })).then(
    () => true,
    (error: { code: string }) => (error.code === 'MEDIA-NOT-FOUND' ? false : Promise.reject(error)),
  );
/** What GraphQL lists for the reader. */
const listed = async (by: Actor, of: string, caseId: string = CASE.atParks) => {
  const { rows } = await as(by, (trx) =>
    sql`select sha256, usage, unit_name from api.case_media where tenant_id = 2 and case_id = ${caseId}
        and sha256 = ${of}`.execute(trx),
  );
  return rows;
};

describe('a photograph that a department feeds back', () => {
  it('is seen by it and by whom it is shown to, and by nobody else, whoever knows its hash', async () => {
    const photo = nextHash();
    await upload(PARKS, photo);
    await link(PARKS, { ...AT_PARKS, seenBy: [20] }, after(photo));
    expect(await Promise.all([PARKS, WILLOW_DESK, CITY_DESK].map((by) => sees(by, photo)))).toEqual([true, true, true]);
    expect(await Promise.all([ROADS, POWER, REED_DESK].map((by) => sees(by, photo)))).toEqual([false, false, false]);
  });

  it('is one row of the list with its maker, however many bodies may see it', async () => {
    const photo = nextHash();
    await upload(PARKS, photo);
    await link(PARKS, { ...AT_PARKS, seenBy: [20, 11] }, after(photo));
    const row = { sha256: photo, usage: 'after', unit_name: 'department 21' };
    for (const by of [PARKS, WILLOW_DESK, CITY_DESK, POWER]) expect(await listed(by, photo)).toEqual([row]);
    expect(await listed(ROADS, photo)).toEqual([]);
  });

  it('is shown on to further bodies by the desk, and stays that of the department', async () => {
    const photo = nextHash();
    await upload(PARKS, photo);
    await link(PARKS, { ...AT_PARKS, seenBy: [20] }, after(photo));
    await as(WILLOW_DESK, (trx) =>
      showMedia(trx, WILLOW_DESK.acting, { ...AT_PARKS, taskId: null, seenBy: [22], sha256s: [nextHash()] }),
    );
    expect(await sees(ROADS, photo)).toBe(false);
    await as(WILLOW_DESK, (trx) =>
      showMedia(trx, WILLOW_DESK.acting, { ...AT_PARKS, taskId: null, seenBy: [22, 21], sha256s: null }),
    );
    expect(await listed(ROADS, photo)).toEqual([{ sha256: photo, usage: 'after', unit_name: 'department 21' }]);
    expect(await sees(POWER, photo)).toBe(false);
  });

  it('can come twice with the same act, and not once more for another use', async () => {
    const photo = nextHash();
    await upload(PARKS, photo);
    await link(PARKS, { ...AT_PARKS, seenBy: [] }, after(photo));
    await link(PARKS, { ...AT_PARKS, seenBy: [20] }, after(photo));
    await expect(link(PARKS, { ...AT_PARKS, seenBy: [] }, { sha256: photo, usage: 'before' })).rejects.toMatchObject({
      ...{ code: 'MEDIA-ON-CASE', params: { sha256: photo.slice(0, 8), usage: { code: 'media.after' } } },
    });
  });
});

describe('a body of the city', () => {
  it('puts what lies with its own tenant on the case of a county, whose desk can open it', async () => {
    const photo = nextHash();
    await upload(POWER, photo);
    await link(POWER, { tenantId: 2, caseId: CASE.atPower, taskId: TASK.leadOfPower, seenBy: [20] }, after(photo));
    const found = await as(WILLOW_DESK, (trx) => findOnCase(trx, { tenantId: 2, caseId: CASE.atPower, sha256: photo }));
    expect(found).toEqual({ homeId: 1, sha256: photo, type: 'image/jpeg' });
    expect(await sees(PARKS, photo, CASE.atPower)).toBe(false);
  });
});

describe('who did not upload a photograph', () => {
  it('can neither preview it nor put it on a case', async () => {
    const photo = nextHash();
    await upload(PARKS, photo);
    for (const by of [ROADS, WILLOW_DESK, CITY_DESK, POWER, REED_DESK]) {
      await expect(as(by, (trx) => findUpload(trx, by.acting, photo))).rejects.toMatchObject({
        code: 'MEDIA-NOT-FOUND',
      });
    }
    expect(await as(PARKS, (trx) => findUpload(trx, PARKS.acting, photo))).toMatchObject({ sha256: photo });
    await expect(
      link(WILLOW_DESK, { tenantId: 2, caseId: CASE.waiting, taskId: null, seenBy: [] }, after(photo)),
    ).rejects.toMatchObject({ code: 'MEDIA-UNKNOWN', params: { sha256: photo.slice(0, 8) } });
  });

  it('in another tenant sees only its own, by the same bytes', async () => {
    const photo = nextHash();
    await upload(PARKS, photo);
    await link(PARKS, { ...AT_PARKS, seenBy: [20] }, after(photo));
    await upload(REED_DESK, photo);
    await link(REED_DESK, { tenantId: 3, caseId: CASE.reed, taskId: null, seenBy: [] }, after(photo));
    expect([await sees(REED_DESK, photo), await sees(REED_DESK, photo, CASE.reed, 3)]).toEqual([false, true]);
    expect(await sees(WILLOW_DESK, photo, CASE.reed, 3)).toBe(false);
  });
});

describe('a department', () => {
  it('cannot put a photograph on a case without a task, or with a task of another case', async () => {
    const photo = nextHash();
    await upload(PARKS, photo);
    await expect(link(PARKS, { ...AT_PARKS, taskId: null, seenBy: [] }, after(photo))).rejects.toMatchObject({
      code: 'AUTH-FORBIDDEN',
    });
    await expect(link(PARKS, { ...AT_PARKS, caseId: CASE.waiting, seenBy: [] }, after(photo))).rejects.toMatchObject({
      code: '23503',
      constraint: 'case_media_assignment',
    });
  });

  it('cannot turn an upload into another, nor one of a colleague into a used one', async () => {
    const photo = nextHash();
    await upload(PARKS, photo);
    const change = (by: Actor, what: string) =>
      as(by, (trx) =>
        sql`${sql.raw(`update biz.media set ${what} where tenant_id = 2 and sha256 = '${photo}'`)}`.execute(trx),
      );
    await expect(change(PARKS, `sha256 = '${nextHash()}'`)).rejects.toMatchObject({ code: 'AUTH-FORBIDDEN' });
    expect((await change(ROADS, 'used_at = now()')).numAffectedRows).toBe(0n);
    expect((await change(PARKS, 'used_at = now()')).numAffectedRows).toBe(1n);
  });
});

describe('a photograph of a report', () => {
  it('goes onto the case by the hands of the acceptor, as one of the body that reported', async () => {
    const photo = nextHash();
    await upload(ROADS, photo);
    const media = await as(ROADS, (trx) => useUploads(trx, deps, ROADS.acting, [{ sha256: photo, usage: 'before' }]));
    const kept = JSON.parse(JSON.stringify(media)) as typeof media; // report.photos
    await as(WILLOW_DESK, (trx) =>
      addMedia(trx, deps, WILLOW_DESK.acting, {
        ...{ tenantId: 2, caseId: CASE.waiting, taskId: null, seenBy: [22], media: kept },
      }),
    );
    for (const by of [WILLOW_DESK, ROADS])
      expect(await listed(by, photo, CASE.waiting)).toEqual([
        { sha256: photo, usage: 'before', unit_name: 'department 22' },
      ]);
    const { taken_at, longitude } = await as(WILLOW_DESK, (trx) =>
      trx
        .selectFrom('biz.case_media')
        .select(['taken_at', 'longitude'])
        .where('tenant_id', '=', 2)
        .where('sha256', '=', photo)
        .where('unit_id', '=', 22)
        .executeTakeFirstOrThrow(),
    );
    expect([taken_at, longitude]).toEqual([new Date('2026-10-08T00:30:00Z'), 105.5]);
  });
});
