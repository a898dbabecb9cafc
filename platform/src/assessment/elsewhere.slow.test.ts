import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { local, picture, prepareRiverton, record, standingDeps } from '../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { REED, RIVERTON, WILLOW } from '../../test/people.ts';
import type { Acting } from '../database/database.ts';
import { closePeriod } from './close-period.ts';
import { foldTenant } from './counting/fold.ts';
import { openPeriod } from './period/periods.ts';
import { refreshRanking } from './refresh-ranking.ts';
import { replayPeriod } from './replay.ts';
import { rankingOf } from './result/ranking.ts';
import { publishScheme } from './scheme/schemes.ts';
import { shippedSchemes } from './scheme/shipped-schemes.ts';
import { verifyPeriods } from './verify-periods.ts';

/** Ninety points for the share of the group's cases, ten for the change of the closing rate since the month before. */
const text = { zh: '文字', en: 'text' };
const formula = (formula: string, print: string) => ({ kind: 'formula', title: text, formula, print });
const SCHEME = {
  ...(shippedSchemes().find((each) => (each as { id: string }).id === 'liangji-region-1') as object),
  id: 'riverton-shares',
  definitions: {
    rate: formula('archive_num / need_archive_num', 'percent'),
    share: formula('inst_num / sum_of_group(inst_num)', 'percent'),
    change: formula('(rate - previous(rate)) * 10', 'points'),
    share_points: formula('share * 100', 'points'),
    total: {
      kind: 'weighted',
      title: text,
      parts: [
        { of: 'share_points', weight: '0.9' },
        { of: 'change', weight: '0.1', without_data: { points: '0' } },
      ],
    },
  },
  groups: [{ key: 'county', title: text, score: 'total' }],
};

let database: TestDatabase;
let deps: ReturnType<typeof standingDeps>;
beforeAll(async () => {
  database = await freshDatabase('riverton', prepareRiverton);
  deps = standingDeps(local('2026-10-20 09:00'));
  await publishScheme(database, deps, RIVERTON, SCHEME);
  for (const [label, fromDay, toDay] of [
    ['2026-10', '2026-10-01', '2026-11-01'],
    ['2026-11', '2026-11-01', '2026-12-01'],
  ] as const) {
    const plan = { label, series: 'month', fromDay, toDay, schemeId: 'riverton-shares', schemeVersion: 1 };
    await openPeriod(database, deps, RIVERTON, plan);
  }
});
afterAll(() => database.drop());

async function cases(county: Acting, day: string, closings: readonly boolean[]): Promise<void> {
  for (const isClosed of closings) {
    const at = local(`${day} 08:00`);
    const end = isClosed ? local(`${day} 10:00`) : null;
    const steps = { reportedAt: at, filedAt: at, dispatchedAt: at, disposedAt: end, closedAt: end };
    const limit = { limitValue: '4', limitUnit: 'working_hour' as const, cellId: 1, classId: 1 };
    await record(database, deps, county, randomUUID(), picture({ ...steps, ...limit }));
  }
  while ((await foldTenant(database, county)).more);
}
const scores = async (label: string): Promise<unknown[]> => {
  const { ranking } = await rankingOf(database, RIVERTON, label);
  return ranking.map(({ slug, score, rank }) => [slug, score, rank]);
};

it('a score made of the share of the group and of the month before is counted, ranked, frozen and replayed', async () => {
  await cases(WILLOW, '2026-10-12', [true, false]);
  await cases(REED, '2026-10-12', [true, true, true, true, true, true]);
  await refreshRanking(database, deps, RIVERTON);
  // Shares of 2 and 6 of 8: 0.9 × 25 and 0.9 × 75; nothing is known of September.
  const october = [
    ['reed', '67.50', 1],
    ['willow', '22.50', 2],
  ];
  expect(await scores('2026-10')).toEqual(october);
  // One more case of willow alone moves the share of both: 3 and 6 of 9.
  await cases(WILLOW, '2026-10-13', [false]);
  await refreshRanking(database, deps, RIVERTON, WILLOW.tenantId);
  expect(await scores('2026-10')).toEqual([
    ['reed', '60.00', 1],
    ['willow', '30.00', 2],
  ]);
  deps.moveTo(local('2026-11-02 09:00'));
  await closePeriod(database, deps, RIVERTON, '2026-10');
  expect(await replayPeriod(database, RIVERTON, '2026-10')).toMatchObject({ isEqual: true });

  await cases(WILLOW, '2026-11-02', [true]);
  await cases(REED, '2026-11-02', [true, false, false, false]);
  deps.moveTo(local('2026-12-02 09:00'));
  await closePeriod(database, deps, RIVERTON, '2026-11');
  // Willow: 1 of 5 filed; closing rate 1/3 in October, and 1 of 3 (two open since October) in November: 18 + 0.
  // Reed: 4 of 5; 6/6 in October, 1/4 in November: 0.9 × 80 + 0.1 × 10 × (1/4 − 1) = 72 − 0.75.
  expect(await scores('2026-11')).toEqual([
    ['reed', '71.25', 1],
    ['willow', '18.00', 2],
  ]);
  expect(await replayPeriod(database, RIVERTON, '2026-11')).toMatchObject({ isEqual: true });
  expect((await verifyPeriods(database, RIVERTON)).map(({ label, isIntact }) => [label, isIntact])).toEqual([
    ['2026-10', true],
    ['2026-11', true],
  ]);
});
