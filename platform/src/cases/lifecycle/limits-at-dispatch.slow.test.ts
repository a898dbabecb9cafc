import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local, picture, record } from '../../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { city, here, makeActs, parks, WILLOW, willow, works } from '../../../test/lifecycle/at-desks.ts';
import { settleCommands } from '../../../test/lifecycle/two-commands.ts';
import { jsonb } from '../../database/json.ts';
import type { JsonObject } from '../../database/tables.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import { actingOf } from '../../identity/actor.ts';
import { shippedModes } from '../../tenants/shipped-modes.ts';
import { explainDeadline } from '../read/explain-deadline.ts';
import { rebuildTenant } from '../record/rebuild.ts';
import { refreshCases } from '../record/refresh-cases.ts';
import type { Acted } from './record-attempt.ts';
import { runClerk } from './clerk.ts';

// The condition of class 1 prints four working hours. In willow the class has twenty from 13 October on, and eight from
// 20 October on. From 14 October on willow works by a mode in which a disposal may take two working hours where nothing else
// says it, until then six.

let database: TestDatabase;
const { deps, at, act, rowOf, filed, dispatched, register } = makeActs(() => database);

beforeAll(async () => {
  database = await freshDatabase('limits_at_dispatch', settleCommands);
  const two = shippedModes().get('one-supervision-two-commands')!;
  const mode = (name: string, value: string) =>
    jsonb({
      ...two,
      name,
      limits: [...two.limits, { step: 'disposal', value, unit: 'working_hour' }],
    } as unknown as JsonObject);
  const willowIs = { tenant_id: 2, city_id: 1 };
  const rule = (value: string, from: string, to: string | null) => ({
    ...{ ...willowIs, id: randomUUID(), step: 'disposal', class_id: 1, limit_value: value, limit_unit: 'working_hour' },
    ...{ from_day: from, to_day: to, origin_id: 2 },
  });
  await asOwner(database, async (trx) => {
    await trx
      .updateTable('biz.tenant_mode')
      .set({ document: mode('until-then', '6') })
      .where('tenant_id', '=', 2)
      .execute();
    await trx
      .insertInto('biz.tenant_mode')
      .values({ ...willowIs, from_at: local('2026-10-14 00:00'), document: mode('from-then-on', '2') })
      .execute();
    await trx
      .insertInto('biz.limit_rule')
      .values([rule('20', '2026-10-13', '2026-10-20'), rule('8', '2026-10-20', null)])
      .execute();
  });
});
afterAll(() => database.drop());

/** Limit in working hours and deadline of the case, and of the task of the body that works it. */
const limitOf = async ({ caseId }: Pick<Acted, 'caseId'>) => {
  const { limit_value: limit, limit_unit: unit, due_at: due } = await rowOf(caseId);
  const task = await asOwner(database, (trx) =>
    trx
      .selectFrom('biz.assignment')
      .select(['limit_value', 'due_at'])
      .where('case_id', '=', caseId)
      .where('kind', '=', 'lead')
      .where('state', 'in', ['open', 'accepted'])
      .executeTakeFirst(),
  );
  expect(unit).toBe('working_hour');
  if (task !== undefined) expect(task).toEqual({ limit_value: limit, due_at: due });
  return [Number(limit), due];
};

const taken = async (one: Acted): Promise<Acted> => {
  await act(works, 'ask_return', here(one), { reason: '非本单位' });
  return act(willow('dispatcher'), 'take_back', here(one), { reason: '同意' });
};

describe('the limit of a disposal is that of the day on which its clock starts', () => {
  it('where a rule begins between acceptance and dispatch', async () => {
    let one = await filed();
    expect(await limitOf(one)).toEqual([4, null]);
    at('2026-10-13 09:00');
    one = await act(willow('dispatcher'), 'dispatch', here(one), { unitId: 21 });
    // Seven hours on Tuesday, eight on Wednesday, five on Thursday.
    expect(await limitOf(one)).toEqual([20, local('2026-10-15 15:00')]);
  });

  it('where one ends between them', async () => {
    at('2026-10-19 09:00');
    let one = await register(willow('acceptor'), { source: 'patrol' });
    one = await act(willow('acceptor'), 'accept', here(one), { classId: 1, ruleId: 1 });
    one = await act(willow('shift_leader'), 'file', here(one));
    expect(await limitOf(one)).toEqual([20, null]);
    at('2026-10-20 08:00');
    one = await act(willow('dispatcher'), 'dispatch', here(one), { unitId: 21 });
    expect(await limitOf(one)).toEqual([8, local('2026-10-20 18:00')]);
  });

  it('also of what is filed and dispatched at once', async () => {
    at('2026-10-13 09:00');
    const one = await register(willow('acceptor'));
    const urgent = await act(willow('shift_leader'), 'file_urgent', here(one), { classId: 1, ruleId: 1, unitId: 21 });
    expect(await limitOf(urgent)).toEqual([20, local('2026-10-15 15:00')]);
  });

  it('and a recalled dispatch fixed nothing', async () => {
    const one = await filed();
    at('2026-10-13 09:00');
    await act(willow('dispatcher'), 'dispatch', here(one), { unitId: 21 });
    await act(willow('dispatcher'), 'recall', { tenantId: 2, caseId: one.caseId, version: one.version! + 1 });
    await runClerk(database, deps, WILLOW);
    expect(await limitOf(one)).toEqual([4, null]);
  });
});

