import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { local, picture, prepareRiverton, record, standingDeps } from '../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { WILLOW } from '../../test/people.ts';
import { asOwner } from '../database/transaction.ts';
import type { EventKind } from './events.ts';
import { verdictSql } from './judgement.ts';
import { refreshCases } from './record/refresh-cases.ts';
import { rebuildTenant } from './record/rebuild.ts';

let database: TestDatabase;
const deps = standingDeps(local('2026-10-20 09:00'));
beforeAll(async () => {
  database = await freshDatabase('ends', prepareRiverton);
});
afterAll(() => database.drop());

/** Four working hours from nine on a Monday: due at 15:00. */
const sent = picture({
  ...{ reportedAt: local('2026-10-12 08:00'), filedAt: local('2026-10-12 08:10'), classId: 1 },
  ...{ dispatchedAt: local('2026-10-12 09:00'), limitValue: '4', limitUnit: 'working_hour' },
});

/** Events of a desk, one move after another; then the projection takes them in. */
async function act(caseId: string, ...acts: [EventKind, string, object?][]): Promise<void> {
  await asOwner(database, async (trx) => {
    for (const [kind, time, data = {}] of acts) {
      await sql`
        with moved as (
          update biz."case" set version = version + 1 where tenant_id = 2 and id = ${caseId} returning version)
        insert into biz.case_event (tenant_id, city_id, id, case_id, kind, occurred_at, recorded_at, data, by_unit_id, version)
        select 2, 1, ${deps.ids.next()}, ${caseId}, ${kind}, ${local(time)}, ${local(time)},
               ${JSON.stringify(data)}::jsonb, 20, version from moved`.execute(trx);
    }
    await sql`
      insert into biz.case_dirty (tenant_id, city_id, id, case_id, by_unit_id)
      values (2, 1, ${randomUUID()}, ${caseId}, 20)`.execute(trx);
  });
  while (await refreshCases(database, deps, WILLOW));
}

const stored = (caseId: string) =>
  asOwner(database, async (trx) => {
    const { rows } = await sql`
      select c.state, c.stage, c.voided_at, f.due_at, t.ended_by, t.to_at,
             ${sql.raw(verdictSql('f', "timestamptz '2026-10-20 09:00+08'"))} as verdict
        from biz."case" c
        join biz.case_fact f on f.tenant_id = c.tenant_id and f.case_id = c.id
        join biz.case_turn t on t.tenant_id = c.tenant_id and t.case_id = c.id
       where c.tenant_id = 2 and c.id = ${caseId}`.execute(trx);
    return rows;
  });

const differences = async () => (await rebuildTenant(database, deps, WILLOW, { write: false })).differences;

it('a case merged into another is void in its row, its fact and its turn, and a rebuild says the same', async () => {
  const id = randomUUID();
  await record(database, deps, WILLOW, id, sent);
  expect(await stored(id)).toMatchObject([{ state: 'disposing', verdict: 'overdue', ended_by: null }]);
  const at = local('2026-10-12 10:00');
  await act(id, ['merged', '2026-10-12 10:00']);
  const end = { state: 'merged', stage: 'void', voided_at: at, ended_by: 'merged', to_at: at, verdict: 'void' };
  expect(await stored(id)).toMatchObject([end]);
  await act(id, ['disposed', '2026-10-12 11:00'], ['extended', '2026-10-12 14:00']);
  expect(await stored(id)).toMatchObject([{ ...end, due_at: local('2026-10-12 15:00') }]);
  expect(await differences()).toEqual([]);
});

it('a case that passed its check waits to be closed', async () => {
  const id = randomUUID();
  await record(database, deps, WILLOW, id, sent);
  await act(
    id,
    ['disposed', '2026-10-12 11:00'],
    ['check_sent', '2026-10-12 11:10'],
    ['check_passed', '2026-10-12 12:00'],
  );
  expect(await stored(id)).toMatchObject([{ state: 'closing', stage: 'disposed', verdict: 'in_time' }]);
  expect(await differences()).toEqual([]);
});

it('an extension that was refused does not help the next one; the answer is read from its event', async () => {
  const [first, second] = [randomUUID(), randomUUID()];
  for (const id of [first, second]) await record(database, deps, WILLOW, id, sent);
  const refusal: [EventKind, string, object] = [
    'decided',
    '2026-10-12 14:30',
    { request: 'extension', granted: false },
  ];
  await act(first, ['extension_asked', '2026-10-12 14:00'], refusal, ['extended', '2026-10-12 16:00']);
  await act(second, ['extension_asked', '2026-10-12 14:00'], ['extended', '2026-10-12 16:00']);
  expect(await stored(first)).toMatchObject([{ due_at: local('2026-10-12 15:00'), verdict: 'overdue' }]);
  expect(await stored(second)).toMatchObject([{ due_at: local('2026-10-13 09:00'), verdict: 'overdue' }]);
  expect(await differences()).toEqual([]);
});

it('no event has a kind that nobody knows', async () => {
  const id = randomUUID();
  await record(database, deps, WILLOW, id, sent);
  await expect(act(id, ['check_failed' as EventKind, '2026-10-12 10:00'])).rejects.toThrow(/case_event_kind/);
});
