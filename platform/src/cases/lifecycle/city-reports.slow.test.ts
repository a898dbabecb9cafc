import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local, standingDeps } from '../../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { actorOf, settleCommands } from '../../../test/lifecycle/two-commands.ts';
import { uploaded } from '../../../test/lifecycle/uploaded.ts';
import type { Command } from '../../commands/command.ts';
import { perform } from '../../commands/perform.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import { actingOf, type Actor } from '../../identity/actor.ts';
import { refreshCases } from '../record/refresh-cases.ts';
import { heldCasesQuery } from '../read/held-cases.ts';
import { ownReportsQuery } from '../reports/own-reports.ts';
import { submitReportCommand } from '../reports/submit-report.ts';
import type { Acted } from './record-attempt.ts';
import { ACT_COMMANDS, MAKING_COMMANDS } from './commands.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('commands', settleCommands);
  await asOwner(database, async (trx) => {
    for (const [tenantId, west] of [
      [2, 105.4],
      [3, 105.6],
    ] as const) {
      const [east, south, north] = [west + 0.2, 30.4, 30.6];
      const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]; // prettier-ignore
      await sql`insert into biz.area (tenant_id, city_id, id, level, name, is_schematic, outline) values (${tenantId}, 1, ${tenantId},
        'county', ${`county ${tenantId}`}, true, ${JSON.stringify({ type: 'Polygon', coordinates: [ring] })}::jsonb)`.execute(
        trx,
      );
    }
  });
});
afterAll(() => database.drop());

const deps = { ...standingDeps(local('2026-10-12 08:00')), phoneDigest: () => Promise.resolve('') };
const IN_WILLOW = { longitude: 105.5, latitude: 30.5 };
const IN_REED = { longitude: 105.7, latitude: 30.5 };
const NOWHERE = { longitude: 108, latitude: 30.5 };

const city = (post: string, person = 1) => actorOf(1, 10, 'centre', post, person);
const willow = (post: string) => actorOf(2, 20, 'centre', post);
const collector = (person: number) => actorOf(1, 12, 'collection_company', 'collector', person);

const send = <Input, Output>(actor: Actor, command: Command<string, Input, Output>, input: object): Promise<Output> =>
  perform({ database, deps, files: '/', queue: { wake: () => Promise.resolve() } }, actor, command, {
    input,
    key: null,
  });
const register = (actor: Actor, input: object): Promise<Acted> =>
  send(actor, MAKING_COMMANDS.register, {
    ...{ source: 'patrol', kind: 'event', classId: 1, words: '路口有垃圾', address: '滨江路 1 号' },
    ...input,
  });
const ask = <Input, Output>(
  actor: Actor,
  query: {
    readonly input: { parse(given: object): Input };
    read: (trx: never, actor: Actor, input: Input, deps: never) => Promise<Output>;
  },
  input: object,
): Promise<Output> =>
  inTenant(database, actor.pool, actingOf(actor), (trx) =>
    query.read(trx as never, actor, query.input.parse(input), deps as never),
  );
const caseRow = (caseId: string) =>
  asOwner(database, (trx) => trx.selectFrom('biz.case').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow());

describe('a case', () => {
  it.each([
    ['of the city itself, with a point', { tenantId: 1, ...IN_WILLOW }, 'FLOW-COUNTY'],
    ['of the city itself, without a point', { tenantId: 1 }, 'FLOW-COUNTY'],
    ['of another county than its point', { tenantId: 2, ...IN_REED }, 'FLOW-PLACE'],
    ['outside of every county', { tenantId: 2, ...NOWHERE }, 'FLOW-OUTSIDE'],
  ])('is not registered %s, and takes no number', async (_what, input, code) => {
    const numbers = () => asOwner(database, (trx) => trx.selectFrom('biz.case_number').selectAll().execute());
    const before = await numbers();
    await expect(register(city('acceptor'), input)).rejects.toMatchObject({ code });
    await expect(
      send(city('acceptor'), MAKING_COMMANDS.self_handle, {
        ...{ source: 'patrol', kind: 'event', classId: 1, words: '垃圾', address: '滨江路', ...input },
      }),
    ).rejects.toMatchObject({ code });
    expect(await numbers()).toEqual(before);
  });

  it('is registered by the desk of a county in its own county alone, and not outside of it', async () => {
    await expect(register(willow('acceptor'), { tenantId: 1 })).rejects.toMatchObject({ code: 'FLOW-COUNTY' });
    await expect(register(willow('acceptor'), { tenantId: 2, ...NOWHERE })).rejects.toMatchObject({
      code: 'FLOW-OUTSIDE',
    });
    expect(await register(willow('acceptor'), { tenantId: 2, ...IN_WILLOW })).toMatchObject({
      tenantId: 2,
      version: 1,
    });
  });
});

