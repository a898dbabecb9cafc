import type { QueryResult } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withTenantClient } from '../../../src/database/transaction.ts';
import { freshDatabase, type TestDatabase } from '../../cluster.ts';
import {
  CASE,
  CITY_DESK,
  EVENT,
  PARKS,
  POWER,
  ROADS,
  settleTown,
  TASK,
  WILLOW_CLERK,
  WILLOW_DESK,
  WILLOW_UPLOAD,
  type Actor,
} from './town.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('town', settleTown);
});
afterAll(() => database.drop());

const run = (by: Actor, sql: string): Promise<QueryResult> =>
  withTenantClient(database, by.role, by.acting, (client) => client.query(sql));
const column = async (by: Actor, sql: string): Promise<unknown[]> =>
  (await run(by, sql)).rows.map((row: Record<string, unknown>) => Object.values(row)[0]);

describe('a worker of the utility of a city, before anything happens', () => {
  it('sees the case it works on and its tasks, out of all cases of the city', async () => {
    expect(await column(POWER, 'select id from biz."case"')).toEqual([CASE.atPower]);
    expect(await column(POWER, 'select id from biz.assignment order by id')).toEqual([
      TASK.leadOfPower,
      TASK.assistOfPower,
    ]);
    expect(await column(POWER, 'select id from biz.case_event')).toEqual([EVENT.dispatchedToPower]);
  });

  it('sees the counties it works for and their bodies, and of units, people and posts those of its own tenant', async () => {
    for (const table of ['unit', 'person', 'post']) {
      const tenants = await column(POWER, `select distinct tenant_id from biz.${table}`);
      expect([table, tenants.filter((id) => id !== 1)]).toEqual([table, []]);
    }
    for (const table of ['tenant', 'body']) {
      const tenants = await column(POWER, `select distinct tenant_id from biz.${table} order by tenant_id`);
      expect([table, tenants]).toEqual([table, [1, 2, 3]]);
    }
  });

  it('sees more than a department of a county, which sees its own alone', async () => {
    for (const table of ['tenant', 'body', 'unit', 'person', 'post']) {
      const tenants = await column(ROADS, `select distinct tenant_id from biz.${table}`);
      expect([table, tenants.filter((id) => id !== 2)]).toEqual([table, []]);
    }
  });

  it('reads no uploads, no figures and no audit', async () => {
    for (const table of ['batch', 'finding', 'case_source', 'case_fact', 'stat_bucket', 'result', 'audit', 'mapping']) {
      await expect(run(POWER, `select 1 from biz.${table}`), table).rejects.toMatchObject({
        code: 'AUTH-FORBIDDEN',
        cause: { code: '42501' },
      });
    }
  });
});

describe('a worker of a department of a county', () => {
  it('sees the cases that lie with it or that it has fed back, out of all of its county', async () => {
    expect(await column(PARKS, 'select id from biz."case" order by id')).toEqual([CASE.atParks, CASE.fedBack]);
    expect(await column(ROADS, 'select id from biz."case"')).toEqual([]);
  });

  it('sees its tasks and that of its assist, and what was written while it had the lead', async () => {
    expect(await column(PARKS, 'select id from biz.assignment order by id')).toEqual([
      TASK.leadOfParks,
      TASK.checkedParks,
      TASK.assistOfPower,
    ]);
    expect(await column(PARKS, 'select id from biz.case_event')).toEqual([EVENT.dispatched]);
  });
});