describe('a rule that begins while a body works the case', () => {
  it('changes nothing for it, also after a failed check', async () => {
    let one = await dispatched();
    expect(await limitOf(one)).toEqual([4, local('2026-10-12 15:00')]);
    at('2026-10-12 11:00');
    one = await act(works, 'feed_back', here(one), { words: '已清除' });
    at('2026-10-13 09:00');
    one = await act(city('acceptor'), 'fail_check', here(one), { reason: '未清' });
    // Two hours were used; the other two run from nine of Tuesday.
    expect(await limitOf(one)).toEqual([4, local('2026-10-13 11:00')]);
  });

  it('changes nothing for it when it gives the case back and gets it again', async () => {
    let one = await dispatched();
    at('2026-10-12 10:00');
    one = await taken(one);
    at('2026-10-13 09:00');
    one = await act(willow('dispatcher'), 'dispatch', here(one), { unitId: 21 });
    // One hour was used, three are left.
    expect(await limitOf(one)).toEqual([4, local('2026-10-13 12:00')]);
  });

  it('is that of another body, and of the first one too when the case comes to it from that', async () => {
    let one = await dispatched();
    at('2026-10-12 10:00');
    one = await taken(one);
    at('2026-10-13 09:00');
    one = await act(willow('dispatcher'), 'dispatch', here(one), { unitId: 22 });
    expect(await limitOf(one)).toEqual([20, local('2026-10-15 15:00')]);
    await act(parks, 'ask_return', here(one), { reason: '非本单位' });
    at('2026-10-20 08:00');
    one = await act(willow('dispatcher'), 'take_back', here(one), { reason: '同意' });
    one = await act(willow('dispatcher'), 'dispatch', here(one), { unitId: 21 });
    expect(await limitOf(one)).toEqual([8, local('2026-10-20 18:00')]);
  });

  it('adds to an extension what the case has, not what others have by then', async () => {
    const one = await dispatched();
    at('2026-10-12 14:00');
    await act(works, 'ask_extension', here(one), { reason: '需吊车' });
    at('2026-10-13 09:00');
    await act(willow('dispatcher'), 'extend', here(one), { reason: '同意' });
    // One hour of Monday was left: until three; three more until six, the fourth on Tuesday from eight.
    expect(await limitOf(one)).toEqual([4, local('2026-10-13 09:00')]);
  });
});

describe('under a mode in force', () => {
  /** Uploaded and filed before the mode changed, without a condition or a class. */
  const uploadedCase = async () => {
    const caseId = randomUUID();
    const filedAt = { reportedAt: local('2026-10-12 08:00'), filedAt: local('2026-10-12 08:10') };
    await record(database, deps, WILLOW, caseId, picture({ ...filedAt, kind: 'event' }));
    return { tenantId: 2, caseId, version: 1 };
  };

  it('the limit is that of the mode the case keeps, whatever its tenant works by on the day of the dispatch', async () => {
    const one = await uploadedCase();
    at('2026-10-14 08:00');
    await act(willow('dispatcher'), 'dispatch', one, { unitId: 21 });
    // Six hours of Wednesday: four before noon, two from two on.
    expect(await limitOf(one)).toEqual([6, local('2026-10-14 16:00')]);
  });

  it('a rule of its class, or the printed limit of its condition, comes before that of the mode', async () => {
    let one = await filed();
    at('2026-10-14 08:00');
    one = await act(willow('dispatcher'), 'dispatch', here(one), { unitId: 21 });
    // Eight hours on Wednesday, eight on Thursday, four on Friday.
    expect(await limitOf(one)).toEqual([20, local('2026-10-16 12:00')]);
  });
});

it('the explanation says which limit a clock has and where it came from', async () => {
  let one = await dispatched();
  at('2026-10-12 10:00');
  one = await taken(one);
  at('2026-10-13 09:00');
  one = await act(willow('dispatcher'), 'dispatch', here(one), { unitId: 22 });
  const actor = willow('dispatcher');
  const { steps } = await inTenant(database, actor.pool, actingOf(actor), (trx) =>
    explainDeadline(trx, 2, one.caseId, deps.clock.now()),
  );
  expect(steps.map(({ step, unitId, limit, limitFrom }) => [step, unitId, limit?.value, limitFrom])).toEqual([
    ['acceptance', 10, '0.25', 'mode'],
    ['verify', 12, '0.5', 'mode'],
    ['filing', 10, '0.25', 'mode'],
    ['dispatch', 20, '0.25', 'mode'],
    ['disposal', 21, '4', 'condition'],
    ['dispatch', 20, '0.25', 'mode'],
    ['disposal', 22, '20', 'tenant'],
  ]);
});

it('all of that replays to the same rows', async () => {
  while (await refreshCases(database, deps, WILLOW));
  expect((await rebuildTenant(database, deps, WILLOW, { write: false })).differences).toEqual([]);
});
