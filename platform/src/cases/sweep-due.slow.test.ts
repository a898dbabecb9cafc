import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Client } from 'pg';
import { local, picture, prepareRiverton, record, standingDeps } from '../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { makeBody, REED, WILLOW } from '../../test/people.ts';
import type { Acting } from '../database/database.ts';
import { inTenant } from '../database/transaction.ts';
import { sweepDue, sweepTurn } from './sweep-due.ts';

let database: TestDatabase;
let listener: Client;
let heard: unknown[];
const deps = standingDeps(local('2026-10-13 08:00'));
const caseId = randomUUID();

/** Dispatched at 08:00 with four working hours: yellow from 11:12, due at noon. */
const sent = picture({
  ...{ reportedAt: local('2026-10-13 08:00'), filedAt: local('2026-10-13 08:00') },
  ...{ dispatchedAt: local('2026-10-13 08:00'), limitValue: '4', limitUnit: 'working_hour' },
});

beforeEach(async () => {
  database = await freshDatabase('riverton', prepareRiverton);
  await makeBody(database, 2, 1, 21, 'department');
  deps.moveTo(local('2026-10-13 08:00'));
  await record(database, deps, WILLOW, caseId, sent);
  listener = await database.superuser();
  heard = [];
  listener.on('notification', ({ payload }) => heard.push(JSON.parse(payload ?? 'null')));
  await listener.query('listen liangji_case');
  await sweepDue(database, deps, WILLOW);
});
afterEach(async () => {
  await listener.end();
  await database.drop();
});

/** What is heard of a sweep at a time of that day. */
async function sweepAt(wall: string, tenant: Acting = WILLOW): Promise<unknown[]> {
  deps.moveTo(local(`2026-10-13 ${wall}`));
  heard = [];
  const count = await sweepDue(database, deps, tenant);
  await vi.waitFor(() => expect(heard).toHaveLength(count));
  return heard;
}
const notice = (due: string, more: object = {}) => ({
  ...{ tenantId: 2, cityId: 1, caseId, version: 1, units: [20], due },
  ...more,
});
const giveTask = (state = 'open') =>
  inTenant(database, 'clerk', WILLOW, (trx) =>
    trx
      .insertInto('biz.assignment')
      .values({
        ...{ tenant_id: 2, city_id: 1, id: randomUUID(), case_id: caseId, kind: 'check', brief: '{}', state },
        ...{ asker_unit_id: 20, unit_id: 21, asked_at: local('2026-10-13 08:00') },
        ...{ due_at: local('2026-10-13 09:30'), warn_at: local('2026-10-13 09:24') },
      })
      .execute(),
  );

describe('the due sweep', () => {
  it('notifies the desks of the warning and of the deadline of a case, each once', async () => {
    expect(await sweepAt('11:11')).toEqual([]);
    expect(await sweepAt('11:12')).toEqual([notice('warn')]);
    expect(await sweepAt('11:59')).toEqual([]);
    expect(await sweepAt('12:00')).toEqual([notice('over')]);
    expect(await sweepAt('12:01')).toEqual([]);
  });

  it('of both where it comes late', async () => {
    const late = await sweepAt('18:00');
    expect(late).toHaveLength(2);
    expect(late).toEqual(expect.arrayContaining([notice('over'), notice('warn')]));
  });

  it('of an open task, to who asked and who is asked, and of no task that was answered', async () => {
    await giveTask();
    await giveTask('answered');
    expect(await sweepAt('09:24')).toEqual([notice('warn', { units: [20, 21] })]);
    expect(await sweepAt('09:30')).toEqual([notice('over', { units: [20, 21] })]);
  });

  it('of nothing that was done in time', async () => {
    await record(database, deps, WILLOW, caseId, { ...sent, disposedAt: local('2026-10-13 10:00') });
    expect(await sweepAt('18:00')).toEqual([]);
  });

  it('is repeated where it was cut off, and nothing is lost', async () => {
    deps.moveTo(local('2026-10-13 11:30'));
    const cutOff = inTenant(database, 'clerk', WILLOW, async (trx) => {
      expect(await sweepTurn(trx, deps.clock.now(), WILLOW)).toBe(1);
      throw new Error('killed');
    });
    await expect(cutOff).rejects.toThrow('killed');
    expect(await sweepAt('11:31')).toEqual([notice('warn')]);
  });

  it('notifies once where two workers sweep at once', async () => {
    deps.moveTo(local('2026-10-13 11:30'));
    const counts = await Promise.all([1, 2, 3].map(() => sweepDue(database, deps, WILLOW)));
    expect(counts.sort()).toEqual([0, 0, 1]);
  });

  it('is each tenant’s own, and of the clerk alone', async () => {
    await sweepDue(database, deps, REED);
    expect(await sweepAt('18:00', REED)).toEqual([]);
    const foreign = inTenant(database, 'clerk', REED, (trx) => sweepTurn(trx, deps.clock.now(), WILLOW));
    await expect(foreign).rejects.toThrow(/row-level security/);
    for (const role of ['county', 'ingest', 'rollup'] as const) {
      const tried = inTenant(database, role, WILLOW, (trx) => sweepTurn(trx, deps.clock.now(), WILLOW));
      await expect(tried, role).rejects.toThrow(/permission denied/);
    }
  });
});
