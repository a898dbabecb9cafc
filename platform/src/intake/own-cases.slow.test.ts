import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonb } from '../database/json.ts';
import { asOwner, inTenant } from '../database/transaction.ts';
import { act, at, city, countCases, differences, dispatched, eventsOf, filed, fileIt, here, makeOwnCases, rowOf } from '../../test/intake/own-cases.ts'; // prettier-ignore
import { registered, send, storedCase, willow, works, type OwnCases } from '../../test/intake/own-cases.ts';
import { REED, WILLOW } from '../../test/people.ts';
import { findingsByCode } from './report/findings-report.ts';

let own: OwnCases;
beforeAll(async () => {
  own = await makeOwnCases();
});
afterAll(async () => {
  await own.database.drop();
  await rm(own.files, { recursive: true });
});

/** Tasks of a case as `kind unit state`. */
const tasksOf = (caseId: string): Promise<string[]> =>
  asOwner(own.database, async (trx) => {
    const rows = await trx
      .selectFrom('biz.assignment')
      .select(['kind', 'unit_id', 'state'])
      .where('case_id', '=', caseId)
      .orderBy('id')
      .execute();
    return rows.map(({ kind, unit_id: unit, state }) => `${kind} ${unit} ${state}`);
  });

describe('a row that names a case of the platform', () => {
  it('makes no second case: what it says is noted, and sent again it says nothing new', async () => {
    const one = await dispatched(own);
    const cases = await countCases(own);
    const row = rowOf(one.caseNo!, { 派遣时间: '2026-10-12 09:00:00', 处置时间: '2026-10-12 10:00:00' });
    const sent = await send(own, '2026-10-12 10:30', [row]);
    expect(sent).toMatchObject({ outcomes: ['updated'], caseIds: [one.caseId], findings: {} });
    expect(await countCases(own)).toBe(cases);
    const before = ['reported 1 12 08:00', 'registered 1 12 08:00', 'accepted 2 12 08:15', 'filed 3 12 08:20'];
    const noted = [...before, 'dispatched 4 12 09:00', 'claimed disposed - 12 10:00'];
    expect(await eventsOf(own, one.caseId)).toEqual(noted);
    expect(await storedCase(own, one.caseId)).toMatchObject({
      ...{ state: 'disposing', version: 4, holder_unit_id: 21, disposed_at: null },
    });
    expect(await send(own, '2026-10-12 10:40', [row])).toMatchObject({ outcomes: ['unchanged'], findings: {} });
    const spelt = { ...row, 处置时间: '2026年10月12日 10:00' };
    expect(await send(own, '2026-10-12 10:41', [spelt])).toMatchObject({ outcomes: ['unchanged'], findings: {} });
    expect(await eventsOf(own, one.caseId)).toEqual(noted);
    expect(await differences(own)).toEqual([]);
  });

  it('cannot put its own time to a step that was done here, nor its own words to the case', async () => {
    const one = await dispatched(own);
    const sent = await send(own, '2026-10-12 11:00', [
      rowOf(one.caseNo!, {
        ...{ 派遣时间: '2026-10-12 08:50:00', 地址: '别处 9 号', 经度: '105.51', 小类: '非法小广告', 举报人: '赵敏' },
      }),
    ]);
    expect(sent).toMatchObject({ outcomes: ['unchanged'], findings: { 'FLOW-OWN-STEP': 1, 'FLOW-OWN-FIELD': 4 } });
    const groups = await inTenant(own.database, 'ingest', WILLOW, (trx) => findingsByCode(trx, 2, sent.batchId));
    const step = groups.find(({ code }) => code === 'FLOW-OWN-STEP');
    expect(step).toMatchObject({ severity: 'warning', columns: ['派遣时间'] });
    expect(step?.examples[0]).toMatchObject({ field: 'dispatched', received: '2026-10-12 08:50:00' });
    expect(step?.examples[0]?.expects).toEqual({
      zh: '2026-10-12 09:00:00（平台）',
      en: '2026-10-12 09:00:00 (on the platform)',
    });
    expect(step?.zh).toContain('以平台的时间为准');
    expect(step?.en).toContain('done on the platform');
    const fields = groups.find(({ code }) => code === 'FLOW-OWN-FIELD')?.examples.map((one) => one.field);
    expect(fields).toEqual(['class', 'address', 'place', 'person']);
    expect(JSON.stringify(groups)).not.toContain('赵敏');
    expect(await storedCase(own, one.caseId)).toMatchObject({
      ...{ address: '柳岸路 1 号', longitude: 105.5, dispatched_at: at('2026-10-12 09:00'), version: 4 },
    });
    expect(await differences(own)).toEqual([]);
  });

  it('is out of order where its step came before the ones here, or without them', async () => {
    const one = await dispatched(own);
    const early = rowOf(one.caseNo!, { 派遣时间: '2026-10-12 09:00:00', 结案时间: '2026-10-12 09:30:00' });
    expect(await send(own, '2026-10-12 11:00', [early])).toMatchObject({
      ...{ outcomes: ['updated'], findings: { 'FLOW-ORDER': 1 } },
    });
    const before = rowOf(one.caseNo!, { 处置时间: '2026-10-12 08:40:00' });
    expect(await send(own, '2026-10-12 11:10', [before])).toMatchObject({
      ...{ outcomes: ['stale'], findings: {} },
    });
    const still = { ...before, 结案时间: '2026-10-12 09:30:00' };
    expect(await send(own, '2026-10-12 11:20', [still])).toMatchObject({
      ...{ outcomes: ['updated'], findings: { 'FLOW-ORDER': 1 } },
    });
    const claims = (await eventsOf(own, one.caseId)).filter((event) => event.startsWith('claimed'));
    expect(claims).toEqual(['claimed closed - 12 09:30', 'claimed disposed - 12 08:40']);
    expect(await storedCase(own, one.caseId)).toMatchObject({ state: 'disposing', closed_at: null });
  });
});