/** One case of willow from the desk to a department and back, step after step, each committed. */
describe('two commands', () => {
  const id = (n: number): string => `00000000-0000-7000-8000-0000000d0${String(n).padStart(3, '0')}`;
  const event = (n: number, kind: string, by: number, lead: number | null, task: string | null, version = 'null') =>
    `insert into biz.case_event (tenant_id, city_id, id, case_id, kind, occurred_at, recorded_at, data, by_unit_id,
       lead_unit_id, lead_home_id, assignment_id, version)
     values (2, 1, '${id(n)}', '${CASE.waiting}', '${kind}', now(), now(), '{}', ${by}, ${lead},
       ${lead === null ? 'null' : 2}, ${task === null ? 'null' : `'${task}'`}, ${version})`;
  const [lead, assist] = [id(1), id(2)];

  it('a county dispatches: case, two tasks, event and mark in one statement', async () => {
    const { rows } = await run(
      WILLOW_DESK,
      `with moved as (
         update biz."case" set holder_unit_id = 21, lead_unit_id = 21, lead_home_id = 2, stage = 'dispatched', state = 'disposing',
             version = version + 1
          where tenant_id = 2 and id = '${CASE.waiting}' and version = 1 returning tenant_id, city_id, id, version),
       tasks as (
         insert into biz.assignment (tenant_id, city_id, id, case_id, kind, asker_unit_id, unit_id, also_unit_id, brief,
             asked_at, state)
         select tenant_id, city_id, v.id, moved.id, v.kind, 20, v.unit, v.also, '{}', now(), 'open'
           from moved, (values ('${lead}'::uuid, 'lead', 21, null::int), ('${assist}', 'assist', 11, 21)) v(id, kind, unit, also)
         returning 1),
       events as (
         insert into biz.case_event (tenant_id, city_id, id, case_id, kind, occurred_at, recorded_at, data, by_unit_id,
             lead_unit_id, lead_home_id, version)
         select tenant_id, city_id, '${id(3)}', id, 'dispatched', now(), now(), '{}', 20, 21, 2, version from moved returning 1),
       marks as (
         insert into biz.case_dirty (tenant_id, city_id, id, case_id, by_unit_id)
         select tenant_id, city_id, '${id(4)}', id, 20 from moved returning 1)
       select (select count(*)::int from tasks) as tasks, (select count(*)::int from events) as events,
         (select count(*)::int from marks) as marks`,
    );
    expect(rows).toEqual([{ tasks: 2, events: 1, marks: 1 }]);
  });

  it('whoever saw an older version changes nothing', async () => {
    const late = await run(
      WILLOW_DESK,
      `update biz."case" set version = version + 1 where tenant_id = 2 and id = '${CASE.waiting}' and version = 1`,
    );
    expect(late.rowCount).toBe(0);
  });

  it('the department sees the case, its task and that of its assist', async () => {
    expect(await column(PARKS, `select id from biz."case" where id = '${CASE.waiting}'`)).toEqual([CASE.waiting]);
    expect(
      await column(PARKS, `select kind from biz.assignment where case_id = '${CASE.waiting}' order by id`),
    ).toEqual(['lead', 'assist']);
  });

  it('it asks for more time on its own task, sees that it waits, and reports it', async () => {
    const asked = await run(
      PARKS,
      `update biz.assignment set asks = '{"kind": "extension"}', asks_unit_id = 10, other_id = 1
        where tenant_id = 2 and id = '${lead}' returning asks_unit_id`,
    );
    expect(asked.rows).toEqual([{ asks_unit_id: 10 }]);
    await run(PARKS, event(5, 'extension_asked', 21, 21, lead));
    await run(
      PARKS,
      `insert into biz.case_dirty (tenant_id, city_id, id, case_id, by_unit_id)
         values (2, 1, '${id(6)}', '${CASE.waiting}', 21)`,
    );
  });

  it('the city, which now takes part, decides in a note; the clerk of the county applies it', async () => {
    expect(await column(CITY_DESK, `select id from biz.assignment where city_id = 1 and asks_unit_id = 10`)).toEqual([
      lead,
    ]);
    await run(CITY_DESK, event(7, 'decided', 10, 21, null));
    const settled = await run(
      WILLOW_CLERK,
      `update biz.assignment set asks = null, asks_unit_id = null where tenant_id = 2 and id = '${lead}'`,
    );
    expect(settled.rowCount).toBe(1);
    const extended = await run(
      WILLOW_CLERK,
      `update biz."case" set extension_count = 1, version = version + 1 where tenant_id = 2 and id = '${CASE.waiting}'`,
    );
    expect(extended.rowCount).toBe(1);
    await run(WILLOW_CLERK, event(8, 'extended', 20, 21, null, '3'));
  });

  it('the assist answers its task, and its event shows to the lead, not to itself', async () => {
    const answered = await run(
      POWER,
      `update biz.assignment set state = 'answered' where tenant_id = 2 and id = '${assist}'`,
    );
    expect(answered.rowCount).toBe(1);
    await run(POWER, event(9, 'assist_answered', 11, 21, assist));
    const seen = `select id from biz.case_event where id = '${id(9)}'`;
    expect(await column(PARKS, seen)).toEqual([id(9)]);
    expect(await column(POWER, seen)).toEqual([]);
  });

  it('the lead feeds back: the baton goes to the desk, and it reads the case still', async () => {
    const { rows } = await run(
      PARKS,
      `update biz."case" set holder_unit_id = 20, stage = 'disposed', state = 'check_sending', version = version + 1
        where tenant_id = 2 and id = '${CASE.waiting}' and version = 3 returning version`,
    );
    expect(rows).toEqual([{ version: 4 }]);
    await run(PARKS, event(10, 'disposed', 21, 21, lead, '4'));
    await run(PARKS, `update biz.assignment set state = 'answered' where tenant_id = 2 and id = '${lead}'`);
    expect(await column(PARKS, `select state from biz."case" where id = '${CASE.waiting}'`)).toEqual(['check_sending']);
  });

  it('after the case went to somebody else it keeps its task and the events of its time, not the case', async () => {
    await run(
      WILLOW_DESK,
      `update biz."case" set holder_unit_id = 22, lead_unit_id = 22, lead_home_id = 2, stage = 'dispatched', state = 'disposing',
         version = version + 1 where tenant_id = 2 and id = '${CASE.waiting}'`,
    );
    await run(WILLOW_DESK, event(11, 'dispatched', 20, 22, null, '5'));
    expect(await column(PARKS, `select id from biz."case" where id = '${CASE.waiting}'`)).toEqual([]);
    expect(await column(PARKS, `select id from biz.assignment where id = '${lead}'`)).toEqual([lead]);
    expect(await column(PARKS, `select id from biz.case_event where case_id = '${CASE.waiting}' order by id`)).toEqual(
      [3, 5, 7, 8, 9, 10].map(id),
    );
    expect(await column(ROADS, `select id from biz.case_event where case_id = '${CASE.waiting}'`)).toEqual([id(11)]);
  });

  it('a county extends and takes back a case that it commands and the utility of the city works on', async () => {
    const { rows } = await run(
      WILLOW_DESK,
      `update biz."case" set extension_count = 1, holder_unit_id = 20, lead_unit_id = null, lead_home_id = null,
         version = version + 1
        where tenant_id = 2 and id = '${CASE.atPower}' returning holder_id, holder_unit_id`,
    );
    expect(rows).toEqual([{ holder_id: 2, holder_unit_id: 20 }]);
  });

  it('a county passes its case up to the city, which then holds it and passes it down again', async () => {
    const up = await run(
      WILLOW_DESK,
      `update biz."case" set holder_id = 1, holder_unit_id = 10 where tenant_id = 2 and id = '${CASE.atPower}'`,
    );
    expect(up.rowCount).toBe(1);
    const down = await run(
      CITY_DESK,
      `update biz."case" set holder_id = 2, holder_unit_id = 20 where tenant_id = 2 and id = '${CASE.atPower}'`,
    );
    expect(down.rowCount).toBe(1);
  });

  it('an upload notes, marks and answers in the name of its desk', async () => {
    await run(WILLOW_UPLOAD, event(12, 'claimed', 20, null, null));
    await run(
      WILLOW_UPLOAD,
      `insert into biz.case_dirty (tenant_id, city_id, id, case_id, by_unit_id)
         values (2, 1, '${id(13)}', '${CASE.waiting}', 20)`,
    );
  });

  it('a collector of the utility reports in a county that it serves, and sees its report', async () => {
    await run(
      POWER,
      `insert into biz.report (tenant_id, city_id, id, source_code, by_unit_id, reported_at, recorded_at, state)
         values (2, 1, '${id(14)}', 'collector', 11, now(), now(), 'waiting')`,
    );
    expect(await column(POWER, 'select id from biz.report where tenant_id = 2')).toEqual([id(14)]);
    const registered = await run(
      WILLOW_DESK,
      `update biz.report set state = 'linked', case_id = '${CASE.waiting}' where tenant_id = 2 and id = '${id(14)}'`,
    );
    expect(registered.rowCount).toBe(1);
  });

  it('a body adds a photograph to its answer and lays it out for the desk', async () => {
    await run(
      WILLOW_DESK,
      `insert into biz.assignment (tenant_id, city_id, id, case_id, kind, asker_unit_id, unit_id, brief, asked_at, state)
         values (2, 1, '${id(15)}', '${CASE.waiting}', 'lead', 20, 22, '{}', now(), 'open')`,
    );
    await run(
      ROADS,
      `insert into biz.case_media (tenant_id, city_id, case_id, sha256, unit_id, usage, by_unit_id, assignment_id, home_id, from_unit_id,
           unit_name, type, added_at)
         select 2, 1, '${CASE.waiting}', 'photo', unit, 'after', 22, '${id(15)}', 2, 22, 'roads', 'image/jpeg', now()
           from unnest(array[20, 22]) unit`,
    );
    expect(await column(ROADS, `select sha256 from biz.case_media`)).toEqual(['photo']);
  });
});
