import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local, picture, prepareRiverton, record, standingDeps } from '../../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { REED, WILLOW } from '../../../test/people.ts';
import { stateCouncilCalendar } from '../../calendars/state-council.ts';
import type { Acting } from '../../database/database.ts';
import { makeInFlight } from '../../database/in-flight.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import { projectCase } from '../project.ts';
import { eventOf } from '../read-events.ts';
import { pictureOf } from '../picture.ts';
import { append } from './append.ts';
import { caseWrite, changeOf } from './case-write.ts';
import { shareCut } from './cut.ts';
import { lockCases } from './lock-cases.ts';

let database: TestDatabase;
const deps = standingDeps(local('2026-10-20 09:00'));
beforeAll(async () => {
  database = await freshDatabase('riverton', prepareRiverton);
});
afterAll(() => database.drop());

const reported = picture({
  reportedAt: local('2026-10-12 08:00'),
  classId: 1,
  cellId: 2,
  longitude: 105.5,
  latitude: 30.5,
});
const filed = { ...reported, filedAt: local('2026-10-12 08:10'), limitValue: '4', limitUnit: 'working_hour' as const };

async function stored(caseId: string) {
  return asOwner(database, async (trx) => ({
    row: await trx.selectFrom('biz.case').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow(),
    fact: await trx.selectFrom('biz.case_fact').selectAll().where('case_id', '=', caseId).executeTakeFirstOrThrow(),
    events: await trx
      .selectFrom('biz.case_event')
      .selectAll()
      .where('case_id', '=', caseId)
      .orderBy('recorded_at')
      .orderBy('id')
      .execute(),
  }));
}

describe('the one writer of cases', () => {
  it('writes picture, stage, tile, deadline, events and fact of a case, and again when it changes', async () => {
    const id = randomUUID();
    await record(database, deps, WILLOW, id, reported);
    await record(database, deps, WILLOW, id, filed);
    const { row, fact, events } = await stored(id);
    // Four working hours from 08:10 on a Monday: 3 h 50 min until noon, the rest from 14:00.
    expect(row).toMatchObject({ tenant_id: 2, city_id: 1, holder_id: 2, stage: 'filed', tile: expect.any(Number) });
    expect([row.due_at, fact.due_at]).toEqual([local('2026-10-12 14:10'), local('2026-10-12 14:10')]);
    expect(fact).toMatchObject({ class_id: 1, reported_day: '2026-10-12', filed_day: '2026-10-12', closed_day: null });
    expect(events.map((event) => event.kind)).toEqual(['reported', 'filed', 'corrected']);
    expect(events[2]!.recorded_at.getTime()).toBeGreaterThan(events[0]!.recorded_at.getTime());
    expect(pictureOf(row)).toEqual(projectCase(events.map(eventOf)).picture);
    expect(pictureOf(row)).toEqual(filed);
  });

  it('records nothing for a picture that stays as it was', async () => {
    const id = randomUUID();
    await record(database, deps, WILLOW, id, filed);
    const before = await stored(id);
    await record(database, deps, WILLOW, id, { ...filed });
    expect(await stored(id)).toEqual(before);
  });

  it('lets writers of one county follow one another, so that none loses what another wrote', async () => {
    const id = randomUUID();
    await record(database, deps, WILLOW, id, filed);
    const counts = [1, 2, 3, 4, 5];
    await Promise.all(counts.map((n) => record(database, deps, WILLOW, id, { ...filed, reworkCount: n })));
    const { row, events } = await stored(id);
    expect(projectCase(events.map(eventOf)).picture).toEqual(pictureOf(row));
    expect(new Set(events.slice(-5).map((event) => event.recorded_at.getTime())).size).toBe(5);
  });

  it('counts the moves of a case, and writes nothing for somebody who saw an earlier version', async () => {
    const id = randomUUID();
    await record(database, deps, WILLOW, id, reported);
    await record(database, deps, WILLOW, id, filed);
    const before = await stored(id);
    expect(before.row.version).toBe(2);
    expect(before.events.map((event) => event.version)).toEqual([1, 2, 2]);
    const late = inTenant(database, 'ingest', WILLOW, async (trx) => {
      const cut = await shareCut(trx, deps, WILLOW.tenantId);
      const locked = (await lockCases(trx, 2, [id])).get(id)!;
      const seen = changeOf({ ...locked, version: 1 }, { ...filed, reworkCount: 1 }, [], cut);
      const change = { ...{ caseId: id, person: null, rowNo: null }, ...seen };
      const inFlight = makeInFlight();
      const calendar = stateCouncilCalendar();
      const write = caseWrite(deps, cut, calendar, change);
      await append(trx, { acting: WILLOW, cut, batchId: null }, [write], inFlight);
      await inFlight.landed();
    });
    await expect(late).rejects.toThrow('wrote 0 rows instead of 1');
    expect(await stored(id)).toEqual(before);
  });

  it('hands nobody a case that another tenant holds, and writes into no other county', async () => {
    const id = randomUUID();
    await record(database, deps, WILLOW, id, filed);
    const lock = (acting: Acting) => inTenant(database, 'ingest', acting, (trx) => lockCases(trx, 2, [id]));
    expect([...(await lock(REED)).keys()]).toEqual([]);
    await asOwner(database, (trx) => trx.updateTable('biz.case').set({ holder_id: 1 }).where('id', '=', id).execute());
    expect([...(await lock(WILLOW)).keys()]).toEqual([]);
    await expect(inTenant(database, 'ingest', REED, (trx) => shareCut(trx, deps, WILLOW.tenantId))).rejects.toThrow(
      'no result',
    );
  });

  it('locks a case against writers, not against what only refers to it', async () => {
    const id = randomUUID();
    await record(database, deps, WILLOW, id, filed);
    await inTenant(database, 'ingest', WILLOW, async (trx) => {
      await lockCases(trx, 2, [id]);
      await asOwner(database, async (other) => {
        await sql`set local lock_timeout = '2s'`.execute(other);
        await sql`insert into biz.case_person (tenant_id, city_id, case_id, role) values (2, 1, ${id}, 'reporter')`.execute(
          other,
        );
        await expect(
          sql`update biz."case" set stage = stage where tenant_id = 2 and id = ${id}`.execute(other),
        ).rejects.toThrow('lock timeout');
      }).catch((error: Error) => expect(error.message).toContain('aborted'));
    });
    const persons = await asOwner(database, (trx) =>
      trx.selectFrom('biz.case_person').select('case_id').where('case_id', '=', id).execute(),
    );
    expect(persons).toEqual([]); // rolled back with the update that had to wait
  });
});
