import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { uploaded } from '../../../test/lifecycle/uploaded.ts';
import { personAt } from '../../../test/desk-people.ts';
import { CASE, settleTown } from '../../../test/isolation/command/town.ts';
import type { Command } from '../../commands/command.ts';
import { perform } from '../../commands/perform.ts';
import type { Trx } from '../../database/database.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import { actingOf, type Actor } from '../../identity/actor.ts';
import { systemDeps } from '../../kernel/deps.ts';
import { linkReportCommand, refuseReportCommand, unlinkReportCommand } from './decide-report.ts';
import { readReport, registerReport, type RegisteredReport } from './register-report.ts';
import type { ReportKey } from './settle-report.ts';
import { ownReportsQuery } from './own-reports.ts';
import { findOnReport } from './report-photo.ts';
import { submitReportCommand } from './submit-report.ts';
import { waitingReports, waitingReportsQuery } from './waiting-reports.ts';

const CITY_ACCEPTOR = personAt('city', 10, 'acceptor');
const ACCEPTOR = personAt('willow', 20, 'acceptor');
const DISPATCHER = personAt('willow', 20, 'dispatcher');
const OFFICER = personAt('willow', 20, 'data_officer');
const REED_ACCEPTOR = personAt('reed', 30, 'acceptor');
const COLLECTOR = personAt('willow', 22, 'collector', 'department');
const POWER = personAt('city', 11, 'worker', 'utility');

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('town', settleTown);
  await asOwner(database, (trx) => trx.deleteFrom('biz.report').execute());
});
afterAll(() => database.drop());

const send = <Input, Output>(actor: Actor, command: Command<string, Input, Output>, input: object): Promise<Output> =>
  perform({ database, deps: systemDeps, files: '/', queue: { wake: () => Promise.resolve() } }, actor, command, {
    input,
    key: null,
  });
/** What the act `register` does with a report: reads it, and settles it under its case. */
async function takeReport(
  trx: Trx,
  actor: Actor,
  { tenantId, reportId }: ReportKey,
  madeOf: { readonly caseId: string; readonly caseNo: string | null },
): Promise<RegisteredReport> {
  const report = await readReport(trx, actor, { tenantId, reportId });
  await registerReport(trx, report, { tenantId, ...madeOf });
  return report;
}

const submit = async (actor: Actor, input: object = {}): Promise<string> => {
  const given = { tenantId: 2, sourceCode: 'collector', description: '井盖缺失，电话13812345678', ...input };
  return (await send(actor, submitReportCommand, given)).reportId;
};
const rowOf = (reportId: string) =>
  asOwner(database, (trx) =>
    trx.selectFrom('biz.report').selectAll().where('id', '=', reportId).executeTakeFirstOrThrow(),
  );
const waiting = async (actor: Actor, tenantId: number | null = null): Promise<string[]> => {
  const reports = await inTenant(database, actor.pool, actingOf(actor), (trx) =>
    waitingReports(trx, actor, { tenantId }),
  );
  return reports.map(({ reportId }) => reportId);
};
const audited = (subject: string) =>
  asOwner(database, (trx) =>
    trx.selectFrom('biz.audit').selectAll().where('subject', '=', subject).orderBy('id').execute(),
  );