describe('a report of a collector of the city', () => {
  it.each([
    ['without a place, as a case of willow, which commands for itself', { tenantId: 1 }, 2, 1],
    ['without a place, as a case of reed, which the city supervises', { tenantId: 1 }, 3, 1],
    ['with a point in reed', { tenantId: 1, ...IN_REED }, 3, 3],
  ] as const)('is registered by the acceptor of the city: %s', async (_how, given, tenantId, reportTenantId) => {
    const photo = await uploaded(database, collector(1), 'before', deps.clock.now());
    const { reportId, ...lies } = await send(collector(1), submitReportCommand, {
      ...{ sourceCode: 'patrol', description: '井盖缺失', photos: [photo], ...given },
    });
    expect(lies.tenantId).toBe(reportTenantId);
    // The acceptor takes it in an hour later: the case was reported when the collector did, its clock starts now.
    const reportedAt = deps.clock.now();
    deps.moveTo(new Date(reportedAt.getTime() + 3_600_000));
    let one = await register(city('acceptor'), { tenantId, reportId });
    expect(await caseRow(one.caseId)).toMatchObject({
      ...{ tenant_id: tenantId, holder_id: 1, supervision_unit_id: 10, reported_at: reportedAt },
      step_due_at: new Date(reportedAt.getTime() + 3_600_000 + 15 * 60_000),
    });
    const media = await asOwner(database, (trx) =>
      trx.selectFrom('biz.case_media').select(['tenant_id', 'sha256']).where('case_id', '=', one.caseId).execute(),
    );
    expect(new Set(media.map((row) => `${row.tenant_id} ${row.sha256}`))).toEqual(
      new Set([`${tenantId} ${photo.sha256}`]),
    );
    const { reports } = await ask(collector(2), ownReportsQuery, { limit: 1 });
    expect(reports).toMatchObject([{ reportId, state: 'registered', caseTenantId: tenantId, caseNo: one.caseNo }]);

    while (await refreshCases(database, deps, { tenantId, cityId: 1, actor: 'test' }));
    const fact = await asOwner(database, (trx) =>
      trx.selectFrom('biz.case_fact').select('collector_unit_id').where('case_id', '=', one.caseId).executeTakeFirst(),
    );
    expect(fact).toEqual({ collector_unit_id: 12 });

    // Whoever reported it does not check it; another collector of the company does.
    const here = () => ({ tenantId, caseId: one.caseId, version: one.version! });
    one = await send(city('acceptor'), ACT_COMMANDS.accept, { ...here(), classId: 1, ruleId: 1 });
    one = await send(city('shift_leader'), ACT_COMMANDS.file, here());
    const desk = tenantId === 2 ? willow('dispatcher') : actorOf(3, 30, 'centre', 'dispatcher');
    const works =
      tenantId === 2 ? actorOf(2, 21, 'department', 'department') : actorOf(3, 31, 'department', 'department');
    one = await send(desk, ACT_COMMANDS.dispatch, { ...here(), unitId: works.body.id });
    const after = await uploaded(database, works, 'after', deps.clock.now());
    one = await send(works, ACT_COMMANDS.feed_back, { ...here(), words: '已清除', photos: [after] });
    one = await send(city('acceptor'), ACT_COMMANDS.ask_check, { ...here(), unitId: 12 });
    const { id: taskId } = await asOwner(database, (trx) =>
      trx
        .selectFrom('biz.assignment')
        .select('id')
        .where('case_id', '=', one.caseId)
        .where('kind', '=', 'check')
        .executeTakeFirstOrThrow(),
    );
    const answer = async (actor: Actor) => {
      const shown = await uploaded(database, actor, 'check', deps.clock.now());
      return send(actor, ACT_COMMANDS.answer_check, { tenantId, taskId, finding: 'passed', photos: [shown] });
    };
    await expect(answer(collector(1))).rejects.toMatchObject({ code: 'FLOW-BARRED' });
    await answer(collector(2));
  });

  it('is made into two cases by nobody', async () => {
    const { reportId } = await send(collector(1), submitReportCommand, {
      ...{ tenantId: 1, sourceCode: 'patrol', description: '井盖缺失' },
    });
    await register(city('acceptor'), { tenantId: 2, reportId });
    await expect(register(city('acceptor'), { tenantId: 3, reportId })).rejects.toMatchObject({
      code: 'FLOW-REPORT-SETTLED',
    });
    await expect(register(willow('acceptor'), { tenantId: 2, reportId })).rejects.toMatchObject({
      code: 'SYS-NOT-FOUND',
    });
  });
});