describe('a feedback that answers the open task of the sender', () => {
  it('of a case that waits for its desk: the desk has dispatched and worked it itself', async () => {
    const one = await filed(own);
    const row = rowOf(one.caseNo!, { 派遣时间: '2026-10-12 09:00:00', 处置时间: '2026-10-12 10:00:00' });
    expect(await send(own, '2026-10-12 10:30', [row])).toMatchObject({
      ...{ outcomes: ['updated'], caseIds: [one.caseId], findings: {} },
    });
    expect((await eventsOf(own, one.caseId)).slice(4)).toEqual([
      ...['claimed dispatched - 12 09:00', 'claimed disposed - 12 10:00'],
      ...['dispatched 4 12 09:00', 'disposed 5 12 10:00'],
    ]);
    expect(await tasksOf(one.caseId)).toEqual(['command 20 answered', 'lead 20 answered']);
    const audited = await asOwner(own.database, (trx) =>
      trx.selectFrom('biz.audit').select(['actor', 'by_unit_id']).where('subject', '=', one.caseId).execute(),
    );
    expect(audited).toContainEqual({ actor: 'willow', by_unit_id: 20 });
    expect(await storedCase(own, one.caseId)).toMatchObject({
      ...{ state: 'check_sending', holder_id: 1, holder_unit_id: 10, lead_unit_id: 20, version: 5 },
      ...{ dispatched_at: at('2026-10-12 09:00'), disposed_at: at('2026-10-12 10:00') },
    });
    expect(await send(own, '2026-10-12 10:40', [row])).toMatchObject({ outcomes: ['unchanged'], findings: {} });
    expect(await differences(own)).toEqual([]);
  });

  it('not without the time of its dispatch, which a case must have before it is worked', async () => {
    const one = await filed(own);
    const row = rowOf(one.caseNo!, { 处置时间: '2026-10-12 10:00:00' });
    expect(await send(own, '2026-10-12 10:30', [row])).toMatchObject({
      ...{ outcomes: ['updated'], findings: { 'FLOW-ORDER': 1 } },
    });
    expect(await storedCase(own, one.caseId)).toMatchObject({ state: 'dispatching', version: 3 });
    const whole = { ...row, 派遣时间: '2026-10-12 09:00:00' };
    expect(await send(own, '2026-10-12 10:40', [whole])).toMatchObject({ outcomes: ['updated'], findings: {} });
    expect(await storedCase(own, one.caseId)).toMatchObject({ state: 'check_sending', version: 5 });
    expect(await differences(own)).toEqual([]);
  });

  it('again after a failed check, but not with the feedback that failed it', async () => {
    const one = await filed(own);
    const row = rowOf(one.caseNo!, { 派遣时间: '2026-10-12 09:00:00', 处置时间: '2026-10-12 10:00:00' });
    await send(own, '2026-10-12 10:30', [row]);
    const back = { tenantId: 2, caseId: one.caseId, version: 5 };
    const failed = await act(own, '2026-10-12 11:00', city('acceptor'), 'fail_check', back, { reason: '未清除' });
    expect(failed).toMatchObject({ state: 'disposing', holderUnitId: 20 });
    const resent = { ...row, 处置截止: '2026-10-14 08:20:00' };
    expect(await send(own, '2026-10-12 11:10', [resent])).toMatchObject({ outcomes: ['unchanged'], findings: {} });
    const wrong = { ...row, 处置时间: '2026-10-12 10:10:00' };
    expect(await send(own, '2026-10-12 11:20', [wrong])).toMatchObject({
      ...{ outcomes: ['unchanged'], findings: { 'FLOW-OWN-STEP': 1 } },
    });
    expect(await storedCase(own, one.caseId)).toMatchObject({ state: 'disposing', version: 6 });
    const again = { ...row, 处置时间: '2026-10-12 11:30:00' };
    expect(await send(own, '2026-10-12 11:40', [again])).toMatchObject({ outcomes: ['updated'], findings: {} });
    expect(await storedCase(own, one.caseId)).toMatchObject({
      ...{ state: 'check_sending', version: 7, rework_count: 1, disposed_at: at('2026-10-12 11:30') },
    });
    expect(await tasksOf(one.caseId)).toContain('lead 20 answered');
    expect(await differences(own)).toEqual([]);
  });

  it('in a county that the city supervises and that commands for itself under one command, as well', async () => {
    const one = await filed(own, '2026-10-12', 3);
    const worked = { 派遣时间: '2026-10-12 09:00:00', 处置时间: '2026-10-12 10:00:00' };
    const row = rowOf(one.caseNo!, { ...worked, 经度: '', 纬度: '' });
    expect(await send(own, '2026-10-12 10:30', [row], REED)).toMatchObject({
      ...{ outcomes: ['updated'], caseIds: [one.caseId], findings: {} },
    });
    expect(await storedCase(own, one.caseId)).toMatchObject({
      ...{ tenant_id: 3, state: 'check_sending', holder_id: 1, lead_unit_id: 30, version: 5 },
    });
    expect(await differences(own, REED)).toEqual([]);
  });

  it('waits where the lifecycle does not allow it, says why, and answers when the same row comes again', async () => {
    const one = await filed(own);
    const mine = await act(own, '2026-10-12 09:00', willow('dispatcher'), 'dispatch', here(one), { unitId: 20 });
    await act(own, '2026-10-12 09:10', willow('dispatcher'), 'ask_assist', here(mine), { unitId: 21, words: '请协助' });
    const row = rowOf(one.caseNo!, { 派遣时间: '2026-10-12 09:00:00', 处置时间: '2026-10-12 10:00:00' });
    const sent = await send(own, '2026-10-12 10:30', [row]);
    expect(sent).toMatchObject({ outcomes: ['updated'], findings: { 'FLOW-NOT-ANSWERED': 1 } });
    const [group] = await inTenant(own.database, 'ingest', WILLOW, (trx) => findingsByCode(trx, 2, sent.batchId));
    expect(group?.zh).toContain('协办');
    expect(await storedCase(own, one.caseId)).toMatchObject({ state: 'disposing', version: 4 });
    const task = await asOwner(own.database, (trx) =>
      trx
        .selectFrom('biz.assignment')
        .select('id')
        .where('case_id', '=', one.caseId)
        .where('kind', '=', 'assist')
        .executeTakeFirstOrThrow(),
    );
    await act(own, '2026-10-12 10:40', works, 'answer_assist', { tenantId: 2, taskId: task.id }, { words: '已协助' });
    expect(await send(own, '2026-10-12 10:50', [row])).toMatchObject({ outcomes: ['updated'], findings: {} });
    expect(await storedCase(own, one.caseId)).toMatchObject({ state: 'check_sending', version: 5 });
    expect(await send(own, '2026-10-12 10:55', [row])).toMatchObject({ outcomes: ['unchanged'], findings: {} });
    expect(await differences(own)).toEqual([]);
  });
});