describe('a report', () => {
  test.each([
    ['a collector', COLLECTOR, 2],
    ['an acceptor of the county', ACCEPTOR, 2],
    ['a utility of the city, which serves the county', POWER, 2],
    ['the city, for a county', CITY_ACCEPTOR, 3],
    ['the city, where the place is not known', CITY_ACCEPTOR, 1],
  ])('is brought by %s under the own body and name', async (_who, actor, tenantId) => {
    const photo = await uploaded(database, actor, 'before', new Date());
    const id = await submit(actor, { tenantId, photos: [photo] });
    expect(await rowOf(id)).toMatchObject({
      ...{ tenant_id: tenantId, city_id: 1, by_unit_id: actor.body.id, person_id: actor.personId, state: 'waiting' },
      ...{ description: '井盖缺失，电话13812345678', photos: [photo], self_handled: false },
    });
    expect((await audited(id)).map(({ action }) => action)).toEqual(['reports.submit']);
  });

  test.each([
    ['a collector of willow, for reed', COLLECTOR, { tenantId: 3 }, 'SYS-NOT-FOUND'],
    ['the city, for a tenant of nobody', CITY_ACCEPTOR, { tenantId: 99 }, 'SYS-NOT-FOUND'],
    ['a collector, under a class of no catalogue', COLLECTOR, { classId: 7 }, 'SYS-NOT-FOUND'],
    ['a data officer', OFFICER, {}, 'AUTH-FORBIDDEN'],
    ['a collector, with half a place', COLLECTOR, { longitude: 105.5 }, 'SYS-INPUT'],
    ['a collector, without words or photographs', COLLECTOR, { description: null }, 'SYS-INPUT'],
    [
      'a collector, who handled it and has no photograph after',
      COLLECTOR,
      { selfHandled: true, photos: [{ sha256: 'a'.repeat(64), usage: 'before' }] },
      'SYS-INPUT',
    ],
  ])('is not taken from %s', async (_who, actor, input, code) => {
    await expect(submit(actor, input)).rejects.toMatchObject({ code });
  });

  test('handled on the spot needs two photographs: not one that counts twice, and not papers', async () => {
    const [before, after] = [
      await uploaded(database, COLLECTOR, 'before', new Date()),
      await uploaded(database, COLLECTOR, 'after', new Date()),
    ];
    const handled = (photos: object[]) => submit(COLLECTOR, { selfHandled: true, photos });
    await expect(handled([before, { ...before, usage: 'after' }])).rejects.toMatchObject({
      ...{ code: 'SYS-INPUT', params: { reason: [{ params: { reason: { code: 'media.twice' } } }] } },
    });
    await asOwner(database, (trx) =>
      trx.updateTable('biz.media').set({ type: 'application/pdf' }).where('sha256', '=', after.sha256).execute(),
    );
    await expect(handled([before, after])).rejects.toMatchObject({
      ...{ code: 'SYS-INPUT', params: { reason: { code: 'report.before-and-after' } } },
    });
    const picture = await uploaded(database, COLLECTOR, 'after', new Date());
    expect(await handled([before, picture])).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('waits in the list of the county’s desk and of the city’s, masked, the oldest first, and in nobody else’s', async () => {
    await asOwner(database, (trx) => trx.deleteFrom('biz.report').execute());
    const first = await submit(COLLECTOR);
    const second = await submit(POWER);
    const elsewhere = await submit(CITY_ACCEPTOR, { tenantId: 3 });
    expect(await waiting(ACCEPTOR)).toEqual([first, second]);
    expect(await waiting(CITY_ACCEPTOR)).toEqual([first, second, elsewhere]);
    expect(await waiting(CITY_ACCEPTOR, 3)).toEqual([elsewhere]);
    expect(await waiting(REED_ACCEPTOR)).toEqual([elsewhere]);
    expect(await waiting(REED_ACCEPTOR, 2)).toEqual([]);
    await expect(waiting(DISPATCHER)).rejects.toMatchObject({ code: 'AUTH-FORBIDDEN' });
    await expect(waiting(COLLECTOR)).rejects.toMatchObject({ code: 'AUTH-FORBIDDEN' });
    const {
      reports: [shown],
    } = await inTenant(database, 'county', actingOf(ACCEPTOR), (trx) =>
      waitingReportsQuery.read(trx, ACCEPTOR, { tenantId: null }, systemDeps),
    );
    expect(shown).toMatchObject({
      ...{
        description: '井盖缺失，电话138****5678',
        byUnit: { id: 22, name: 'department 22' },
        sourceCode: 'collector',
      },
    });
  });
});

const AREAS = [
  [2, 'willow', [105.4, 30.4, 105.6, 30.6]],
  [3, 'reed', [105.6, 30.4, 105.8, 30.6]],
] as const;
const IN_REED = { longitude: 105.7, latitude: 30.5 };
const NOWHERE = { longitude: 106.5, latitude: 30.5 };
const settleAreas = () =>
  asOwner(database, async (trx) => {
    for (const [tenantId, name, [west, south, east, north]] of AREAS) {
      const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]; // prettier-ignore
      await sql`insert into biz.area (tenant_id, city_id, id, level, name, is_schematic, outline) values (${tenantId}, 1, ${tenantId},
        'county', ${name}, true, ${JSON.stringify({ type: 'Polygon', coordinates: [ring] })}::jsonb)
        on conflict do nothing`.execute(trx);
    }
  });
const own = async (actor: Actor, input: object = {}) => {
  const { reports, next } = await inTenant(database, actor.pool, actingOf(actor), (trx) =>
    ownReportsQuery.read(trx, actor, ownReportsQuery.input.parse(input), systemDeps),
  );
  return { ids: reports.map(({ reportId }) => reportId), reports, next };
};

describe('a report of a body of the city', () => {
  beforeAll(settleAreas);

  test('lies in the county of its point, and under the city where no county is known there', async () => {
    const at = async (input: object) => (await rowOf(await submit(POWER, input))).tenant_id;
    expect(await at({ tenantId: 1, ...IN_REED })).toBe(3);
    expect(await at({ tenantId: 3, ...IN_REED })).toBe(3);
    expect(await at({ tenantId: 1, ...NOWHERE })).toBe(1);
    expect(await at({ tenantId: 1 })).toBe(1);
    await expect(submit(POWER, { tenantId: 2, ...IN_REED })).rejects.toMatchObject({
      ...{ code: 'FLOW-PLACE', params: { tenant: 'reed' } },
    });
  });

  test('that lies under the city is linked to a case of a county, waits again without the link, and is refused with a reason', async () => {
    const reportId = await submit(POWER, { tenantId: 1 });
    const link = { tenantId: 1, reportId, caseId: CASE.reed, caseTenantId: 3 };
    await send(CITY_ACCEPTOR, linkReportCommand, link);
    const linked = { tenant_id: 1, state: 'linked', case_id: null, county_id: 3, county_case_id: CASE.reed };
    expect(await rowOf(reportId)).toMatchObject({ ...linked, case_no: CASE.reed });
    expect((await own(POWER)).reports[0]).toMatchObject({
      reportId,
      state: 'linked',
      caseTenantId: 3,
      caseNo: CASE.reed,
    });
    await send(CITY_ACCEPTOR, unlinkReportCommand, { tenantId: 1, reportId });
    const nothing = { case_id: null, county_id: null, county_case_id: null, case_no: null };
    expect(await rowOf(reportId)).toMatchObject({ state: 'waiting', ...nothing });
    await send(CITY_ACCEPTOR, refuseReportCommand, { tenantId: 1, reportId, reason: '不在本市' });
    expect((await own(POWER)).reports[0]).toMatchObject({ state: 'refused', reason: '不在本市', caseNo: null });
  });

  test('that lies under the city is registered under a case of a county', async () => {
    const reportId = await submit(POWER, { tenantId: 1 });
    const taken = await inTenant(database, 'city', actingOf(CITY_ACCEPTOR), (trx) =>
      takeReport(trx, CITY_ACCEPTOR, { tenantId: 2, reportId }, { caseId: CASE.atCity, caseNo: 'W-1' }),
    );
    expect(taken).toMatchObject({ byUnitId: 11, personId: POWER.personId });
    expect(await rowOf(reportId)).toMatchObject({ tenant_id: 1, state: 'registered', county_id: 2, case_no: 'W-1' });
    expect((await own(POWER)).reports[0]).toMatchObject({ reportId, tenantId: 1, caseTenantId: 2, caseNo: 'W-1' });
  });

  test('that lies in one county becomes and joins no case of another', async () => {
    const reportId = await submit(POWER, { tenantId: 2 });
    const link = { tenantId: 2, reportId, caseId: CASE.reed, caseTenantId: 3 };
    await expect(send(CITY_ACCEPTOR, linkReportCommand, link)).rejects.toMatchObject({ code: 'FLOW-REPORT-COUNTY' });
    const register = inTenant(database, 'city', actingOf(CITY_ACCEPTOR), (trx) =>
      takeReport(trx, CITY_ACCEPTOR, { tenantId: 3, reportId }, { caseId: CASE.reed, caseNo: null }),
    );
    await expect(register).rejects.toMatchObject({ code: 'SYS-NOT-FOUND' });
  });

  test('is no county’s to take, be it under the city or in another county, nor its bringer’s', async () => {
    const reportId = await submit(POWER, { tenantId: 1 });
    const inWillow = await submit(POWER, { tenantId: 2 });
    const takes = (tenantId: number, id: string) =>
      [
        [linkReportCommand, { tenantId, reportId: id, caseId: CASE.reed, caseTenantId: 3 }],
        [refuseReportCommand, { tenantId, reportId: id, reason: '不属实' }],
      ] as const;
    for (const [command, input] of [...takes(1, reportId), ...takes(2, inWillow)]) {
      const as = (actor: Actor) => send(actor, command as Command<string, object, object>, input);
      await expect(as(REED_ACCEPTOR)).rejects.toMatchObject({
        code: expect.stringMatching(/SYS-NOT-FOUND|FLOW-REPORT-COUNTY/),
      });
      await expect(as(POWER)).rejects.toMatchObject({ code: 'AUTH-FORBIDDEN' });
    }
    for (const id of [reportId, inWillow]) {
      const register = inTenant(database, 'county', actingOf(REED_ACCEPTOR), (trx) =>
        takeReport(trx, REED_ACCEPTOR, { tenantId: 3, reportId: id }, { caseId: CASE.reed, caseNo: null }),
      );
      await expect(register).rejects.toMatchObject({ code: 'SYS-NOT-FOUND' });
      expect(await rowOf(id)).toMatchObject({ state: 'waiting' });
    }
  });
});

describe('what became of a report', () => {
  test('is shown page by page to the body that brought it, in every county, and to no other body', async () => {
    await asOwner(database, (trx) => trx.deleteFrom('biz.report').execute());
    const [first, second, third] = [
      await submit(POWER, { tenantId: 2 }),
      await submit(POWER, { tenantId: 3 }),
      await submit(POWER, { tenantId: 1 }),
    ];
    const collectors = await submit(COLLECTOR);
    await send(ACCEPTOR, refuseReportCommand, { tenantId: 2, reportId: first, reason: '重复，联系13812345678' });
    const page = await own(POWER, { limit: 2 });
    expect(page.ids).toEqual([third, second]);
    expect(page.next).toEqual({ reportedAt: page.reports[1]?.reportedAt, reportId: second });
    const rest = await own(POWER, { limit: 2, after: page.next });
    expect(rest).toMatchObject({ ids: [first], next: null });
    expect(rest.reports[0]).toMatchObject({ state: 'refused', reason: '重复，联系138****5678', caseTenantId: null });
    expect((await own(POWER, { states: ['waiting'] })).ids).toEqual([third, second]);
    expect((await own(COLLECTOR)).ids).toEqual([collectors]);
    expect((await own(ACCEPTOR)).ids).toEqual([]);
    await expect(own(OFFICER)).rejects.toMatchObject({ code: 'AUTH-FORBIDDEN' });
  });
});

describe('a photograph of a report', () => {
  test('is shown to the desks it waits at and to the body that brought it, and to nobody else', async () => {
    const { sha256, usage } = await uploaded(database, COLLECTOR, 'before', new Date());
    const reportId = await submit(COLLECTOR, { photos: [{ sha256, usage }] });
    const find = (actor: Actor, hash = sha256) =>
      inTenant(database, actor.pool, actingOf(actor), (trx) =>
        findOnReport(trx, { tenantId: 2, reportId, sha256: hash }),
      );
    for (const actor of [ACCEPTOR, CITY_ACCEPTOR, COLLECTOR]) {
      expect(await find(actor)).toEqual({ homeId: 2, sha256, type: 'image/jpeg' });
    }
    for (const actor of [REED_ACCEPTOR, POWER]) {
      await expect(find(actor)).rejects.toMatchObject({ code: 'MEDIA-NOT-FOUND' });
    }
    await expect(find(ACCEPTOR, 'f'.repeat(64))).rejects.toMatchObject({ code: 'MEDIA-NOT-FOUND' });
  });
});

describe('every change of a report', () => {
  test('notifies the desks under its id, with the body that brought it', async () => {
    const client = await database.pool('direct').connect();
    const heard: unknown[] = [];
    client.on('notification', ({ payload }) => heard.push(JSON.parse(payload ?? '')));
    try {
      await client.query('listen liangji_case');
      const reportId = await submit(COLLECTOR);
      await send(ACCEPTOR, linkReportCommand, { tenantId: 2, reportId, caseId: CASE.atParks });
      await send(ACCEPTOR, unlinkReportCommand, { tenantId: 2, reportId });
      await client.query('select 1'); // what was sent before its answer has come by then
      const change = { tenantId: 2, cityId: 1, caseId: reportId, version: 0, units: [22] };
      expect(heard).toEqual([change, change, change]);
    } finally {
      await client.query('unlisten *');
      client.release();
    }
  });
});

describe('an acceptor', () => {
  test('refuses with a reason, which stands in the audit without personal numbers', async () => {
    const reportId = await submit(COLLECTOR);
    const reason = '属小区内部，已电话13812345678告知';
    await expect(send(ACCEPTOR, refuseReportCommand, { tenantId: 2, reportId, reason: '' })).rejects.toMatchObject({
      code: 'SYS-INPUT',
    });
    await send(ACCEPTOR, refuseReportCommand, { tenantId: 2, reportId, reason });
    expect(await rowOf(reportId)).toMatchObject({ state: 'refused', reason, case_id: null });
    expect((await audited(reportId)).at(-1)).toMatchObject({
      action: 'reports.refuse',
      data: { tenantId: 2, reason: '属小区内部，已电话138****5678告知' },
    });
    expect(await waiting(ACCEPTOR)).not.toContain(reportId);
  });

  test('links to a case and takes the link back', async () => {
    const reportId = await submit(COLLECTOR);
    await send(ACCEPTOR, linkReportCommand, { tenantId: 2, reportId, caseId: CASE.atParks });
    expect(await rowOf(reportId)).toMatchObject({ state: 'linked', case_id: CASE.atParks });
    expect(await waiting(ACCEPTOR)).not.toContain(reportId);
    await send(ACCEPTOR, unlinkReportCommand, { tenantId: 2, reportId });
    expect(await rowOf(reportId)).toMatchObject({ state: 'waiting', case_id: null });
    expect(await waiting(ACCEPTOR)).toContain(reportId);
  });

  test('registers it with the case, which takes over who brought it and when', async () => {
    const photo = await uploaded(database, COLLECTOR, 'before', new Date());
    const reportId = await submit(COLLECTOR, { photos: [photo] });
    const taken = await inTenant(database, 'county', actingOf(ACCEPTOR), (trx) =>
      takeReport(trx, ACCEPTOR, { tenantId: 2, reportId }, { caseId: CASE.waiting, caseNo: CASE.waiting }),
    );
    expect(taken).toMatchObject({
      ...{ byUnitId: 22, personId: COLLECTOR.personId, sourceCode: 'collector', selfHandled: false },
      photos: [photo],
    });
    expect(await rowOf(reportId)).toMatchObject({ state: 'registered', case_id: CASE.waiting });
  });

  test('is refused where another settled it before; of two at once one does it', async () => {
    const reportId = await submit(COLLECTOR);
    const both = await Promise.allSettled([
      send(ACCEPTOR, refuseReportCommand, { tenantId: 2, reportId, reason: '重复' }),
      send(CITY_ACCEPTOR, linkReportCommand, { tenantId: 2, reportId, caseId: CASE.atParks }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'FLOW-REPORT-SETTLED' } });
    const again = send(ACCEPTOR, refuseReportCommand, { tenantId: 2, reportId, reason: '重复' });
    await expect(again).rejects.toMatchObject({ code: 'FLOW-REPORT-SETTLED' });
    const register = inTenant(database, 'county', actingOf(ACCEPTOR), (trx) =>
      takeReport(trx, ACCEPTOR, { tenantId: 2, reportId }, { caseId: CASE.waiting, caseNo: CASE.waiting }),
    );
    await expect(register).rejects.toMatchObject({ code: 'FLOW-REPORT-SETTLED' });
  });
});

describe('the wrong person', () => {
  const decisions = [
    ['refuses', refuseReportCommand, { reason: '不属实' }, 'SYS-NOT-FOUND'],
    ['links', linkReportCommand, { caseId: CASE.atParks }, 'FLOW-CASE-UNKNOWN'],
    ['unlinks', unlinkReportCommand, {}, 'SYS-NOT-FOUND'],
  ] as const;

  test.each(decisions)(
    '%s nothing: another county, the body that brought it, a dispatcher',
    async (_does, command, more, unknown) => {
      const reportId = await submit(COLLECTOR);
      const input = { tenantId: 2, reportId, ...more };
      const as = (actor: Actor) => send(actor, command as Command<string, object, object>, input);
      await expect(as(REED_ACCEPTOR)).rejects.toMatchObject({ code: unknown });
      await expect(as(COLLECTOR)).rejects.toMatchObject({ code: 'AUTH-FORBIDDEN' });
      await expect(as(DISPATCHER)).rejects.toMatchObject({ code: 'AUTH-FORBIDDEN' });
      expect(await rowOf(reportId)).toMatchObject({ state: 'waiting' });
    },
  );

  test('links to no case of another county, nor to one that is not there', async () => {
    const reportId = await submit(COLLECTOR);
    for (const caseId of [CASE.reed, CASE.atParks.replace('c4', 'cf')]) {
      const linking = send(ACCEPTOR, linkReportCommand, { tenantId: 2, reportId, caseId });
      await expect(linking).rejects.toMatchObject({ code: 'FLOW-CASE-UNKNOWN' });
    }
  });

  test('changes nothing by SQL either: a body settles no report, its own included, and brings none for another', async () => {
    const reportId = await submit(COLLECTOR);
    const as = (actor: Actor, statement: string) =>
      inTenant(database, actor.pool, actingOf(actor), (trx) => sql.raw(statement).execute(trx));
    const settle = `update biz.report set state = 'refused', reason = 'x' where id = '${reportId}'`;
    await expect(as(COLLECTOR, settle)).rejects.toMatchObject({ code: 'AUTH-FORBIDDEN' });
    expect((await as(REED_ACCEPTOR, settle)).numAffectedRows).toBe(0n);
    const forged = `insert into biz.report (tenant_id, city_id, id, source_code, by_unit_id, reported_at, recorded_at, state)
      values (2, 1, gen_random_uuid(), 's', 21, now(), now(), 'waiting')`;
    await expect(as(COLLECTOR, forged)).rejects.toMatchObject({ code: 'AUTH-FORBIDDEN' });
    await expect(as(ACCEPTOR, forged)).rejects.toMatchObject({ code: '42501' });
  });
});
