import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local, standingDeps } from '../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { actorOf, settleCommands } from '../../test/lifecycle/two-commands.ts';
import { uploaded } from '../../test/lifecycle/uploaded.ts';
import { asOwner, inTenant } from '../database/transaction.ts';
import { actingOf, type Actor } from '../identity/actor.ts';
import { actOnCase } from './lifecycle/act-on-case.ts';
import type { Acted } from './lifecycle/record-attempt.ts';
import type { ActName } from './lifecycle/acts.ts';
import type { Given } from './lifecycle/given.ts';
import { registerCase } from './lifecycle/register-case.ts';
import { explainDeadline } from './read/explain-deadline.ts';
import { rebuildTenant } from './record/rebuild.ts';
import { refreshCases } from './record/refresh-cases.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('commands', settleCommands);
});
afterAll(() => database.drop());

const deps = standingDeps(local('2026-10-12 08:00'));
const WILLOW = { tenantId: 2, cityId: 1, unitId: 20, actor: 'test' };
const city = (post: string) => actorOf(1, 10, 'centre', post);
const dispatcher = actorOf(2, 20, 'centre', 'dispatcher');
const works = actorOf(2, 21, 'department', 'department');
const reed = actorOf(3, 30, 'centre', 'dispatcher');

const at = (wall: string): Date => local(`2026-10-${wall}`);
/** An act at a time of October 2026. */
function act(wall: string, actor: Actor, name: ActName, one: Acted, given: Given = {}): Promise<Acted> {
  deps.moveTo(at(wall));
  const target = { tenantId: 2, caseId: one.caseId, version: one.version! };
  return inTenant(database, actor.pool, actingOf(actor), (trx) => actOnCase(trx, deps, actor, name, target, given));
}
async function dispatched(): Promise<Acted> {
  deps.moveTo(at('12 08:00'));
  const acceptor = city('acceptor');
  let one = await inTenant(database, 'city', actingOf(acceptor), (trx) =>
    registerCase(trx, deps, acceptor, 'register', {
      ...{ tenantId: 2, source: 'media', kind: 'event', classId: 1, words: '路口有垃圾', address: '滨江路 1 号' },
    }),
  );
  await act('12 08:03', acceptor, 'ask_verify', one, { unitId: 12 });
  const collector = actorOf(1, 12, 'collection_company', 'collector');
  const { id } = await asOwner(database, (trx) =>
    trx.selectFrom('biz.assignment').select('id').where('case_id', '=', one.caseId).executeTakeFirstOrThrow(),
  );
  deps.moveTo(at('12 08:12'));
  const photos = [await uploaded(database, collector, 'before', deps.clock.now())];
  await inTenant(database, collector.pool, actingOf(collector), (trx) =>
    actOnCase(trx, deps, collector, 'answer_verify', { tenantId: 2, taskId: id }, { finding: 'exists', photos }),
  );
  one = await act('12 08:15', acceptor, 'accept', one, { classId: 1, ruleId: 1 });
  one = await act('12 08:20', city('shift_leader'), 'file', one);
  return act('12 09:00', dispatcher, 'dispatch', one, { unitId: 21 });
}
const refresh = async (): Promise<void> => {
  while (await refreshCases(database, deps, WILLOW));
};
const turnsOf = ({ caseId }: Acted) =>
  asOwner(database, (trx) =>
    trx
      .selectFrom('biz.case_turn')
      .select(['step', 'unit_id', 'from_at', 'to_at', 'ended_by', 'due_at'])
      .where('case_id', '=', caseId)
      .orderBy('turn_no')
      .execute(),
  );
const stepOf = ({ caseId }: Acted) =>
  asOwner(database, (trx) =>
    trx
      .selectFrom('biz.case')
      .select(['state', 'step_due_at as due', 'warn_at as warn', 'resume_at as resume'])
      .where('id', '=', caseId)
      .executeTakeFirstOrThrow(),
  );
const explain = (actor: Actor, { caseId }: Acted, now: Date) =>
  inTenant(database, actor.pool, actingOf(actor), (trx) => explainDeadline(trx, 2, caseId, now));

describe('a case that desks and bodies act on', () => {
  it('has a row for every clock, and the deadline of the one that runs', async () => {
    const one = await dispatched();
    expect(await stepOf(one)).toEqual({
      ...{ state: 'disposing', due: at('12 15:00'), warn: at('12 14:12'), resume: null },
    });
    await refresh();
    const turns = (await turnsOf(one)).map((turn) => Object.values(turn));
    // Acceptance 15 minutes, verify 30, filing 15, dispatch 15 by the mode; four working hours by the filing condition.
    expect(turns).toEqual([
      ['acceptance', 10, at('12 08:00'), at('12 08:15'), 'accepted', at('12 08:24')],
      ['verify', 12, at('12 08:03'), at('12 08:12'), 'verify_answered', at('12 08:33')],
      ['filing', 10, at('12 08:15'), at('12 08:20'), 'filed', at('12 08:30')],
      ['dispatch', 20, at('12 08:20'), at('12 09:00'), 'dispatched', at('12 08:35')],
      ['disposal', 21, at('12 09:00'), null, null, at('12 15:00')],
    ]);
    expect((await rebuildTenant(database, deps, WILLOW, { write: false })).differences).toEqual([]);
  });

  it('keeps its limits where a rule is changed while it is suspended', async () => {
    let one = await dispatched();
    const until = at('14 08:00').toISOString();
    await act('12 09:30', works, 'ask_suspension', one, { reason: '待料', until });
    one = await act('12 10:00', dispatcher, 'suspend', one, { reason: '同意', until });
    expect(await stepOf(one)).toEqual({ state: 'suspended', due: null, warn: null, resume: at('14 08:00') });
    await asOwner(database, async (trx) => {
      const rule = { tenant_id: 2, city_id: 1, limit_value: '1', limit_unit: 'clock_hour', from_day: '2026-10-13' };
      await trx
        .insertInto('biz.limit_rule')
        .values([
          { ...rule, id: randomUUID(), class_id: 1, step: 'disposal' },
          { ...rule, id: randomUUID(), step: 'dispatch' },
        ])
        .execute();
    });
    await refresh();
    one = await act('14 08:00', dispatcher, 'resume', one, { reason: '到期' });
    await refresh();
    // One of four working hours was used.
    expect(await stepOf(one)).toMatchObject({ due: at('14 11:00'), resume: null });
  });

  it('explains its clocks to city, county and the department that has it, and to no other county', async () => {
    const one = await dispatched();
    await refresh();
    for (const actor of [city('leader'), dispatcher]) {
      const { steps, lamp, bodies } = await explain(actor, one, at('12 14:12'));
      expect(steps.map(({ step, startedByUnitId, lamp: of }) => [step, startedByUnitId, of])).toEqual([
        ['acceptance', 10, 'green'],
        ['verify', 10, 'green'],
        ['filing', 10, 'green'],
        ['dispatch', 10, 'red'],
        ['disposal', 20, 'yellow'],
      ]);
      expect(lamp).toBe('yellow');
      expect(bodies.map(({ id }) => id)).toEqual([10, 12, 20, 21]);
    }
    const { steps, explained } = await explain(works, one, at('12 14:12'));
    expect(explained?.dueAt).toEqual(at('12 15:00'));
    expect(steps).toMatchObject([{ step: 'disposal', unitId: 21, dueAt: at('12 15:00'), lamp: 'yellow' }]);
    await expect(explain(reed, one, at('12 14:12'))).rejects.toMatchObject({ code: 'FLOW-CASE-UNKNOWN' });
  });
});