it('of a feedback that the lifecycle refuses nothing is done, the dispatch before it neither', async () => {
  const one = await filed(own);
  // An assistance that somebody left open keeps whoever works the case from feeding back.
  const left = { tenant_id: 2, city_id: 1, id: randomUUID(), case_id: one.caseId, kind: 'assist', state: 'open' };
  await asOwner(own.database, (trx) =>
    trx
      .insertInto('biz.assignment')
      .values({
        ...left,
        asker_unit_id: 20,
        unit_id: 21,
        also_unit_id: 20,
        brief: jsonb({}),
        asked_at: at('2026-10-12 08:30'),
      })
      .execute(),
  );
  const row = rowOf(one.caseNo!, { 派遣时间: '2026-10-12 09:00:00', 处置时间: '2026-10-12 10:00:00' });
  expect(await send(own, '2026-10-12 10:30', [row])).toMatchObject({
    ...{ outcomes: ['updated'], findings: { 'FLOW-NOT-ANSWERED': 1 } },
  });
  expect((await eventsOf(own, one.caseId)).slice(4)).toEqual([
    ...['claimed dispatched - 12 09:00', 'claimed disposed - 12 10:00'],
  ]);
  expect(await storedCase(own, one.caseId)).toMatchObject({ state: 'dispatching', version: 3, holder_unit_id: 20 });
  expect(await tasksOf(one.caseId)).toEqual(expect.arrayContaining(['command 20 open', 'assist 21 open']));
  expect(await tasksOf(one.caseId)).toHaveLength(2);
  await asOwner(own.database, (trx) =>
    trx.updateTable('biz.assignment').set({ state: 'answered' }).where('id', '=', left.id).execute(),
  );
  expect(await send(own, '2026-10-12 10:40', [row])).toMatchObject({ outcomes: ['updated'], findings: {} });
  expect(await storedCase(own, one.caseId)).toMatchObject({ state: 'check_sending', version: 5 });
  expect(await differences(own)).toEqual([]);
});

