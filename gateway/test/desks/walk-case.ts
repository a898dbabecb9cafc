import type { Answer, City, Somebody } from './open-city.ts';

/** People of the sample city that act here. */
export const peopleOf = ({ person }: City) => ({
  cityAcceptor: person('zhaozhiyuan'),
  cityShiftLeader: person('yangyongqiang'),
  cityDispatcher: person('kongxue'),
  cityInspector: person('xielixin'),
  cityLeader: person('wanghai'),
  cityCollector: person('gejia'),
  power: person('haochangping'),
  acceptor: person('wanglixin'),
  shiftLeader: person('kongguoqing'),
  dispatcher: person('xiechunmei'),
  leader: person('fangxiuying'),
  collector: person('xuedachuan'),
  sanitation: person('wangwentao'),
  works: person('kongdesheng'),
});
export type People = ReturnType<typeof peopleOf>;

/** A case of 蓬溪 taken in by the city or by the county, as its acts bring it on; every act must succeed. */
export interface Walk {
  readonly tenantId: number;
  caseId: string;
  version: number;
  last: Answer;
  /** An act on the case as it is now. */
  act(who: Somebody, name: string, given?: object): Promise<Answer>;
  /** The same, whatever comes of it. */
  attempt(who: Somebody, name: string, given?: object): Promise<Answer>;
}

export async function takeIn(city: City, receiver: Somebody): Promise<Walk> {
  const { tenantId } = city.tenant('pengxi');
  const { classId } = city.given;
  const last = await receiver.command('cases.register', {
    ...{ tenantId, source: 'patrol', kind: 'event', classId, words: '路面有暴露垃圾', address: '迎宾大道 12 号' },
  });
  if (last.code) throw new Error(JSON.stringify(last));
  const walk: Walk = {
    ...{ tenantId, caseId: last.caseId, version: last.version, last },
    attempt: (who, name, given = {}) =>
      who.command(`cases.${name}`, { tenantId, caseId: walk.caseId, version: walk.version, ...given }),
    async act(who, name, given) {
      const answer = await walk.attempt(who, name, given);
      if (answer.code) throw new Error(`${name}: ${JSON.stringify(answer)}`);
      walk.version = answer.version;
      walk.last = answer;
      return answer;
    },
  };
  return walk;
}

/** Filed, and at the desk of 蓬溪 to be dispatched. */
export async function filed(
  city: City,
  { acceptor, shiftLeader }: Pick<People, 'acceptor' | 'shiftLeader'>,
): Promise<Walk> {
  const walk = await takeIn(city, acceptor);
  await walk.act(acceptor, 'accept', city.given);
  await walk.act(shiftLeader, 'file');
  return walk;
}

/** Taken in by the county, and dispatched to 环境卫生所. */
export async function dispatched(city: City, people: People): Promise<Walk> {
  const walk = await filed(city, people);
  await walk.act(people.dispatcher, 'dispatch', { unitId: city.unit('pengxi', 'sanitation') });
  return walk;
}

/** Taken in by the city, and dispatched by the county to 环境卫生所. */
export async function dispatchedForCity(city: City, people: People): Promise<Walk> {
  const walk = await filed(city, { acceptor: people.cityAcceptor, shiftLeader: people.cityShiftLeader });
  await walk.act(people.dispatcher, 'dispatch', { unitId: city.unit('pengxi', 'sanitation') });
  return walk;
}

/** The waiting task of a body on the case. */
export async function taskOf(who: Somebody, walk: Walk, kind: string): Promise<{ tenantId: number; taskId: string }> {
  const { tasks } = await who.question<{ tasks: { taskId: string; caseId: string; kind: string; tenantId: number }[] }>(
    'tasks.waiting',
    {},
  );
  const found = tasks.find((task) => task.caseId === walk.caseId && task.kind === kind);
  if (!found) throw new Error(`no ${kind} waits for ${who.username}: ${JSON.stringify(tasks)}`);
  return { tenantId: found.tenantId, taskId: found.taskId };
}

/** What a 督办 is given: to be answered within a day. */
export const orderOf = (level: 'ordinary' | 'important', words: string) => ({
  ...{ order: 'supervise', level, words },
  until: new Date(Date.now() + 86_400_000).toISOString(),
});
