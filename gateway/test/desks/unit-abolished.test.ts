import { asOwner } from '@liangji/platform';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCity, type City, type Somebody } from './open-city.ts';
import { dispatched, filed, peopleOf, type People, type Walk } from './walk-case.ts';

let city: City;
let people: People;
beforeAll(async () => {
  city = await openCity('2026-10-12 09:00');
  people = peopleOf(city);
}, 120_000);
afterAll(() => city.close());

const dueOf = ({ tenantId, caseId }: Walk): Promise<Date | null> =>
  asOwner(city.house.database, async (trx) => {
    const { due_at } = await trx
      .selectFrom('biz.case')
      .select('due_at')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', caseId)
      .executeTakeFirstOrThrow();
    return due_at;
  });

test('a body that is abolished while it holds cases: nothing new comes to it, and no case stays with it', async () => {
  const [sanitation, works] = [city.unit('pengxi', 'sanitation'), city.unit('pengxi', 'works')];
  const { dispatcher, leader } = people;
  const holding = await dispatched(city, people);
  await holding.act(people.sanitation, 'take');
  const asking = await dispatched(city, people);
  await asking.act(people.sanitation, 'ask_extension', { reason: '需大型机械' });
  const helping = await filed(city, people);
  await helping.act(dispatcher, 'dispatch', { unitId: works });
  await helping.act(dispatcher, 'ask_assist', { unitId: sanitation, words: '请协助清运' });
  const waiting = await filed(city, people);

  const early = await holding.attempt(dispatcher, 'take_back', { reason: '单位将撤销' });
  expect(early, 'while it exists it decides itself whether it gives a case back').toMatchObject({
    code: 'FLOW-NO-REQUEST',
  });

  await city.apply('pengxi', ({ units, people: staff }) => {
    units.find(({ code }) => code === 'sanitation')!.to = '2026-10-12';
    for (const { posts } of staff) {
      for (const post of posts) if (post.unit === 'sanitation') post.to = '2026-10-12';
    }
  });

  const nothingNew = await waiting.attempt(dispatcher, 'dispatch', { unitId: sanitation });
  expect(nothingNew).toMatchObject({
    status: 422,
    code: 'FLOW-BODY',
    zh: `单位 ${sanitation} 不承接该区县的案卷，或已停用，请另选单位。`,
  });
  expect(await helping.attempt(dispatcher, 'ask_assist', { unitId: sanitation, words: '再协助' })).toMatchObject({
    code: 'FLOW-BODY',
  });
  await expect
    .poll(async () => (await holding.attempt(people.sanitation, 'take')).code, { timeout: 5_000 })
    .toBe('AUTH-STRANGER');

  // Its task is given on: the desk takes the case back by itself, and dispatches it to somebody else with a new clock.
  for (const [who, code] of [
    [people.acceptor, 'FLOW-POST'],
    [people.works, 'FLOW-CASE-UNKNOWN'],
    [people.cityDispatcher, 'FLOW-SIDE'],
    [people.power, 'FLOW-CASE-UNKNOWN'],
  ] as const) {
    const wrong = await holding.attempt(who, 'take_back', { reason: '单位已撤销' });
    expect(wrong.code, who.username).toBe(code);
  }
  const { offers } = await dispatcher.question<{ offers: { act: string; refusal: object | null }[] }>('cases.actions', {
    ...{ tenantId: holding.tenantId, caseId: holding.caseId },
  });
  expect(offers.find(({ act }) => act === 'take_back')?.refusal, 'and the bar offers it').toBeNull();
  await holding.act(dispatcher, 'take_back', { reason: '单位已撤销' });
  expect(holding.last).toMatchObject({ state: 'dispatching', holderUnitId: city.unit('pengxi', 'centre') });
  city.house.later(60 * 60_000);
  await holding.act(dispatcher, 'dispatch', { unitId: works });
  await holding.act(people.works, 'take');
  expect((await dueOf(holding))!.getTime()).toBeGreaterThan(Date.now());

  // A request that waits can still be decided, either way; afterwards the case is taken back all the same.
  await asking.act(dispatcher, 'refuse_request', { reason: '单位已撤销' });
  await asking.act(dispatcher, 'take_back', { reason: '单位已撤销' });
  expect(asking.last.state).toBe('dispatching');

  // Nobody answers its assistance any more: the desk that waits for it is not left with a case that cannot be ended.
  const blocked = await helping.attempt(people.works, 'feed_back', {
    ...{ words: '已清理', photos: [await people.works.photo('after')] },
  });
  expect(blocked.code).toBe('FLOW-ASSISTS-OPEN');
  const { id: taskId } = await asOwner(city.house.database, (trx) =>
    trx
      .selectFrom('biz.assignment')
      .select('id')
      .where('tenant_id', '=', helping.tenantId)
      .where('case_id', '=', helping.caseId)
      .where('kind', '=', 'assist')
      .executeTakeFirstOrThrow(),
  );
  const withdraw = (who: Somebody) =>
    who.command('cases.withdraw_assist', { tenantId: helping.tenantId, taskId, reason: '协办单位已撤销' });
  for (const [who, code] of [
    [people.acceptor, 'FLOW-POST'],
    [people.works, 'FLOW-SIDE'],
    [people.cityDispatcher, 'FLOW-SIDE'],
    [people.power, 'FLOW-TASK-UNKNOWN'],
  ] as const) {
    expect((await withdraw(who)).code, who.username).toBe(code);
  }
  const bar = await dispatcher.question<{ offers: { act: string; refusal: object | null }[] }>('cases.actions', {
    ...{ tenantId: helping.tenantId, caseId: helping.caseId, taskId },
  });
  expect(bar.offers, 'of a task that one gave, what its giver may do').toEqual([
    {
      ...{ act: 'withdraw_assist', needs: ['reason'], approver: null, refusal: null },
      reasons: [
        { code: 'not_needed', zh: '不再需要协办', en: 'Assistance not needed any more' },
        { code: 'no_answer', zh: '逾期未反馈', en: 'No answer in time' },
        { code: 'body_ended', zh: '单位已停用', en: 'The unit works no more' },
        { code: 'other', zh: '其他', en: 'Other' },
      ],
    },
  ]);
  expect((await withdraw(dispatcher)).code).toBeUndefined();
  expect((await withdraw(dispatcher)).code).toBe('FLOW-TASK-OVER');
  await helping.act(people.works, 'feed_back', { words: '已清理', photos: [await people.works.photo('after')] });
  expect(helping.last.state).toBe('check_sending');

  // Above all of them stands the leader.
  await waiting.act(leader, 'force_close', { reason: '单位撤销，并入专项整治' });
  expect(waiting.last.state).toBe('closed');
});