it('counts that a row has otherwise are not taken, and it says so', async () => {
  const one = await dispatched(own);
  const counted = (reworks: string) => rowOf(one.caseNo!, { 派遣时间: '2026-10-12 09:00:00', 返工次数: reworks });
  const sent = await send(own, '2026-10-12 11:00', [counted('2')]);
  expect(sent).toMatchObject({ outcomes: ['unchanged'], findings: { 'FLOW-OWN-FIELD': 1 } });
  const [group] = await inTenant(own.database, 'ingest', WILLOW, (trx) => findingsByCode(trx, 2, sent.batchId));
  expect(group?.columns).toEqual(['返工次数']);
  expect(group?.examples[0]).toMatchObject({ field: 'rework', received: '2', expects: { zh: '0', en: '0' } });
  expect(await storedCase(own, one.caseId)).toMatchObject({ rework_count: 0 });
  expect(await send(own, '2026-10-12 11:10', [counted('0')])).toMatchObject({ findings: {} });
});

describe('who may say something of a case', () => {
  it('not a county to which the city has not given it: the row is rejected, and taken once it is', async () => {
    const one = await registered(own);
    const row = rowOf(one.caseNo!, { 立案时间: '', 挂账时间: '2026-10-12 08:05:00' });
    expect(await send(own, '2026-10-12 08:10', [row])).toMatchObject({
      ...{ outcomes: ['rejected'], caseIds: [null], findings: { 'FLOW-NOT-HOLDER': 1 } },
    });
    expect(await eventsOf(own, one.caseId)).toEqual(['reported 1 12 08:00', 'registered 1 12 08:00']);
    const gone = await fileIt(own, one);
    const back = await act(own, '2026-10-12 08:30', willow('dispatcher'), 'return_case', here(gone), { reason: '错' });
    expect(back).toMatchObject({ state: 'collecting', holderUnitId: 10 });
    expect(await send(own, '2026-10-12 10:30', [row])).toMatchObject({ outcomes: ['updated'], findings: {} });
    expect((await eventsOf(own, one.caseId)).at(-1)).toBe('claimed suspended - 12 08:05');
    expect(await storedCase(own, one.caseId)).toMatchObject({ state: 'collecting', suspended_at: null });
    expect(await differences(own)).toEqual([]);
  });

  it('not the system of a department: only those of the desk speak for it', async () => {
    const one = await filed(own);
    const row = rowOf(one.caseNo!, { 派遣时间: '2026-10-12 09:00:00', 处置时间: '2026-10-12 10:00:00' });
    const before = await eventsOf(own, one.caseId);
    expect(await send(own, '2026-10-12 10:30', [row], { ...WILLOW, unitId: 21, actor: 'works' })).toMatchObject({
      ...{ outcomes: ['rejected'], caseIds: [null], findings: { 'FLOW-NOT-HOLDER': 1 } },
    });
    expect(await eventsOf(own, one.caseId)).toEqual(before);
    expect(await storedCase(own, one.caseId)).toMatchObject({ state: 'dispatching' });
    expect(await send(own, '2026-10-12 10:40', [row])).toMatchObject({ outcomes: ['updated'] });
    expect(await storedCase(own, one.caseId)).toMatchObject({ state: 'check_sending' });
  });

  it('a case that the desk has closed is closed: what a row says of it afterwards is noted or ignored', async () => {
    const one = await dispatched(own);
    const fed = await act(own, '2026-10-12 10:00', works, 'feed_back', here(one), { words: '已清除' });
    const closed = await act(own, '2026-10-12 11:00', city('leader'), 'force_close', here(fed), { reason: '已清除' });
    expect(closed).toMatchObject({ state: 'closed' });
    const row = rowOf(one.caseNo!, {
      ...{ 派遣时间: '2026-10-12 09:00:00', 处置时间: '2026-10-12 09:50:00', 结案时间: '2026-10-12 11:00:00' },
      ...{ 挂账时间: '2026-10-12 09:20:00' },
    });
    expect(await send(own, '2026-10-12 12:00', [row])).toMatchObject({
      ...{ outcomes: ['updated'], findings: { 'FLOW-OWN-STEP': 1 } },
    });
    expect((await eventsOf(own, one.caseId)).at(-1)).toBe('claimed suspended - 12 09:20');
    expect(await storedCase(own, one.caseId)).toMatchObject({ state: 'closed', version: closed.version });
    expect(await differences(own)).toEqual([]);
  });
});

