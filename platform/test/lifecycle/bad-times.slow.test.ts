import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actOnCase } from '../../src/cases/lifecycle/act-on-case.ts';
import type { Acted } from '../../src/cases/lifecycle/record-attempt.ts';
import type { ActName } from '../../src/cases/lifecycle/acts.ts';
import { runClerk } from '../../src/cases/lifecycle/clerk.ts';
import type { Given } from '../../src/cases/lifecycle/given.ts';
import { registerCase } from '../../src/cases/lifecycle/register-case.ts';
import { asOwner, inTenant } from '../../src/database/transaction.ts';
import { actingOf, type Actor } from '../../src/identity/actor.ts';
import { inTwo } from '../../src/kernel/message.ts';
import { Problem } from '../../src/kernel/problem.ts';
import { local, standingDeps } from '../assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../cluster.ts';
import { actorOf, settleCommands } from './two-commands.ts';
import { uploaded } from './uploaded.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('bad_times', settleCommands);
});
afterAll(() => database.drop());

const deps = standingDeps(local('2026-10-12 09:00'));
const desk = (post: string): Actor => actorOf(2, 20, 'centre', post);
const works = actorOf(2, 21, 'department', 'department');
const CLERK = { tenantId: 2, cityId: 1, unitId: 20, actor: 'clerk' };

async function act(
  actor: Actor,
  name: ActName,
  { tenantId, caseId, version }: Acted,
  given: Given = {},
): Promise<Acted> {
  const photos = name === 'feed_back' ? [await uploaded(database, actor, 'after', deps.clock.now())] : [];
  return inTenant(database, actor.pool, actingOf(actor), (trx) =>
    actOnCase(trx, deps, actor, name, { tenantId, caseId, version: version! }, { photos, ...given }),
  );
}

async function waiting(): Promise<Acted> {
  deps.moveTo(local('2026-10-12 09:00'));
  const acceptor = desk('acceptor');
  const one = await inTenant(database, 'county', actingOf(acceptor), (trx) =>
    registerCase(trx, deps, acceptor, 'register', {
      ...{ tenantId: 2, source: 'patrol', kind: 'event', classId: 1, words: '路口有垃圾', address: '滨江路 1 号' },
    }),
  );
  const accepted = await act(acceptor, 'accept', one, { classId: 1, ruleId: 1 });
  return act(desk('shift_leader'), 'file', accepted);
}
const dispatched = async (): Promise<Acted> => act(desk('dispatcher'), 'dispatch', await waiting(), { unitId: 21 });
const rowOf = ({ caseId }: Acted) =>
  asOwner(database, (trx) => trx.selectFrom('biz.case').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow());

describe('while a case is open', () => {
  it('an act from a screen that is no longer true says what happened, and what is possible now', async () => {
    const one = await waiting();
    deps.moveTo(local('2026-10-12 09:20'));
    await act(desk('dispatcher'), 'dispatch', one, { unitId: 22 });
    const late = await act(desk('dispatcher'), 'dispatch', one, { unitId: 21 }).catch((error: unknown) => error);
    expect(late).toBeInstanceOf(Problem);
    expect(inTwo(late as Problem, 'Asia/Shanghai')).toEqual({
      zh: '案卷已有变化：centre 20于2026-10-12 09:20:00派遣。请按现状重新办理。' + '现在可以办理：派协办；督办；撤回。',
      en:
        'The case has moved on: centre 20 did “Dispatch” at 2026-10-12 09:20:00. Act on it as it is now. ' +
        'Possible now: Ask for assistance; Supervise; Recall.',
    });
  });

  it('a unit abolished meanwhile finishes what it has, and gets nothing new', async () => {
    const [has, other] = [await dispatched(), await waiting()];
    const until = (day: string | null) =>
      asOwner(database, (trx) =>
        trx.updateTable('biz.body').set({ to_day: day }).where('tenant_id', '=', 2).where('unit_id', '=', 21).execute(),
      );
    await until('2026-10-12');
    try {
      await expect(act(desk('dispatcher'), 'dispatch', other, { unitId: 21 })).rejects.toMatchObject({
        code: 'FLOW-BODY',
      });
      await expect(act(works, 'feed_back', has, { words: '已清除' })).resolves.toMatchObject({
        state: 'check_sending',
      });
    } finally {
      await until(null);
    }
  });

  it('a limit that changes while it is suspended changes nothing of its clock', async () => {
    const one = await dispatched();
    deps.moveTo(local('2026-10-12 10:00'));
    const until = '2026-10-13T09:00:00+08:00';
    await act(works, 'ask_suspension', one, { reason: '雨天', until });
    await act(desk('dispatcher'), 'suspend', one, { reason: '同意', until });
    await asOwner(database, (trx) =>
      trx.updateTable('lookup.case_rule').set({ limit_value: '1' }).where('id', '=', 1).execute(),
    );
    deps.moveTo(local('2026-10-13 09:00'));
    await runClerk(database, deps, CLERK);
    // One of four working hours was used: three are left, from nine to twelve.
    expect(await rowOf(one)).toMatchObject({ state: 'disposing', due_at: local('2026-10-13 12:00'), limit_value: '4' });
  });
});
