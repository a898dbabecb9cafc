import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { makeWillowAndReed, REED, RIVERTON, WILLOW } from '../../../test/people.ts';
import type { Acting } from '../../database/database.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import { tileOf } from '../../geography/tile.ts';
import { reachOf } from '../../identity/reach.ts';
import { readMapPoints, type PointsWanted } from './map-points.ts';

/** Longitude, latitude and county: three in one street of willow, one far from it, one of reed across the border. */
const PLACED: readonly (readonly [number, number, Acting])[] = [
  [105.501, 30.501, WILLOW],
  [105.502, 30.502, WILLOW],
  [105.503, 30.503, WILLOW],
  [105.9, 30.9, WILLOW],
  [105.504, 30.504, REED],
];
const OCTOBER = { from: new Date('2026-10-01T00:00:00+08:00'), before: new Date('2026-11-01T00:00:00+08:00') };
const STREET = [105.5, 30.5, 105.505, 30.505] as const;

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('willow_and_reed', makeWillowAndReed);
  await asOwner(database, async (trx) => {
    const put = ({ tenantId }: Acting, at: readonly [number, number] | null, reportedAt: string) => sql`
      insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, case_no, stage, state, kind, source_code,
        source_group, reported_at, created_at, updated_at, longitude, latitude, tile)
      values (${tenantId}, 1, uuidv7(), ${tenantId}, ${tenantId * 10}, ${crypto.randomUUID()}, 'closed', 'closed', 'event', 's',
        'patrol', ${reportedAt}::timestamptz, now(), now(), ${at?.[0] ?? null}::float8, ${at?.[1] ?? null}::float8, ${at && tileOf(...at)}::int)`;
    for (const [longitude, latitude, county] of PLACED) {
      await put(county, [longitude, latitude], '2026-10-15T12:00:00+08:00').execute(trx);
    }
    await put(WILLOW, null, '2026-10-15T12:00:00+08:00').execute(trx);
    await put(WILLOW, [105.501, 30.501], '2026-11-01T00:00:00+08:00').execute(trx); // the first of another month
  });
});
afterAll(() => database.drop());

const ask = (who: Acting, wanted: Partial<PointsWanted> = {}, limit?: number) =>
  inTenant(database, who === RIVERTON ? 'city' : 'county', who, (trx) =>
    readMapPoints(trx, reachOf(who), { ...OCTOBER, ...wanted }, limit),
  );

describe('the cases on a map', () => {
  test('stand one by one where they are few, and what has no position is counted', async () => {
    const found = await ask(RIVERTON);
    expect(found.points.map(({ longitude }) => longitude).toSorted()).toEqual([
      105.501, 105.502, 105.503, 105.504, 105.9,
    ]);
    expect(found).toMatchObject({ counts: [], placed: 5, unplaced: 1 });
  });

  test('are counted to the last one where they are more than are shown singly', async () => {
    const { points, counts, placed, unplaced } = await ask(RIVERTON, {}, 4);
    expect([points, placed, unplaced]).toEqual([[], 5, 1]);
    expect(counts.map(({ tenantId, cases }) => [tenantId, cases]).toSorted()).toEqual([
      [WILLOW.tenantId, 1],
      [WILLOW.tenantId, 3],
      [REED.tenantId, 1],
    ]);
    expect(counts.find(({ cases }) => cases === 3)).toMatchObject({
      longitude: expect.closeTo(105.502, 6),
      latitude: expect.closeTo(30.502, 6),
    });
  });

  test('come apart where somebody looks closely: squares are finer in a small box', async () => {
    const near = await ask(RIVERTON, { box: STREET }, 3);
    expect(near.counts.map(({ cases }) => cases)).toEqual([1, 1, 1, 1]);
    expect([near.placed, near.unplaced]).toEqual([4, 0]);
    expect((await ask(RIVERTON, { box: STREET }, 4)).points).toHaveLength(4);
  });

  test('are those of one county where one is asked for', async () => {
    expect((await ask(RIVERTON, { tenantId: REED.tenantId })).placed).toBe(1);
    expect((await ask(RIVERTON, { tenantId: WILLOW.tenantId }, 3)).counts).toHaveLength(2);
  });

  test('a county cannot see or count those of another, whatever it asks for', async () => {
    expect(await ask(WILLOW)).toMatchObject({ placed: 4, unplaced: 1 });
    for (const limit of [0, 100]) {
      expect(await ask(REED, { tenantId: WILLOW.tenantId }, limit)).toEqual({
        points: [],
        counts: [],
        placed: 0,
        unplaced: 0,
      });
    }
  });
});