it('a feedback about days of a closed period answers, with the remark that it is late', async () => {
  const one = await filed(own, '2026-09-14');
  const boss = await own.database.superuser();
  await boss.query(`insert into biz.closing (tenant_id, city_id, epoch, period_id, from_at, to_at)
    values (2, 1, 0, gen_random_uuid(), '2026-09-01 00:00+08', '2026-10-01 00:00+08')`);
  await boss.query('update biz.period_cut set epoch = 1 where tenant_id = 2');
  await boss.end();
  const row = rowOf(one.caseNo!, {
    ...{ 上报时间: '2026-09-14 08:00:00', 立案时间: '2026-09-14 08:20:00', 派遣时间: '2026-09-14 09:00:00' },
    ...{ 处置时间: '2026-09-14 10:00:00' },
  });
  expect(await send(own, '2026-10-12 10:30', [row])).toMatchObject({
    ...{ outcomes: ['updated'], findings: { 'PERIOD-LATE': 1 } },
  });
  expect(await storedCase(own, one.caseId)).toMatchObject({ state: 'check_sending' });
  const events = await asOwner(own.database, (trx) =>
    trx.selectFrom('biz.case_event').select(['kind', 'epoch']).where('case_id', '=', one.caseId).execute(),
  );
  expect(
    events
      .filter(({ epoch }) => epoch === 1)
      .map(({ kind }) => kind)
      .toSorted(),
  ).toEqual([...['claimed', 'claimed', 'dispatched', 'disposed']]);
  expect(await differences(own)).toEqual([]);
});
