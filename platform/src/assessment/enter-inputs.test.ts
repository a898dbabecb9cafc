import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { local, picture, prepareRiverton, record, standingDeps } from '../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { REED, RIVERTON, WILLOW } from '../../test/people.ts';
import { asOwner, inTenant } from '../database/transaction.ts';
import { closePeriod } from './close-period.ts';
import { foldTenant } from './counting/fold.ts';
import { enterInputs, type InputToEnter } from './enter-inputs.ts';
import { openPeriod } from './period/periods.ts';
import { refreshRanking } from './refresh-ranking.ts';
import { replayPeriod } from './replay.ts';
import { rankingOf } from './result/ranking.ts';
import { publishScheme } from './scheme/schemes.ts';
import { shippedSchemes } from './scheme/shipped-schemes.ts';

/** A city's own scheme: half of the score are points given by the centre, as in 运城, and 2 points off for every complaint. */
const text = { zh: '文字', en: 'text' };
const region = shippedSchemes().find((each) => (each as { id: string }).id === 'liangji-region-1') as object;
const OWN = {
  ...region,
  id: 'riverton-2026',
  inputs: {
    centre_points: { title: text, print: 'points' },
    complaint_num: { title: text, print: 'count', default: '0' },
  },
  definitions: {
    manners: { kind: 'formula', title: text, formula: '100 - complaint_num * 2', print: 'points' },
    total: {
      kind: 'weighted',
      title: text,
      parts: [
        { of: 'centre_points', weight: '0.5' },
        { of: 'manners', weight: '0.5' },
      ],
    },
  },
  groups: [{ key: 'county', title: text, score: 'total' }],
};

let database: TestDatabase;
let deps: ReturnType<typeof standingDeps>;
beforeEach(async () => {
  database = await freshDatabase('riverton', prepareRiverton);
  deps = standingDeps(local('2026-10-20 09:00'));
  await publishScheme(database, deps, RIVERTON, OWN);
  await openPeriod(database, deps, RIVERTON, {
    ...{ label: '2026-10', series: 'month', fromDay: '2026-10-01', toDay: '2026-11-01' },
    ...{ schemeId: 'riverton-2026', schemeVersion: 1 },
  });
  const at = local('2026-10-12 08:00');
  await record(database, deps, WILLOW, randomUUID(), picture({ reportedAt: at, cellId: 1, classId: 1 }));
  while ((await foldTenant(database, WILLOW)).more);
  await refreshRanking(database, deps, RIVERTON);
});
afterEach(() => database.drop());

const SHEET = '现场评分表 2026-10-19';
const input = (name: string, value: string, member = 'willow', reason = SHEET): InputToEnter => ({
  member,
  name,
  value,
  reason,
});
const enter = (inputs: InputToEnter[], as = RIVERTON) => enterInputs(database, deps, as, '2026-10', inputs);
async function willow() {
  await refreshRanking(database, deps, RIVERTON, WILLOW.tenantId);
  return (await rankingOf(database, RIVERTON, '2026-10')).ranking.find(({ slug }) => slug === 'willow')!;
}

describe('a scheme with an input nobody has entered', () => {
  it('has no data for a county until its city enters the value, and says by whom and why', async () => {
    expect(await willow()).toMatchObject({ state: 'no_data', noDataReason: 'SCHEME-NO-DATA-INPUT' });
    expect((await enter([input('centre_points', '92.5')])).written).toBe(1);
    // 0.5 × 92.5 + 0.5 × 100
    const scored = await willow();
    expect(scored).toMatchObject({ state: 'scored', score: '96.25' });
    expect(scored.document.inputs).toEqual({
      centre_points: { value: '92.5', reason: SHEET, enteredBy: 'riverton', enteredAt: deps.clock.now().toISOString() },
    });
    // 0.5 × 92.5 + 0.5 × (100 − 3 × 2)
    await enter([input('complaint_num', '3')]);
    expect(await willow()).toMatchObject({ score: '93.25' });
  });

  it('keeps both values in the audit when one is entered again, and nothing when it is the same', async () => {
    await enter([input('centre_points', '92.5')]);
    expect((await enter([input('centre_points', '92.5')])).written).toBe(0);
    await enter([input('centre_points', '90', 'willow', '复核后更正')]);
    const rows = await asOwner(
      database,
      (trx) =>
      trx.selectFrom('biz.audit').select(['actor', 'subject', 'data']).where('action', '=', 'scheme.input').orderBy('id').execute(), // prettier-ignore
    );
    expect(rows).toEqual([
      {
        actor: 'riverton',
        subject: '2026-10 willow centre_points',
        data: { value: '92.5', reason: SHEET, before: null },
      },
      { actor: 'riverton', subject: '2026-10 willow centre_points', data: { value: '90', reason: '复核后更正', before: '92.5' } }, // prettier-ignore
    ]);
  });

  it('is frozen with what was entered: afterwards nothing can be, and the replay is equal until a value is altered', async () => {
    await enter([input('centre_points', '92.5')]);
    deps.moveTo(local('2026-11-03 09:00'));
    const { ranking } = await closePeriod(database, deps, RIVERTON, '2026-10');
    expect(ranking.find(({ slug }) => slug === 'willow')).toMatchObject({ score: '96.25', isFrozen: true });
    await expect(enter([input('centre_points', '99')])).rejects.toMatchObject({ code: 'PERIOD-CLOSED' });
    expect((await replayPeriod(database, RIVERTON, '2026-10')).isEqual).toBe(true);
    await asOwner(database, (trx) => sql`update biz.scheme_input set value = '99'`.execute(trx));
    expect((await replayPeriod(database, RIVERTON, '2026-10')).isEqual).toBe(false);
  });
});

describe('what cannot be entered', () => {
  it.each([
    [input('centre_points', '92,5'), 'SCHEME-INPUT-VALUE'],
    [input('centre_points', '92.5', 'willow', ' '), 'SCHEME-INPUT-VALUE'],
    [input('centre_point', '92.5'), 'SCHEME-INPUT-UNKNOWN'],
    [input('centre_points', '92.5', 'riverton'), 'SCHEME-INPUT-MEMBER'],
    [input('complaint_num', '2'), 'SCHEME-INPUT-TWICE'],
  ])('%j: none of the values is written', async (wrong, code) => {
    await expect(enter([input('complaint_num', '1'), wrong])).rejects.toMatchObject({ code, params: { row: 2 } });
    expect(await asOwner(database, (trx) => trx.selectFrom('biz.scheme_input').selectAll().execute())).toEqual([]);
  });

  it('a county cannot enter anything, for itself or another, by the command or by its role', async () => {
    await expect(enter([input('centre_points', '100')], WILLOW)).rejects.toMatchObject({ code: 'AUTH-FORBIDDEN' });
    for (const about of [WILLOW, REED]) {
      const insert = inTenant(database, 'county', WILLOW, (trx) =>
        sql`insert into biz.scheme_input values (${about.tenantId}, 1, ${randomUUID()}, 'centre_points', '100', 'x', 'x', now())`.execute(
          trx,
        ),
      );
      await expect(insert).rejects.toThrow(/permission denied/);
    }
  });

  it('a county cannot see what was entered for another', async () => {
    await enter([input('centre_points', '92.5'), input('centre_points', '80', 'reed')]);
    const seen = await inTenant(database, 'county', WILLOW, (trx) =>
      trx.selectFrom('biz.scheme_input').select(['tenant_id', 'value']).execute(),
    );
    expect(seen).toEqual([{ tenant_id: WILLOW.tenantId, value: '92.5' }]);
  });
});