it('a place sent under a key, once and again, makes one case; another place under it is refused', async () => {
  const send = (longitude: number) =>
    perform(
      { database, deps, files: '/', queue: { wake: () => Promise.resolve() } },
      city('acceptor'),
      MAKING_COMMANDS.register,
      {
        input: {
          ...{ tenantId: 2, source: 'patrol', kind: 'event', classId: 1, words: '路口有垃圾', address: '滨江路 1 号' },
          ...{ longitude, latitude: IN_WILLOW.latitude },
        },
        key: 'a-place',
      },
    );
  const once = await send(105.50001);
  expect(await send(105.50001)).toEqual(once);
  await expect(send(105.50002)).rejects.toMatchObject({ code: 'KEY-COMMAND-REUSED' });
});

describe('what lies at a body without a task', () => {
  it('is paged by deadline, the desk’s own alone, whatever a task says', async () => {
    const ids = async (actor: Actor, input: object = {}) => {
      const { cases, next } = await ask(actor, heldCasesQuery, input);
      return { ids: cases.map(({ caseId }) => caseId), next, cases };
    };
    const held = (unitId: number) =>
      asOwner(database, async (trx) => {
        const rows = await trx
          .selectFrom('biz.case')
          .select('id')
          .where('holder_unit_id', '=', unitId)
          .where('state', 'not in', ['closed', 'refused', 'void'])
          .execute();
        return rows.map(({ id }) => id).toSorted();
      });
    const all = await ids(willow('dispatcher'));
    expect(all.ids.toSorted()).toEqual(await held(20));
    expect(all.next).toBeNull();
    const atCity = await ids(city('acceptor'));
    expect(atCity.ids.toSorted()).toEqual(await held(10));
    expect(atCity.ids.length).toBeGreaterThan(2);
    expect(new Set(atCity.cases.map(({ tenantId }) => tenantId))).toEqual(new Set([2, 3]));
    const paged: string[] = [];
    let after: object | null = {};
    while (after !== null) {
      const page: Awaited<ReturnType<typeof ids>> = await ids(city('acceptor'), {
        limit: 2,
        ...(paged.length === 0 ? {} : { after }),
      });
      paged.push(...page.ids);
      after = page.next;
    }
    expect(paged).toEqual(atCity.ids);
    expect((await ids(city('acceptor'), { states: ['filing'] })).ids).toEqual([]);
    expect((await ids(actorOf(2, 22, 'department', 'department'))).ids).toEqual([]);
    expect((await ids(actorOf(3, 30, 'centre', 'acceptor'))).ids.toSorted()).toEqual(await held(30));
  });
});
