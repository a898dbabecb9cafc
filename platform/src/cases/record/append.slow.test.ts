import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local, picture, prepareRiverton, record, standingDeps } from '../../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { makeBody, REED, WILLOW } from '../../../test/people.ts';
import { stateCouncilCalendar } from '../../calendars/state-council.ts';
import type { Acting } from '../../database/database.ts';
import { makeInFlight } from '../../database/in-flight.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import { projectCase } from '../project.ts';
import { eventOf } from '../read-events.ts';
import { pictureOf } from '../picture.ts';
import { append } from './append.ts';
import { caseRow } from '../case-row.ts';
import { caseWrite, changeOf } from './case-write.ts';
import { shareCut } from './cut.ts';
import { lockCases } from './lock-cases.ts';
import { refreshCases } from './refresh-cases.ts';

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

  it('writes the turns with the fact, one for each clock that ran, and those that stay as they were not again', async () => {
    await makeBody(database, 2, 1, 21, 'department');
    await makeBody(database, 2, 1, 22, 'department');
    const id = randomUUID();
    const turns = () =>
      asOwner(database, async (trx) => {
        const { rows } = await sql<Record<string, unknown> & { written: string }>`
          select *, xmin::text as written from biz.case_turn where case_id = ${id} order by turn_no`.execute(trx);
        return rows;
      });
    const fact = async () => (await stored(id)).fact;
    await record(database, deps, WILLOW, id, reported);
    expect(await turns()).toEqual([]);
    const sent = { ...filed, dispatchedAt: local('2026-10-12 09:00'), unitName: '环卫所', leadUnitId: 21 };
    await record(database, deps, WILLOW, id, sent);
    // Four working hours from nine on a Monday.
    const first = {
      ...{ tenant_id: 2, city_id: 1, turn_no: 1, step: 'disposal', unit_id: 21, from_at: local('2026-10-12 09:00') },
      ...{
        limit_value: '4',
        limit_unit: 'working_hour',
        due_at: local('2026-10-12 15:00'),
        to_at: null,
        ended_by: null,
      },
      ...{ pause_ms: '0', extension_count: 0, extension_ms: '0', exempted_at: null },
    };
    expect(await turns()).toMatchObject([first]);
    expect((await fact()).seen).toBe(4); // reported, filed, dispatched and what was put right of the limit
    const disposed = { ...sent, disposedAt: local('2026-10-12 11:00') };
    await record(database, deps, WILLOW, id, disposed);
    const ended = { ...first, to_at: local('2026-10-12 11:00'), ended_by: 'disposed' };
    const second = { ...disposed, unitName: '市政所', leadUnitId: 22, dispatchedAt: local('2026-10-13 09:00') };
    await record(database, deps, WILLOW, id, { ...second, disposedAt: null });
    const before = await turns();
    expect(before).toMatchObject([
      ended,
      { ...first, turn_no: 2, unit_id: 22, from_at: local('2026-10-13 09:00'), due_at: local('2026-10-13 15:00') },
    ]);
    await record(database, deps, WILLOW, id, { ...second, disposedAt: local('2026-10-13 10:00') });
    const after = await turns();
    expect(after[1]).toMatchObject({ to_at: local('2026-10-13 10:00'), ended_by: 'disposed' });
    expect(after[0]).toEqual(before[0]); // with the transaction that wrote it
    expect((await fact()).seen).toBe((await stored(id)).events.length);
    // The second dispatch was none: its turn goes.
    await record(database, deps, WILLOW, id, { ...second, dispatchedAt: null, disposedAt: null });
    expect(await turns()).toHaveLength(1);
  });

  it('writes whose body the lead is, with the case and with every event it reads, and no lead that is no body of the tenant', async () => {
    await makeBody(database, 1, 1, 11, 'utility');
    const id = randomUUID();
    const homes = async () => {
      const { row, events } = await stored(id);
      return [[row.lead_unit_id, row.lead_home_id], ...events.map((e) => [e.kind, e.lead_unit_id, e.lead_home_id])];
    };
    const sent = { ...filed, dispatchedAt: local('2026-10-12 09:00'), leadUnitId: 21 };
    await record(database, deps, WILLOW, id, sent);
    const first = [
      ['reported', null, null],
      ['filed', null, null],
      ['dispatched', 21, 2],
    ];
    expect(await homes()).toEqual([[21, 2], ...first]);
    await record(database, deps, WILLOW, id, { ...sent, dispatchedAt: local('2026-10-13 09:00'), leadUnitId: 11 });
    const [lead, ...events] = await homes();
    expect([lead, events.at(-1)?.slice(1)]).toEqual([[11, 1], [11, 1]]); // prettier-ignore
    await expect(record(database, deps, WILLOW, randomUUID(), { ...sent, leadUnitId: 31 })).rejects.toMatchObject({
      code: '23514',
    });
  });

  it('projects a marked case only where it has more events than its fact has seen', async () => {
    const id = randomUUID();
    await record(database, deps, WILLOW, id, { ...filed, dispatchedAt: local('2026-10-12 09:00') });
    const factAndTurns = () =>
      asOwner(database, async (trx) => {
        const { rows } = await sql`
          select f.seen, f.xmin::text as fact, t.xmin::text as turn
            from biz.case_fact f join biz.case_turn t on t.tenant_id = f.tenant_id and t.case_id = f.case_id
           where f.case_id = ${id}`.execute(trx);
        return rows;
      });
    const mark = () =>
      asOwner(database, (trx) =>
        sql`insert into biz.case_dirty (tenant_id, city_id, id, case_id, by_unit_id)
          values (2, 1, ${randomUUID()}, ${id}, 20)`.execute(trx),
      );
    const before = await factAndTurns();
    expect(before).toMatchObject([{ seen: 3 }]);
    await mark();
    await refreshCases(database, deps, WILLOW);
    expect(await factAndTurns()).toEqual(before);
    await asOwner(database, (trx) =>
      sql`insert into biz.case_event (tenant_id, city_id, id, case_id, kind, occurred_at, recorded_at, data, by_unit_id)
        values (2, 1, ${randomUUID()}, ${id}, 'supervised', now(), now(), '{}', 20)`.execute(trx),
    );
    await mark();
    await refreshCases(database, deps, WILLOW);
    // The note is seen; it changes no clock, so the turn is not written again.
    expect(await factAndTurns()).toMatchObject([{ seen: 4, turn: (before[0] as { turn: string }).turn }]);
  });

  it('lets a body read the events of its own time with a case, and another none of them', async () => {
    for (const unitId of [25, 26, 27]) await makeBody(database, 2, 1, unitId, 'department');
    const id = randomUUID();
    const sent = { ...filed, dispatchedAt: local('2026-10-12 09:00'), unitName: '环卫所', leadUnitId: 25 };
    const disposed = { ...sent, disposedAt: local('2026-10-12 11:00') };
    const second = { ...sent, dispatchedAt: local('2026-10-13 09:00'), unitName: '市政所', leadUnitId: 26 };
    const readBy = (unitId: number) =>
      inTenant(database, 'unit', { ...WILLOW, unitId }, async (trx) => {
        const { rows } = await sql<{ kind: string }>`
          select kind from biz.case_event where city_id = 1 and case_id = ${id} order by recorded_at, id`.execute(trx);
        return rows.map(({ kind }) => kind);
      });
    await record(database, deps, WILLOW, id, { ...filed, leadUnitId: 25, unitName: '环卫所' });
    expect(await readBy(25)).toEqual([]); // not dispatched yet: the centre's own
    for (const row of [sent, disposed]) await record(database, deps, WILLOW, id, row);
    expect(await readBy(25)).toEqual(['dispatched', 'disposed']);
    expect(await readBy(26)).toEqual([]);
    for (const row of [second, { ...second, disposedAt: local('2026-10-13 11:00') }]) {
      await record(database, deps, WILLOW, id, row);
    }
    expect(await readBy(25)).toEqual(['dispatched', 'disposed']);
    expect(await readBy(26)).toEqual(['dispatched', 'disposed']);
    expect(await readBy(27)).toEqual([]);
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
      const write = caseWrite(deps, cut, caseRow(stateCouncilCalendar(), seen.projected), change);
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
    await expect(
      inTenant(database, 'ingest', REED, (trx) => shareCut(trx, deps, WILLOW.tenantId)),
    ).rejects.toMatchObject({ code: 'SYS-NOT-FOUND' });
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
