import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actOnCase } from '../../../src/cases/lifecycle/act-on-case.ts';
import type { Acted } from '../../../src/cases/lifecycle/record-attempt.ts';
import type { ActName } from '../../../src/cases/lifecycle/acts.ts';
import { runClerk } from '../../../src/cases/lifecycle/clerk.ts';
import type { Given } from '../../../src/cases/lifecycle/given.ts';
import { registerCase } from '../../../src/cases/lifecycle/register-case.ts';
import { asOwner, inTenant, withTenantClient } from '../../../src/database/transaction.ts';
import { actingOf, type Actor } from '../../../src/identity/actor.ts';
import { local, standingDeps } from '../../assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../cluster.ts';
import { actorOf, settleCommands } from '../../lifecycle/two-commands.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('decisions', settleCommands);
});
afterAll(() => database.drop());

const deps = standingDeps(local('2026-10-12 08:00'));
const city = (post: string): Actor => actorOf(1, 10, 'centre', post);
const willow = (post: string): Actor => actorOf(2, 20, 'centre', post);
const CLERK = { tenantId: 2, cityId: 1, unitId: 20, actor: 'clerk' };

const act = (actor: Actor, name: ActName, { tenantId, caseId, version }: Acted, given: Given): Promise<Acted> =>
  inTenant(database, actor.pool, actingOf(actor), (trx) =>
    actOnCase(trx, deps, actor, name, { tenantId, caseId, version: version! }, given),
  );

/** A case that the city supervises and a department of willow has: only the city forces its closing. */
async function dispatched(): Promise<Acted> {
  const desk = city('acceptor');
  const one = await inTenant(database, 'city', actingOf(desk), (trx) =>
    registerCase(trx, deps, desk, 'register', {
      ...{ tenantId: 2, source: 'patrol', kind: 'event', classId: 1, words: '路口有垃圾', address: '滨江路 1 号' },
    }),
  );
  const accepted = await act(desk, 'accept', one, { classId: 1, ruleId: 1 });
  const filed = await act(city('shift_leader'), 'file', accepted, {});
  return act(willow('dispatcher'), 'dispatch', filed, { unitId: 21 });
}

/** In plain SQL, as somebody in his own pool. */
const sql = (actor: Actor, text: string): Promise<unknown> =>
  withTenantClient(database, actor.pool, actingOf(actor), (client) => client.query(text));

/** Says that a body decided to force the closing; `post` is what it says of itself. */
async function decide(actor: Actor, { caseId, version }: Acted, post = 'leader'): Promise<string> {
  const id = randomUUID();
  await sql(
    actor,
    `insert into biz.case_event (tenant_id, city_id, id, case_id, kind, occurred_at, recorded_at, data, by_unit_id, post)
     values (2, 1, '${id}', '${caseId}', 'decided', now(), now(),
       '{"act": "force_close", "forVersion": ${version}, "reason": "领导批示"}', ${actor.body.id}, '${post}')`,
  );
  return id;
}

const order = (actor: Actor, { caseId }: Acted, decisionId: string): Promise<unknown> =>
  sql(
    actor,
    `insert into biz.assignment (tenant_id, city_id, id, case_id, kind, subtype, asker_unit_id, unit_id, other_id, brief,
       asked_at, state)
     values (2, 1, '${randomUUID()}', '${caseId}', 'notice', 'decision', ${actor.body.id}, 20,
       ${actor.tenantId === 1 ? 1 : 'null'}, '{"decisionId": "${decisionId}"}', now(), 'open')`,
  );

/** The case and the answer to its last notice, once the clerk has been. */
async function followed({ caseId }: Acted) {
  await runClerk(database, deps, CLERK);
  return asOwner(database, async (trx) => {
    const row = await trx
      .selectFrom('biz.case')
      .select(['state', 'version'])
      .where('id', '=', caseId)
      .executeTakeFirstOrThrow();
    const notice = await trx
      .selectFrom('biz.assignment')
      .select(['state', 'answer'])
      .where('case_id', '=', caseId)
      .where('kind', '=', 'notice')
      .orderBy('asked_at', 'desc')
      .executeTakeFirstOrThrow();
    return { state: row.state, notice: notice.state, code: (notice.answer as { code?: string } | null)?.code };
  });
}
const LAPSED = { state: 'disposing', notice: 'returned' };

describe('the clerk of a county, ordered to force the closing of a case that its city supervises', () => {
  it('does so for the leader of the city', async () => {
    const one = await dispatched();
    await order(city('leader'), one, await decide(city('leader'), one));
    expect(await followed(one)).toMatchObject({ state: 'closed', notice: 'confirmed' });
  });

  it('not for the county itself, whatever it writes of its post', async () => {
    const one = await dispatched();
    await order(willow('leader'), one, await decide(willow('leader'), one));
    expect(await followed(one)).toEqual({ ...LAPSED, code: 'FLOW-SIDE' });
  });

  it('not for an acceptor of the city', async () => {
    const one = await dispatched();
    await order(city('acceptor'), one, await decide(city('acceptor'), one, 'acceptor'));
    expect(await followed(one)).toEqual({ ...LAPSED, code: 'FLOW-POST' });
  });

  it('not where the notice names no decision of its asker', async () => {
    for (const decisionId of ['', randomUUID()]) {
      const one = await dispatched();
      await order(willow('leader'), one, decisionId);
      expect(await followed(one)).toEqual({ ...LAPSED, code: 'FLOW-NO-DECISION' });
    }
    const other = await dispatched();
    const one = await dispatched();
    await order(willow('leader'), one, await decide(city('leader'), one));
    expect(await followed(one)).toEqual({ ...LAPSED, code: 'FLOW-NO-DECISION' });
    const ofAnother = await dispatched();
    await order(city('leader'), ofAnother, await decide(city('leader'), other));
    expect(await followed(ofAnother)).toEqual({ ...LAPSED, code: 'FLOW-NO-DECISION' });
  });

  it('not what the county makes of the notice of its city', async () => {
    const one = await dispatched();
    await order(city('leader'), one, randomUUID());
    const own = await decide(willow('leader'), one);
    await sql(
      willow('leader'),
      `update biz.assignment set brief = '{"decisionId": "${own}", "order": {"act": "void"}}'
        where tenant_id = 2 and case_id = '${one.caseId}' and kind = 'notice'`,
    );
    expect(await followed(one)).toEqual({ ...LAPSED, code: 'FLOW-NO-DECISION' });
  });

  it('not a second time, when the county opens a notice anew that lapsed', async () => {
    const one = await dispatched();
    await order(city('leader'), one, await decide(city('leader'), one));
    const department = actorOf(2, 21, 'department', 'department');
    await act(department, 'take', one, {});
    expect(await followed(one)).toEqual({ ...LAPSED, code: 'FLOW-MOVED-ON' });
    await sql(
      willow('leader'),
      `update biz.assignment set state = 'open' where tenant_id = 2 and case_id = '${one.caseId}' and kind = 'notice'`,
    );
    expect(await followed(one)).toEqual({ ...LAPSED, code: 'FLOW-MOVED-ON' });
  });
});
