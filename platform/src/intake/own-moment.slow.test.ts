import { rm } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { actOnCase } from '../cases/lifecycle/act-on-case.ts';
import { inTenant } from '../database/transaction.ts';
import { actingOf } from '../identity/actor.ts';
import { at, countCases, differences, eventsOf, filed, here, makeOwnCases, rowOf, send, storedCase, willow, type OwnCases } from '../../test/intake/own-cases.ts'; // prettier-ignore

let own: OwnCases;
beforeAll(async () => {
  own = await makeOwnCases();
});
afterAll(async () => {
  await own.database.drop();
  await rm(own.files, { recursive: true });
});

const WORKED = { 派遣时间: '2026-10-12 09:00:00', 处置时间: '2026-10-12 10:00:00' };

/** Until somebody waits for a lock of a row. */
async function somebodyWaits(): Promise<void> {
  const boss = await own.database.superuser();
  for (;;) {
    const { rowCount } = await boss.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rowCount !== 0) break;
    await setTimeout(20);
  }
  await boss.end();
}

/** The desk gives the case to its department. */
const dispatch = (one: Awaited<ReturnType<typeof filed>>, beforeCommit = () => Promise.resolve()) => {
  const actor = willow('dispatcher');
  return inTenant(own.database, actor.pool, actingOf(actor), async (trx) => {
    const acted = await actOnCase(trx, own.deps, actor, 'dispatch', here(one), { unitId: 21 });
    await beforeCommit();
    return acted;
  });
};

it('a row that comes while the desk acts waits for it, and finds the step done', async () => {
  const one = await filed(own);
  own.deps.moveTo(at('2026-10-12 10:30'));
  let sending: ReturnType<typeof send> | undefined;
  await dispatch(one, async () => {
    sending = send(own, '2026-10-12 10:30', [rowOf(one.caseNo!, WORKED)]);
    await somebodyWaits();
  });
  expect(await sending).toMatchObject({
    // Disposed at ten, before the desk gave the case away at half past: noted, and answered by nobody.
    ...{ outcomes: ['updated'], caseIds: [one.caseId], findings: { 'FLOW-OWN-STEP': 1, 'FLOW-ORDER': 1 } },
  });
  expect(await storedCase(own, one.caseId)).toMatchObject({ state: 'disposing', version: 4, lead_unit_id: 21 });
  expect((await eventsOf(own, one.caseId)).slice(4)).toEqual(['dispatched 4 12 10:30', 'claimed disposed - 12 10:00']);
  expect(await differences(own)).toEqual([]);
});

it('of a row and a desk in the same moment one acts, the other learns of it; nobody is lost, and no case made', async () => {
  for (let round = 0; round < 6; round++) {
    const one = await filed(own);
    const cases = await countCases(own);
    own.deps.moveTo(at('2026-10-12 10:30'));
    const sending = send(own, '2026-10-12 10:30', [rowOf(one.caseNo!, WORKED)]);
    if (round % 2 === 1) await setTimeout(round * 10);
    const acting = dispatch(one).then(
      () => 'dispatched',
      (error: { code?: string }) => error.code,
    );
    const [sent, acted] = await Promise.all([sending, acting]);
    expect(sent).toMatchObject({ outcomes: ['updated'], caseIds: [one.caseId] });
    const { state, lead_unit_id: lead } = await storedCase(own, one.caseId);
    expect(['dispatched disposing 21', 'FLOW-MOVED-ON check_sending 20']).toContain(`${acted} ${state} ${lead}`);
    const claims = (await eventsOf(own, one.caseId)).filter((event) => event.startsWith('claimed disposed'));
    expect(claims).toHaveLength(1);
    expect(await countCases(own)).toBe(cases);
  }
  expect(await differences(own)).toEqual([]);
});

it('a chunk about many cases of the platform asks no more of the database than one about a few, but for answers', async () => {
  const cases = [];
  for (let n = 0; n < 12; n++) cases.push(await filed(own));
  const rows = cases.map(({ caseNo }) => rowOf(caseNo!, { 派遣时间: WORKED.派遣时间 }));
  const asked = vi.spyOn(Client.prototype, 'query');
  const counted = async (some: typeof rows): Promise<number> => {
    const before = asked.mock.calls.length;
    expect((await send(own, '2026-10-12 10:30', some)).outcomes).toEqual(some.map(() => 'updated'));
    return asked.mock.calls.length - before;
  };
  await counted(rows.slice(0, 1)); // connects, and reads the mapping
  const few = await counted(rows.slice(1, 3));
  expect(few).toBeGreaterThan(10);
  expect(await counted(rows.slice(3))).toBe(few);
  const numbered = () => asked.mock.calls.filter(([text]) => JSON.stringify(text).includes('case_no = any')).length;
  const before = numbered();
  await send(own, '2026-10-12 10:30', [rowOf('PX-1'), rowOf('PX-2')]);
  expect(before).toBeGreaterThan(0);
  expect(numbered()).toBe(before); // a file without numbers of ours does not ask for any
  asked.mockRestore();
});
