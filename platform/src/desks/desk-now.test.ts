import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local } from '../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { city, here, makeActs, parks, power, willow, works } from '../../test/lifecycle/at-desks.ts';
import { actorOf, settleCommands } from '../../test/lifecycle/two-commands.ts';
import type { Acted } from '../cases/lifecycle/record-attempt.ts';
import { asOwner, inTenant } from '../database/transaction.ts';
import { actingOf, type Actor } from '../identity/actor.ts';
import { deskNow } from './desk-now.ts';
import { urgentCases } from './urgent-cases.ts';

let database: TestDatabase;
const { at, register, act, filed } = makeActs(() => database);
beforeAll(async () => {
  database = await freshDatabase('desk_now', settleCommands);
  await asOwner(database, async (trx) => {
    await openLeads(150, false, '2026-10-12 08:00', 21).execute(trx);
    await openLeads(3, true, '2026-10-12 09:00', 11).execute(trx);
  });
});
afterAll(() => database.drop());

/** Cases of willow that a body was given and has not taken; the utility is of the city. */
const openLeads = (count: number, urgent: boolean, due: string, unit: number) => sql`
  with made as (
    insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, lead_unit_id, lead_home_id, case_no, stage, state,
      kind, source_code, source_group, reported_at, created_at, updated_at, step_due_at, urgent, class_id, address)
    select 2, 1, gen_random_uuid(), 2, ${unit}::int, ${unit}::int, ${unit === 11 ? 1 : 2}::int, ${unit} || '-' || n, 'dispatched',
      'disposing', 'event', 's', 'patrol', now(), now(), now(), ${local(due)}::timestamptz + n * interval '1 second',
      ${urgent}::boolean, 1, '滨江路 ' || n || ' 号，请打 13800001234' from generate_series(1, ${count}::int) n
    returning tenant_id, city_id, id, lead_unit_id)
  insert into biz.assignment (tenant_id, city_id, id, case_id, kind, asker_unit_id, unit_id, brief, asked_at, state)
    select tenant_id, city_id, gen_random_uuid(), id, 'lead', 20, lead_unit_id, '{}', now(), 'open' from made
    returning 1`;

const NOW = local('2026-10-12 12:00');
const desk = (actor: Actor) => inTenant(database, actor.pool, actingOf(actor), (trx) => deskNow(trx, actor, NOW));
const urgentOf = async (actor: Actor) => (await desk(actor)).urgent;
const NONE = { total: 0, first: null };
const reeds = actorOf(3, 31, 'department', 'department');

describe('an urgent case that waits', () => {
  let one: Acted;
  beforeAll(async () => {
    at('2026-10-12 09:00');
    one = await register(city('acceptor'));
    one = await act(city('shift_leader'), 'file_urgent', here(one), { classId: 1, ruleId: 1, unitId: 21 });
  });

  it('is heard of by the body that has to take it, behind 150 others that are due sooner', async () => {
    const first = {
      tenantId: 2,
      caseId: one.caseId,
      caseNo: one.caseNo,
      className: '暴露垃圾',
      address: '滨江路 1 号',
    };
    expect(await urgentOf(works)).toEqual({ total: 1, first });
  });

  it('is heard of by no other body, desk or county', async () => {
    for (const other of [parks, reeds]) expect(await urgentOf(other), other.login).toEqual(NONE);
    for (const other of [willow('dispatcher'), city('shift_leader'), city('leader')]) {
      expect(await urgentOf(other), other.login).toBeNull();
    }
  });

  it('is kept from whoever asks in the name of the body that has it', async () => {
    for (const other of [parks, reeds]) {
      const asWorks = inTenant(database, 'unit', actingOf(other), (trx) => urgentCases(trx, works, [{}]));
      expect(await asWorks, other.login).toEqual(NONE);
    }
  });

  it('is no alarm for a post that takes no cases, nor where the mode gives that to other posts', async () => {
    expect(await urgentOf(actorOf(2, 21, 'department', 'leader'))).toBeNull();
    expect(await urgentOf(actorOf(2, 21, 'department', 'worker'))).toMatchObject({ total: 1 });
    const asModes = (rights: object) =>
      inTenant(database, 'unit', actingOf(works), (trx) => urgentCases(trx, works, [rights]));
    expect(await asModes({ take: ['worker'] })).toBeNull();
    expect(await asModes({})).toMatchObject({ total: 1 });
  });

  it('is heard of until somebody takes it', async () => {
    await act(works, 'take', here(one));
    expect(await urgentOf(works)).toEqual(NONE);
  });

  it('is counted with its like for a company of the city, and the one due first is named with its numbers masked', async () => {
    expect(await urgentOf(power)).toMatchObject({
      total: 3,
      first: { caseNo: '11-1', address: '滨江路 1 号，请打 138****1234' },
    });
  });
});

describe('whoever gives orders', () => {
  const supervision = async (actor: Actor) => (await desk(actor)).supervision;
  const counted = async (actor: Actor) => (await desk(actor)).counts.filter(({ view }) => view === 'supervised');
  const order = { order: 'supervise', level: 'ordinary', until: '2026-10-13T09:00:00Z', words: '请尽快' } as const;
  const leaveTo = (tenantId: number, posts: readonly string[]) =>
    asOwner(database, (trx) =>
      sql`update biz.tenant_mode set document = jsonb_set(document, '{rights}', ${JSON.stringify({ supervise: posts })}::jsonb)
        where tenant_id = ${tenantId}`.execute(trx),
    );

  it('supervises by the common rule: the city all, a county and a dispatcher what their desk commands', async () => {
    for (const post of ['inspector', 'leader', 'shift_leader']) {
      expect(await supervision(city(post)), post).toEqual({ commandUnitId: null });
      expect(await supervision(willow(post)), post).toEqual({ commandUnitId: 20 });
    }
    expect(await supervision(city('dispatcher'))).toEqual({ commandUnitId: 10 });
    for (const other of [city('acceptor'), willow('collector'), works, actorOf(2, 21, 'department', 'leader')]) {
      expect(await supervision(other), other.login).toBeNull();
    }
  });

  it('is shown nothing to supervise, and refused, where the mode leaves orders to other posts', async () => {
    const before = await filed();
    expect(await counted(willow('inspector')), 'the urgent one and this').toMatchObject([{ of: 'case', total: 2 }]);
    await act(city('inspector'), 'supervise', here(before), order);
    await leaveTo(2, ['leader']);
    expect(await supervision(willow('inspector'))).toBeNull();
    expect(await counted(willow('inspector'))).toEqual([]);
    expect(await supervision(willow('leader'))).toEqual({ commandUnitId: 20 });
    await expect(act(city('inspector'), 'supervise', here(before), order)).rejects.toMatchObject({ code: 'FLOW-POST' });
    await act(city('leader'), 'supervise', here(before), order);
  });

  it('is shown them at the city as long as one of its counties leaves them to the post', async () => {
    expect(await supervision(city('inspector'))).toEqual({ commandUnitId: null });
    await leaveTo(3, ['leader']);
    expect(await supervision(city('inspector'))).toBeNull();
    expect(await supervision(city('leader'))).toEqual({ commandUnitId: null });
  });
});
