import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local } from '../../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { city, here, makeActs, parks, WILLOW, willow, works } from '../../../test/lifecycle/at-desks.ts';
import { settleCommands } from '../../../test/lifecycle/two-commands.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import { actingOf } from '../../identity/actor.ts';
import { explainDeadline } from '../read/explain-deadline.ts';
import { rebuildTenant } from '../record/rebuild.ts';
import { refreshCases } from '../record/refresh-cases.ts';
import { strangeMoves } from '../record/strange-moves.ts';
import type { Acted } from './record-attempt.ts';
import { runClerk } from './clerk.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('on_its_day', settleCommands);
});
afterAll(() => database.drop());

const { deps, at, register, act, taskOf, rowOf, dispatched } = makeActs(() => database);
const HOUR_MS = 3_600_000;
const until = (wall: string): string => local(wall).toISOString();

/** Dispatched on Monday the 12th at nine with four working hours, suspended at ten: three are left. */
async function suspended(wall: string, one?: Acted): Promise<Acted> {
  const before = one ?? (await dispatched());
  at('2026-10-12 10:00');
  await act(works, 'ask_suspension', here(before), { reason: '雨季', until: until(wall) });
  return act(willow('dispatcher'), 'suspend', here(before), { reason: '同意', until: until(wall) });
}

const endOf = (caseId: string) =>
  asOwner(database, async (trx) => {
    const { occurred_at: occurredAt, recorded_at: recordedAt } = await trx
      .selectFrom('biz.case_event')
      .select(['occurred_at', 'recorded_at'])
      .where('case_id', '=', caseId)
      .where('kind', '=', 'resumed')
      .executeTakeFirstOrThrow();
    return { occurredAt, recordedAt };
  });

const turnOf = (caseId: string, step: string) =>
  asOwner(database, async (trx) => {
    const { due_at, pause_ms: pauseMs } = await trx
      .selectFrom('biz.case_turn')
      .select(['due_at', 'pause_ms'])
      .where('case_id', '=', caseId)
      .where('step', '=', step)
      .executeTakeFirstOrThrow();
    return { due_at, pause_ms: Number(pauseMs) };
  });

async function rebuildsEqual(): Promise<void> {
  while (await refreshCases(database, deps, WILLOW));
  expect((await rebuildTenant(database, deps, WILLOW, { write: false })).differences).toEqual([]);
  expect(await strangeMoves(database, WILLOW)).toEqual([]);
}

