import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCity, type City } from './open-city.ts';
import { dispatched, dispatchedForCity, peopleOf, takeIn, taskOf, type People, orderOf } from './walk-case.ts';

let city: City;
let people: People;
beforeAll(async () => {
  city = await openCity('2026-10-12 09:00');
  people = peopleOf(city);
  await city.startWorker();
}, 120_000);
afterAll(() => city.close());

type Bar = { state: string; version: number; offers: { act: string; refusal: { code: string; zh: string } | null }[] };

describe('a hand-over is taken back', () => {
  test('while nobody has taken it: state, holder and clock are as before, and the body finds no task', async () => {
    const walk = await dispatched(city, people);
    const task = await taskOf(people.sanitation, walk, 'lead');
    await walk.act(people.dispatcher, 'recall');
    await expect
      .poll(async () => (await people.dispatcher.question<Bar>('cases.actions', caseOf(walk))).state, {
        timeout: 5_000,
      })
      .toBe('dispatching');
    expect(await people.sanitation.command('cases.assign_inside', { ...task, personId: ANYBODY })).toMatchObject({
      code: 'FLOW-TASK-OVER',
    });
    expect(await walk.attempt(people.sanitation, 'take'), 'its old screen').toMatchObject({
      code: 'FLOW-MOVED-ON',
      zh: expect.stringContaining('撤回') as string,
    });
  });

  test('after somebody took it, not: whoever acts from the old screen learns who took it, and on the new one why not', async () => {
    const walk = await dispatched(city, people);
    const before = walk.version;
    await walk.act(people.sanitation, 'take');
    const stale = await people.dispatcher.command('cases.recall', { ...caseOf(walk), version: before });
    expect(stale).toMatchObject({ status: 409, code: 'FLOW-MOVED-ON' });
    expect(stale.zh).toMatch(/^案卷已有变化：蓬溪县环境卫生所于2026-10-12 09:00:\d\d接收。请按现状重新办理。/);
    const late = await walk.attempt(people.dispatcher, 'recall');
    expect(late).toMatchObject({ status: 409, code: 'FLOW-TAKEN-ALREADY' });
    expect(late.zh).toMatch(/^已被接收，不能再撤回。/);
    expect(late.en).toMatch(/^It was taken already: “Recall” is not possible any more\./);
    const { state, version, offers } = await people.dispatcher.question<Bar>('cases.actions', caseOf(walk));
    expect([state, version]).toEqual(['disposing', walk.version]);
    expect(offers.find(({ act }) => act === 'recall')?.refusal?.code).toBe('FLOW-TAKEN-ALREADY');
  });

  test('by nobody but who made it', async () => {
    const walk = await dispatched(city, people);
    for (const [who, code] of [
      [people.shiftLeader, 'FLOW-SIDE'],
      [people.sanitation, 'FLOW-SIDE'],
      [people.works, 'FLOW-CASE-UNKNOWN'],
      [people.cityDispatcher, 'FLOW-SIDE'],
    ] as const) {
      expect((await walk.attempt(who, 'recall')).code, who.username).toBe(code);
    }
  });
});

const ANYBODY = '01999999-0000-7000-8000-000000000000';
const caseOf = ({ tenantId, caseId }: { tenantId: number; caseId: string }) => ({ tenantId, caseId });

interface Waiting {
  readonly tasks: { readonly caseId: string; readonly kind: string; readonly state: string }[];
}

describe('an alarm stands until it is acknowledged', () => {
  const stateOf = async (who: People[keyof People], caseId: string, kind: string) =>
    (await who.question<Waiting>('tasks.waiting', {})).tasks.find(
      (task) => task.caseId === caseId && task.kind === kind,
    )?.state;

  test('of an urgent case, filed and dispatched at once: until the body takes it', async () => {
    const walk = await takeIn(city, people.acceptor);
    const urgent = { ...city.given, unitId: city.unit('pengxi', 'sanitation') };
    expect((await walk.attempt(people.acceptor, 'file_urgent', urgent)).code).toBe('FLOW-POST');
    await walk.act(people.shiftLeader, 'file_urgent', urgent);
    expect(walk.last).toMatchObject({ state: 'disposing', holderUnitId: city.unit('pengxi', 'sanitation') });
    expect(await stateOf(people.sanitation, walk.caseId, 'lead')).toBe('open');
    city.house.later(60 * 60_000);
    expect(await stateOf(people.sanitation, walk.caseId, 'lead'), 'time does not silence it').toBe('open');
    expect((await walk.attempt(people.works, 'take')).code).toBe('FLOW-CASE-UNKNOWN');
    expect(await stateOf(people.sanitation, walk.caseId, 'lead')).toBe('open');
    await walk.act(people.sanitation, 'take');
    expect(await stateOf(people.sanitation, walk.caseId, 'lead')).toBe('accepted');
  });

  test('of 督办 by the city: until the county acknowledges it, and the order until it is answered', async () => {
    const walk = await dispatchedForCity(city, people);
    await walk.act(people.cityInspector, 'supervise', orderOf('important', '请今日办结'));
    const order = await taskOf(people.dispatcher, walk, 'reply');
    expect(await stateOf(people.dispatcher, walk.caseId, 'reply')).toBe('open');
    for (const who of [people.sanitation, people.power]) {
      expect((await who.command('cases.acknowledge', order)).code, who.username).toBe('FLOW-TASK-UNKNOWN');
    }
    expect((await people.cityDispatcher.command('cases.acknowledge', order)).code).toBe('FLOW-SIDE');
    expect(await stateOf(people.dispatcher, walk.caseId, 'reply')).toBe('open');
    expect((await people.dispatcher.command('cases.acknowledge', order)).code).toBeUndefined();
    expect(await stateOf(people.dispatcher, walk.caseId, 'reply')).toBe('accepted');
    expect((await people.dispatcher.command('cases.acknowledge', order)).code).toBe('FLOW-TAKEN-ALREADY');
    expect(
      (await people.dispatcher.command('cases.answer_order', { ...order, words: '今日办结' })).code,
    ).toBeUndefined();
    expect(await stateOf(people.dispatcher, walk.caseId, 'reply')).toBeUndefined();
  });

  test('of 督办 by the dispatcher to the body that works the case', async () => {
    const walk = await dispatched(city, people);
    await walk.act(people.dispatcher, 'supervise', orderOf('ordinary', '请尽快'));
    const order = await taskOf(people.sanitation, walk, 'reply');
    expect(await stateOf(people.sanitation, walk.caseId, 'reply')).toBe('open');
    expect((await people.works.command('cases.acknowledge', order)).code).toBe('FLOW-TASK-UNKNOWN');
    expect((await people.sanitation.command('cases.acknowledge', order)).code).toBeUndefined();
    expect(await stateOf(people.sanitation, walk.caseId, 'reply')).toBe('accepted');
  });
});
