import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { city, here, makeActs, willow, WILLOW, works } from '../../../test/lifecycle/at-desks.ts';
import { settleCommands } from '../../../test/lifecycle/two-commands.ts';
import { asOwner } from '../../database/transaction.ts';
import { runClerk } from './clerk.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('stock_reasons', settleCommands);
});
afterAll(() => database.drop());
const { deps, act, filed, dispatched, rowOf } = makeActs(() => database);

const lastOf = (caseId: string, kind: string) =>
  asOwner(database, (trx) =>
    trx
      .selectFrom('biz.case_event')
      .select('data')
      .where('case_id', '=', caseId)
      .where('kind', '=', kind)
      .orderBy('recorded_at', 'desc')
      .executeTakeFirstOrThrow(),
  ).then(({ data }) => data);
const leadOf = (caseId: string) =>
  asOwner(database, (trx) =>
    trx
      .selectFrom('biz.assignment')
      .select('asks')
      .where('case_id', '=', caseId)
      .where('kind', '=', 'lead')
      .executeTakeFirstOrThrow(),
  );

test('a reason of the list is kept by its code, in the history and with what is asked', async () => {
  const one = await dispatched();
  await act(works, 'ask_extension', here(one), { reason: 'bad_weather', words: '连续降雨，联系13812345678' });
  expect(await lastOf(one.caseId, 'extension_asked')).toMatchObject({
    ...{ act: 'ask_extension', reason: 'bad_weather', words: '连续降雨，联系138****5678' },
  });
  expect((await leadOf(one.caseId)).asks).toEqual({
    ...{ request: 'extension', reason: 'bad_weather', words: '连续降雨，联系138****5678' },
  });
});

test('another reason is kept as its words, masked; words in the place of a code too, as before there was a list', async () => {
  const one = await filed();
  const back = await act(willow('dispatcher'), 'return_case', here(one), {
    reason: 'other',
    words: '业主13812345678已报修',
  });
  expect(await lastOf(one.caseId, 'file_returned')).toMatchObject({ reason: 'other', words: '业主138****5678已报修' });
  await act(city('acceptor'), 'refuse_acceptance', here(back), { reason: '业主13812345678已报修' });
  expect(await lastOf(one.caseId, 'refused')).toMatchObject({ reason: '业主138****5678已报修' });
});

test('a code that the act does not have changes nothing', async () => {
  const one = await filed();
  for (const [reason, code] of [
    ['wrong_plaice', 'FLOW-REASON'],
    ['bad_weather', 'FLOW-REASON'],
    ['other', 'FLOW-REASON-WORDS'],
  ] as const) {
    await expect(act(willow('dispatcher'), 'return_case', here(one), { reason })).rejects.toMatchObject({ code });
  }
  expect(await rowOf(one.caseId)).toMatchObject({ state: 'dispatching', version: one.version });
});

test('whoever may not do the act learns that, whatever reason he gives', async () => {
  const one = await filed();
  await expect(act(willow('leader'), 'return_case', here(one), { reason: 'wrong_plaice' })).rejects.toMatchObject({
    code: 'FLOW-POST',
  });
});

test('a decision that the clerk carries out keeps the reason of whoever took it', async () => {
  const one = await dispatched();
  await act(city('leader'), 'force_close', here(one), { reason: 'other', words: '并入专项整治' });
  await runClerk(database, deps, WILLOW);
  expect(await lastOf(one.caseId, 'closed')).toMatchObject({ reason: 'other', words: '并入专项整治' });
  expect(await rowOf(one.caseId)).toMatchObject({ state: 'closed' });
});

test('a second extension is the leader’s: the dispatcher is refused, and the asker reads who decides', async () => {
  let one = await dispatched();
  const first = await act(works, 'ask_extension', here(one), { reason: 'bad_weather' });
  expect(first.message.zh).toMatch(/已申请延期，由.+审批（派遣员）$/);
  one = await act(willow('dispatcher'), 'extend', here(one), { reason: 'as_stated' });
  const second = await act(works, 'ask_extension', here(one), { reason: 'large_work' });
  expect(second.message.zh).toMatch(/已申请延期，由.+审批（领导）$/);
  await expect(act(willow('dispatcher'), 'extend', here(one), { reason: 'as_stated' })).rejects.toMatchObject({
    code: 'FLOW-POST',
  });
  await expect(
    act(willow('dispatcher'), 'refuse_request', here(one), { reason: 'time_suffices' }),
  ).rejects.toMatchObject({
    code: 'FLOW-POST',
  });
  one = await act(willow('leader'), 'extend', here(one), { reason: 'as_stated' });
  expect(await rowOf(one.caseId)).toMatchObject({ extension_count: 2 });
});
