import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCity, type City } from './open-city.ts';
import { dispatched, filed, peopleOf, takeIn, taskOf, type People } from './walk-case.ts';

let city: City;
let people: People;
beforeAll(async () => {
  city = await openCity('2026-10-12 09:00');
  people = peopleOf(city);
}, 120_000);
afterAll(() => city.close());

const CENTRE = '蓬溪县数字化城市管理指挥中心';

describe('two people act in the same millisecond', () => {
  test('one wins; the other learns who did what, and what may be done now', async () => {
    const [one, other] = [people.acceptor, city.person('yangjia')];
    for (let round = 0; round < 5; round += 1) {
      const walk = await takeIn(city, one);
      const both = await Promise.all([
        walk.attempt(one, 'accept', city.given),
        walk.attempt(other, 'refuse_acceptance', { reason: '不属受理范围' }),
      ]);
      const won = both.find(({ code }) => code === undefined)!;
      const lost = both.find(({ code }) => code !== undefined)!;
      expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      const did = won.state === 'filing' ? '受理' : '不予受理';
      expect(lost).toMatchObject({ code: 'FLOW-MOVED-ON' });
      expect(lost.zh).toMatch(new RegExp(`^案卷已有变化：${CENTRE}于2026-10-12 09:00:00${did}。请按现状重新办理。`));
      const now = await one.question<{ version: number; state: string }>('cases.actions', {
        ...{ tenantId: walk.tenantId, caseId: walk.caseId },
      });
      expect(now).toMatchObject({ version: 2, state: won.state });
    }
  });

  test('the same act sent twice under one key is done once', async () => {
    const walk = await takeIn(city, people.acceptor);
    const input = { tenantId: walk.tenantId, caseId: walk.caseId, version: walk.version, ...city.given };
    const [first, second] = await Promise.all(
      [1, 2].map(() => people.acceptor.command('cases.accept', input, walk.caseId)),
    );
    expect(first).toEqual(second);
    expect(first).toMatchObject({ state: 'filing', version: 2 });
  });
});

test('an act from a stale screen is refused with everything that happened since', async () => {
  const walk = await filed(city, people);
  const stale = await people.dispatcher.command('cases.dispatch', {
    ...{ tenantId: walk.tenantId, caseId: walk.caseId, version: 1, unitId: city.unit('pengxi', 'sanitation') },
  });
  expect(stale).toMatchObject({ status: 409, code: 'FLOW-MOVED-ON' });
  expect(stale.zh).toContain(`${CENTRE}于2026-10-12 09:00:00受理`);
  expect(stale.zh).toContain(`${CENTRE}于2026-10-12 09:00:00立案`);
  expect(stale.zh).toContain('现在可以办理：派遣');
  const future = await people.dispatcher.command('cases.dispatch', {
    ...{ tenantId: walk.tenantId, caseId: walk.caseId, version: 99, unitId: city.unit('pengxi', 'sanitation') },
  });
  expect(future.code, 'a version that nobody has seen is no better').toBe('FLOW-MOVED-ON');
});

describe('a department that guesses what was given to another', () => {
  const NOBODY = '01999999-0000-7000-8000-000000000000';

  test('learns nothing from the id of its task, and does nothing with it', async () => {
    const walk = await dispatched(city, people);
    const lead = await taskOf(people.sanitation, walk, 'lead');
    const guesses = [people.works, people.power, people.collector, city.person('luoyan')];
    for (const who of guesses) {
      for (const [name, given] of [
        ['assign_inside', { innerUnitId: city.unit('pengxi', 'works') }],
        ['answer_assist', { words: '已清理' }],
        ['acknowledge', {}],
      ] as const) {
        const [real, invented] = [
          await who.command(`cases.${name}`, { ...lead, ...given }),
          await who.command(`cases.${name}`, { ...lead, taskId: NOBODY, ...given }),
        ];
        expect(real, `${who.username} ${name}`).toMatchObject({ status: 404, code: 'FLOW-TASK-UNKNOWN' });
        expect(real, 'an id that exists answers as one that does not').toEqual(invented);
      }
      for (const [name, given] of [
        ['take', {}],
        ['feed_back', { words: '已清理', photos: [await who.photo('after')] }],
        ['ask_return', { reason: '不属本单位职责' }],
      ] as const) {
        const real = await walk.attempt(who, name, given);
        expect(real, `${who.username} ${name}`).toMatchObject({ code: 'FLOW-CASE-UNKNOWN' });
        expect(real).toEqual(
          await who.command(`cases.${name}`, {
            ...{ tenantId: walk.tenantId, caseId: NOBODY, version: walk.version, ...given },
          }),
        );
      }
    }
    expect(
      await people.sanitation.question('cases.actions', { tenantId: walk.tenantId, caseId: walk.caseId }),
    ).toMatchObject({
      ...{ version: walk.version, state: 'disposing' },
    });
    await walk.act(people.sanitation, 'take');
  });
});
