import { rm } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RIVERTON, WILLOW } from '../../../test/people.ts';
import { asOwner } from '../../database/transaction.ts';
import { makeTestIntake, upload, willowRow, type TestIntake } from '../../../test/intake/county.ts';
import { closePeriod } from '../close-period.ts';
import { foldTenant } from './fold.ts';
import { openPeriod } from '../period/periods.ts';
import { rankingOf } from '../result/ranking.ts';
import { refreshRanking } from '../refresh-ranking.ts';
import { replayPeriod } from '../replay.ts';
import { publishScheme } from '../scheme/schemes.ts';
import { shippedSchemes } from '../scheme/shipped-schemes.ts';
import { foldedBuckets, recountedBuckets } from '../../../test/assessment/buckets.ts';

let intake: TestIntake;
beforeAll(async () => {
  intake = await makeTestIntake();
});
afterAll(async () => {
  await intake.database.drop();
  await rm(intake.files, { recursive: true });
});

/** Wall clock of willow as its export writes it, minutes after the start of 25 September. */
const wall = (minutes: number): string =>
  new Date(Date.UTC(2026, 8, 25) + minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');

/** A row whose steps follow one another with any gaps; the last ones may be missing. Date, class and grid move freely. */
const row = fc
  .record({
    id: fc.integer({ min: 1, max: 25 }),
    start: fc.integer({ min: 0, max: 35 * 1440 }),
    gaps: fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 4, maxLength: 4 }),
    steps: fc.integer({ min: 0, max: 4 }),
    小类: fc.constantFrom('暴露垃圾', '道路破损', '积存垃圾渣土', '没有这个小类'),
    place: fc.constantFrom(['105.5', '30.5'], ['105.75', '30.75'], ['', '']),
    来源: fc.constantFrom('巡查', '热线'),
    isVoid: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    返工次数: fc.constantFrom('0', '0', '2'),
  })
  .map(({ id, start, gaps, steps, place, isVoid, ...rest }) => {
    const times = gaps.map((_, index) => start + gaps.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0));
    const step = (index: number): string => (index < steps ? wall(times[index]!) : '');
    return willowRow(`W${id}`, {
      ...rest,
      经度: place[0]!,
      纬度: place[1]!,
      上报时间: wall(start),
      立案时间: step(0),
      派遣时间: step(1),
      处置时间: step(2),
      结案时间: step(3),
      处置截止: '',
      作废时间: isVoid ? wall(times[3]! + 10) : '',
    });
  });
const file = fc.array(row, { minLength: 1, maxLength: 20 });

const foldAll = async (): Promise<void> => {
  while ((await foldTenant(intake.database, WILLOW)).more);
};

describe('willow uploads its export again and again', () => {
  it('and after any of these files, folding equals a full recount', async () => {
    await fc.assert(
      fc.asyncProperty(file, async (rows) => {
        await upload(intake, rows);
        await foldAll();
        expect(await foldedBuckets(intake.database, WILLOW)).toEqual(await recountedBuckets(intake.database, WILLOW));
      }),
      { numRuns: 15 },
    );
    const { count } = await asOwner(intake.database, (trx) =>
      trx
        .selectFrom('biz.case')
        .select((select) => select.fn.countAll<string>().as('count'))
        .executeTakeFirstOrThrow(),
    );
    expect(Number(count)).toBeGreaterThan(10);
  });

  it('and the frozen October is the provisional one, replays from its events, and cannot be moved by later files', async () => {
    const { database, deps } = intake;
    const region = shippedSchemes().find((each) => (each as { id: string }).id === 'liangji-region-1');
    await publishScheme(database, deps, RIVERTON, region);
    const october = { label: '2026-10', series: 'month', fromDay: '2026-10-01', toDay: '2026-11-01' };
    await openPeriod(database, deps, RIVERTON, { ...october, schemeId: 'liangji-region-1', schemeVersion: 1 });
    await refreshRanking(database, deps, RIVERTON);
    const provisional = (await rankingOf(database, RIVERTON, '2026-10')).ranking.find(
      (line) => line.slug === 'willow',
    )!;
    const { period, ranking } = await closePeriod(database, deps, RIVERTON, '2026-10');
    const frozen = ranking.find((line) => line.slug === 'willow')!;
    expect(frozen.document).toEqual(provisional.document);
    expect(frozen).toMatchObject({ isFrozen: true, lastDataAt: expect.any(Date) });

    for (const rows of fc.sample(file, { numRuns: 3, seed: 11 })) await upload(intake, rows);
    await upload(intake, [willowRow('W26')]); // all of theirs may be older than what is known
    await foldAll();
    await refreshRanking(database, deps, RIVERTON);
    const after = await rankingOf(database, RIVERTON, '2026-10');
    expect(after.ranking).toEqual(ranking);
    const late = await asOwner(database, (trx) =>
      trx.selectFrom('biz.case_event').select('id').where('epoch', '>', 0).execute(),
    );
    expect(late.length).toBeGreaterThan(0);
    await asOwner(database, (trx) => trx.deleteFrom('biz.stat_bucket').execute());
    expect(await replayPeriod(database, RIVERTON, '2026-10')).toMatchObject({
      isEqual: true,
      storedHash: period.hash,
      replayedHash: period.hash,
    });
  });
});