describe('a suspension ends on its day, whenever that is written down', () => {
  // From ten of the 12th to nine of the 13th are 23 hours; three working hours from nine end at noon.
  it.each([
    ['at once', '2026-10-13 09:00:00'],
    ['a second later', '2026-10-13 09:00:01'],
    ['two days later', '2026-10-15 09:00:00'],
  ])('%s', async (_, clerk) => {
    const one = await suspended('2026-10-13 09:00');
    deps.moveTo(new Date(`${clerk.replace(' ', 'T')}+08:00`));
    await runClerk(database, deps, WILLOW);
    expect(await endOf(one.caseId)).toEqual({
      occurredAt: local('2026-10-13 09:00'),
      recordedAt: deps.clock.now(),
    });
    const due = { due_at: local('2026-10-13 12:00') };
    expect(await rowOf(one.caseId)).toMatchObject({
      ...{ ...due, state: 'disposing', version: one.version! + 1, resume_at: null },
      resumed_at: local('2026-10-13 09:00'),
    });
    await rebuildsEqual();
    expect(await turnOf(one.caseId, 'disposal')).toMatchObject({ ...due, pause_ms: 23 * HOUR_MS });
    const lead = await asOwner(database, (trx) =>
      trx
        .selectFrom('biz.assignment')
        .select('due_at')
        .where('case_id', '=', one.caseId)
        .where('kind', '=', 'lead')
        .executeTakeFirstOrThrow(),
    );
    expect(lead).toEqual(due);
  });

  it('across a weekend, with an order in between, for whoever helps too; the explanation adds up', async () => {
    const before = await dispatched();
    const limit = { value: '2', unit: 'working_hour' } as const;
    await act(willow('dispatcher'), 'ask_assist', here(before), { unitId: 22, words: '请清运', limit });
    // Friday at five: an hour is left of that day, and Monday begins at eight.
    const one = await suspended('2026-10-16 17:00', before);
    at('2026-10-17 12:00');
    const order = { order: 'supervise', level: 'ordinary', until: until('2026-10-20 18:00'), words: '请尽快' };
    await act(city('leader'), 'supervise', here(one), order);
    at('2026-10-19 09:00');
    await runClerk(database, deps, WILLOW);
    expect((await endOf(one.caseId)).occurredAt).toEqual(local('2026-10-16 17:00'));
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'disposing', due_at: local('2026-10-19 10:00') });
    await rebuildsEqual();
    // From Monday at ten to Friday at five: four days and seven hours.
    const pause = { pause_ms: 103 * HOUR_MS };
    expect(await turnOf(one.caseId, 'disposal')).toMatchObject({ ...pause, due_at: local('2026-10-19 10:00') });
    // Of its two hours one is left: until six on Friday.
    expect(await turnOf(one.caseId, 'assist')).toMatchObject({ ...pause, due_at: local('2026-10-16 18:00') });
    const { due_at: assistDue } = await asOwner(database, (trx) =>
      trx
        .selectFrom('biz.assignment')
        .select('due_at')
        .where('case_id', '=', one.caseId)
        .where('kind', '=', 'assist')
        .executeTakeFirstOrThrow(),
    );
    expect(assistDue).toEqual(local('2026-10-16 18:00'));

    const reader = willow('dispatcher');
    const { steps } = await inTenant(database, reader.pool, actingOf(reader), (trx) =>
      explainDeadline(trx, 2, one.caseId, local('2026-10-19 09:00')),
    );
    const disposal = steps.find(({ step }) => step === 'disposal')!;
    expect(disposal.pauses).toEqual([
      {
        ...{ from: local('2026-10-12 10:00'), to: local('2026-10-16 17:00'), reason: 'suspended', counts: true },
        byUnitId: 20,
      },
    ]);
    // Nine to ten on Monday, five to six on Friday, eight to nine on the next Monday.
    expect(disposal.usedMs).toBe(3 * HOUR_MS);
    expect(disposal.segments.reduce((sum, { countedMs }) => sum + countedMs, 0)).toBe(3 * HOUR_MS);
    expect([disposal.segments[0]!.from, disposal.segments.at(-1)!.to]).toEqual([
      local('2026-10-12 09:00'),
      local('2026-10-19 09:00'),
    ]);
    for (const [index, { from }] of disposal.segments.entries()) {
      if (index > 0) expect(from).toEqual(disposal.segments[index - 1]!.to);
    }
    await act(parks, 'answer_assist', await taskOf(one.caseId, 22, 'assist'), { words: '已清运' });
  });

  it('by hand after its day as well, and before it when it is resumed', async () => {
    const late = await suspended('2026-10-13 09:00');
    at('2026-10-14 09:00');
    await act(willow('dispatcher'), 'resume', here(late), { reason: '天晴' });
    expect((await endOf(late.caseId)).occurredAt).toEqual(local('2026-10-13 09:00'));
    expect((await rowOf(late.caseId)).due_at).toEqual(local('2026-10-13 12:00'));

    const early = await suspended('2026-10-13 09:00');
    at('2026-10-12 11:00');
    await act(willow('dispatcher'), 'resume', here(early), { reason: '天晴' });
    expect((await endOf(early.caseId)).occurredAt).toEqual(local('2026-10-12 11:00'));
    // Three hours from eleven: one to noon, two from two.
    expect((await rowOf(early.caseId)).due_at).toEqual(local('2026-10-12 16:00'));
    await rebuildsEqual();
  });

  it('when it is closed by force before the clerk came', async () => {
    at('2026-10-12 08:00');
    let one = await register(willow('acceptor'), { source: 'patrol' });
    one = await act(willow('acceptor'), 'accept', here(one), { classId: 1, ruleId: 1 });
    one = await act(willow('shift_leader'), 'file', here(one));
    at('2026-10-12 09:00');
    one = await act(willow('dispatcher'), 'dispatch', here(one), { unitId: 21 });
    one = await suspended('2026-10-13 09:00', one);
    at('2026-10-15 09:00');
    const closed = await act(willow('leader'), 'force_close', here(one), { reason: '已现场确认' });
    expect(closed).toMatchObject({ state: 'closed', version: one.version! + 1 });
    expect((await endOf(one.caseId)).occurredAt).toEqual(local('2026-10-13 09:00'));
    await rebuildsEqual();
    expect(await turnOf(one.caseId, 'disposal')).toEqual({
      due_at: local('2026-10-13 12:00'),
      pause_ms: 23 * HOUR_MS,
    });
    expect((await rowOf(one.caseId)).closed_at).toEqual(local('2026-10-15 09:00'));
  });
});
