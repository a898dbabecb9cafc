import { asOwner } from '@liangji/platform';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { listenAt } from '../event-stream.ts';
import { at, openCity, type City } from './open-city.ts';
import {
  dispatched,
  dispatchedForCity,
  filed,
  peopleOf,
  taskOf,
  type People,
  type Walk,
  orderOf,
} from './walk-case.ts';

let city: City;
let people: People;
beforeAll(async () => {
  city = await openCity('2026-10-12 09:00');
  people = peopleOf(city);
}, 120_000);
afterAll(() => city.close());

const rowOf = ({ tenantId, caseId }: Walk) =>
  asOwner(city.house.database, (trx) =>
    trx
      .selectFrom('biz.case')
      .select(['state', 'version', 'due_at', 'holder_unit_id'])
      .where('tenant_id', '=', tenantId)
      .where('id', '=', caseId)
      .executeTakeFirstOrThrow(),
  );
const stateOf = async (walk: Walk) => (await rowOf(walk)).state;
/** Every look of `expect.poll` puts the clock of a test forward a little. */
const toTheMinute = (instant: Date | null): Date => new Date(Math.floor((instant?.getTime() ?? 0) / 60_000) * 60_000);
const soon = { timeout: 10_000, interval: 100 };

test(
  'a county suspended while its cases are open: its people rest, its cases do not',
  { timeout: 60_000 },
  async () => {
    const { dispatcher, sanitation, power, cityAcceptor, cityShiftLeader, cityLeader, cityInspector, cityCollector } =
      people;
    const worker = await city.startWorker();
    const checking = await dispatchedForCity(city, people);
    await checking.act(sanitation, 'feed_back', { words: '已清理', photos: [await sanitation.photo('after')] });
    const decided = await dispatchedForCity(city, people);
    const working = await dispatched(city, people);
    const paused = await dispatched(city, people);
    const until = at('2026-10-13 09:00').toISOString();
    await paused.act(sanitation, 'ask_suspension', { reason: '雨天', until });
    await paused.act(dispatcher, 'suspend', { reason: '同意', until });
    const above = await filed(city, { acceptor: cityAcceptor, shiftLeader: cityShiftLeader });
    await above.act(dispatcher, 'pass_up', { reason: '电力设施' });
    await above.act(people.cityDispatcher, 'dispatch', { unitId: city.unit('suining', 'power') });

    await city.setState('pengxi', 'suspended');
    const asked = () => sanitation.question('tasks.waiting', {}).then(() => 'answered', String);
    await expect.poll(asked, { timeout: 5_000, interval: 50 }).toContain('AUTH-SUSPENDED');
    expect((await working.attempt(sanitation, 'take')).code).toBe('AUTH-SUSPENDED');
    expect(await working.attempt(dispatcher, 'supervise', orderOf('ordinary', '请尽快'))).toMatchObject({
      ...{ status: 403, zh: '该单位已暂停使用平台。', en: 'This organisation is suspended.' },
    });
    await expect(dispatcher.question('tasks.waiting', {})).rejects.toThrow('AUTH-SUSPENDED');
    await expect(dispatcher.read('{ __typename }')).rejects.toThrow();
    await expect(listenAt(`${city.house.origin}/events`, await dispatcher.headers())).rejects.toThrow('AUTH-SUSPENDED');
    const elsewhere = await city.person('zhaoling').question('tasks.waiting', {});
    expect(elsewhere, 'another county works on').toHaveProperty('tasks');

    // The city over its cases: what it supervises is checked and closed, what it decides is carried out.
    await checking.act(cityAcceptor, 'ask_check', { unitId: city.unit('suining', 'patrol') });
    const check = await taskOf(cityCollector, checking, 'check');
    const answered = await cityCollector.command('cases.answer_check', {
      ...check,
      finding: 'passed',
      photos: [await cityCollector.photo('check')],
    });
    expect(answered.code).toBeUndefined();
    await checking.act(cityAcceptor, 'pass_check');
    await checking.act(cityShiftLeader, 'close');
    expect(await stateOf(checking)).toBe('closed');
    await decided.act(cityLeader, 'force_close', { reason: '市领导批示' });
    await expect.poll(() => stateOf(decided), soon).toBe('closed');
    await working.act(cityInspector, 'supervise', orderOf('important', '请接管'));
    // Its own acts it does not do for the county.
    expect((await working.attempt(people.cityDispatcher, 'take_back', { reason: '县里停用' })).code).toBe('FLOW-SIDE');
    // A body of the city that has its task.
    await above.act(power, 'take');
    await above.act(power, 'feed_back', { words: '已修复', photos: [await power.photo('after')] });
    expect(await stateOf(above)).toBe('check_sending');

    // Deadlines go on, and are heard of: four working hours from nine end at three.
    const due = (await rowOf(working)).due_at;
    expect(due).toEqual(at('2026-10-12 15:00'));
    vi.setSystemTime(at('2026-10-12 14:58'));
    const ear = await listenAt(`${city.house.origin}/events`, await cityLeader.headers());
    await ear.until(({ event }) => event === 'heartbeat');
    vi.setSystemTime(at('2026-10-12 15:01'));
    await ear.until(({ event, data }) => event === 'case' && data['caseId'] === working.caseId);
    ear.close();

    // On the day the clerk resumes what was to be resumed, once.
    vi.setSystemTime(at('2026-10-13 09:00'));
    await worker.stop();
    await city.startWorker();
    await expect.poll(() => stateOf(paused), soon).toBe('disposing');
    const resumed = await rowOf(paused);
    expect(resumed.version).toBe(paused.version + 1);
    expect(toTheMinute(resumed.due_at), 'nothing of four hours was used').toEqual(at('2026-10-13 15:00'));

    // Let go on, the county finds its cases as they are; the time in between has passed for them.
    await city.setState('pengxi', 'active');
    await expect
      .poll(async () => (await working.attempt(sanitation, 'take')).code, { timeout: 5_000, interval: 50 })
      .toBeUndefined();
    expect(await rowOf(working)).toMatchObject({ state: 'disposing', due_at: due });
    working.version += 1;
    const order = await taskOf(dispatcher, working, 'reply');
    expect((await dispatcher.command('cases.answer_order', { ...order, words: '今日办结' })).code).toBeUndefined();
    const late = await working.attempt(sanitation, 'ask_extension', { reason: '停用期间无法办理' });
    expect(late).toMatchObject({
      code: 'FLOW-AFTER-DUE',
      zh: '已过处置时限，不能申请延期。现在可以办理：处置反馈；申请回退；申请作废。',
    });
  },
);
