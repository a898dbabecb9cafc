import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { at, openCity, type City, type Somebody } from './open-city.ts';
import { dispatched, filed, peopleOf, type People } from './walk-case.ts';

let city: City;
let people: People;
beforeAll(async () => {
  city = await openCity('2026-10-12 09:00');
  people = peopleOf(city);
}, 120_000);
afterAll(() => city.close());

/** The operator puts a new centre in the place of the old one from a day on; its people go with it. */
async function replaceCentre(day: string): Promise<number> {
  await city.apply('pengxi', ({ units, people: staff }) => {
    const old = units.find(({ code }) => code === 'centre')!;
    for (const unit of units) if (unit.parent === 'centre') unit.parent = 'office';
    units.push({ ...old, code: 'office', name: '蓬溪县城市运行管理中心', from: day });
    old.to = day;
    for (const { posts } of staff) {
      for (const post of posts.filter(({ unit }) => unit === 'centre')) {
        posts.push({ ...post, unit: 'office', from: day });
        post.to = day;
      }
    }
  });
  const me = await meOf(people.dispatcher);
  return me.bodyId;
}

const meOf = async (who: Somebody) => {
  const answer = await fetch(`${city.house.origin}/auth/me`, { headers: await who.headers() });
  return ((await answer.json()) as { post: { bodyId: number; replaces: number[]; body: string } }).post;
};

/** Ids of the cases in a list of the desk page. */
const listed = async (who: Somebody, list: string, of = 'id'): Promise<string[]> => {
  const { cityId } = city.tenant('pengxi');
  const [name, ...rest] = list.split(' ');
  const found = await who.read<Record<string, { nodes: Record<string, string>[] }>>(
    `{ ${name}(cityId: ${cityId}, ${rest.join(' ')}, first: 100) { nodes { ${of} } } }`,
  );
  return found[name!]!.nodes.map((node) => node[of]!);
};

test('what lies at a centre that is replaced is in the inbox of the new one, which goes on with it', async () => {
  const waiting = await filed(city, people);
  const asking = await dispatched(city, people);
  await asking.act(people.sanitation, 'ask_extension', { reason: '需大型机械' });
  const filing = await city.person('wanglixin').command('cases.register', {
    ...{ tenantId: waiting.tenantId, source: 'patrol', kind: 'event', classId: city.given.classId },
    ...{ words: '路面有暴露垃圾', address: '迎宾大道 14 号' },
  });
  const old = (await meOf(people.dispatcher)).bodyId;
  expect((await meOf(people.dispatcher)).replaces).toEqual([]);

  vi.setSystemTime(at('2026-10-13 09:00'));
  const office = await replaceCentre('2026-10-13');
  expect(office).not.toBe(old);
  expect(await meOf(people.dispatcher)).toMatchObject({ body: '蓬溪县城市运行管理中心', replaces: [old] });
  expect((await meOf(people.sanitation)).replaces).toEqual([]);

  // What a desk page reads.
  expect(await listed(people.dispatcher, `queue holderUnitId: ${office}`)).toEqual(
    expect.arrayContaining([waiting.caseId, filing.caseId]),
  );
  expect(await listed(people.dispatcher, `requests asksUnitId: ${office}`, 'caseId')).toEqual([asking.caseId]);
  expect(await listed(people.dispatcher, `supervised commandUnitId: ${office}`)).toEqual(
    expect.arrayContaining([waiting.caseId, asking.caseId]),
  );
  expect(await listed(people.dispatcher, `asked askerUnitId: ${office}`, 'caseId')).toEqual([asking.caseId]);
  const { desk } = await people.dispatcher.read<{ desk: { counts: { view: string; of: string; total: number }[] } }>(
    '{ desk { counts { view of total } } }',
  );
  const counted = desk.counts.map(({ view, of, total }) => `${view} ${of} ${total}`);
  expect(counted).toEqual(
    expect.arrayContaining(['cases dispatching 1', 'cases collecting 1', 'requests request 1', 'asked lead 1']),
  );
  const { cases } = await people.dispatcher.question<{ cases: { caseId: string }[] }>('cases.held', {});
  expect(cases.map(({ caseId }) => caseId).sort()).toEqual([waiting.caseId, filing.caseId].sort());

  // It is nobody else’s.
  for (const who of [people.sanitation, people.power, city.person('haozhiyuan')]) {
    const { cases: theirs } = await who.question<{ cases: { caseId: string }[] }>('cases.held', {});
    const ids = theirs.map(({ caseId }) => caseId);
    expect(
      ids.filter((id) => [waiting.caseId, filing.caseId].includes(id)),
      who.username,
    ).toEqual([]);
    expect(await listed(who, `queue holderUnitId: ${office}`), who.username).toEqual([]);
  }
  expect(
    await listed(people.cityDispatcher, `queue holderUnitId: ${(await meOf(people.cityDispatcher)).bodyId}`),
  ).toEqual([]);

  await waiting.act(people.dispatcher, 'dispatch', { unitId: city.unit('pengxi', 'works') });
  expect(waiting.last.state).toBe('disposing');
  await asking.act(people.dispatcher, 'extend', { reason: '同意' });
  const wrong = await asking.attempt(people.cityDispatcher, 'take_back', { reason: '收回' });
  expect(wrong.code).toBe('FLOW-SIDE');
  await asking.act(people.sanitation, 'feed_back', {
    words: '已清理',
    photos: [await people.sanitation.photo('after')],
  });
  expect(asking.last).toMatchObject({ state: 'check_sending' });
  expect(await listed(people.acceptor, `queue holderUnitId: ${office} states: ["check_sending"]`)).toEqual([
    asking.caseId,
  ]);
});
