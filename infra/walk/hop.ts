import { photograph } from './photograph.ts';
import { signIn, type Person } from './person.ts';
import { watchScore } from './score.ts';

const MINUTE = 60_000;
/** Evaluates the counties. */
const ASSESSOR = '遂宁市 · 综合评价 assessor';

/** What is expected after an act, written by hand from workflow.md. */
export interface Expected {
  readonly state: string;
  /** Name of the body that has the case. */
  readonly holder: string;
  /** Minutes from the act to the end of the stage clock; null: no clock runs. A function of the acts before for a clock that goes on. */
  readonly due: number | null | ((since: Since) => number);
}

/** Minutes from an act done before to this one, by the title of its hop. */
export type Since = (title: string) => number;

export interface Hop {
  readonly title: string;
  readonly act: string;
  /** Post as the sign-in page shows it. */
  readonly by: string;
  readonly given?: Readonly<Record<string, unknown>>;
  /** Name of the body that the act names. */
  readonly unit?: string;
  /** Uploaded and shown by the act. */
  readonly photo?: 'before' | 'verify' | 'after' | 'check';
  /** Kind of the task that the act answers; an act on the case has none. */
  readonly task?: 'verify' | 'check';
  /** The provisional score of the county counts the case from now on. */
  readonly scores?: true;
  /** Who may not do it now, and the code of the refusal. */
  readonly wrong: readonly [by: string, code: string];
  readonly expected: Expected;
}

/** A case on its way. */
export interface Walk {
  readonly origin: string;
  /** Reads the case after every act: somebody who may see it all the way. */
  readonly observer: string;
  readonly print: (line: string) => void;
  readonly people: Map<string, Promise<Person>>;
  /** Bodies that may be named, by name. */
  readonly bodies: Map<string, number>;
  /** Of the place. */
  readonly tenantId: number;
  readonly cityId: number;
  caseId: string | null;
  version: number | null;
  readonly doneAt: Map<string, number>;
}

export function personOf({ people, origin }: Walk, post: string): Promise<Person> {
  const known = people.get(post) ?? signIn(origin, post);
  people.set(post, known);
  return known;
}

/** One wrong person tries, then the right one acts; what follows must be as expected. Throws where it is not. */
export async function hop(walk: Walk, one: Hop): Promise<void> {
  const { title, act, by, given = {}, unit, photo, task, scores, wrong, expected } = one;
  const person = await personOf(walk, by);
  const sha256 = photo === undefined ? null : await person.upload(photograph(Math.floor(Math.random() * 0xffffff)));
  const photos = sha256 === null ? {} : { photos: [{ sha256, usage: photo }] };
  const named = unit === undefined ? {} : { unitId: idOf(walk, unit) };
  const input = { ...(await targetOf(walk, person, act, task)), ...given, ...named, ...photos };

  const [wrongPost, code] = wrong;
  const intruder = await personOf(walk, wrongPost);
  const answer = await intruder.command(`cases.${act}`, input);
  if (!('refused' in answer)) throw new Error(`${title}: ${wrongPost} could do ${act}`);
  const { refused } = answer;
  must(`${title}: the refusal of ${wrongPost}`, refused.code, code);

  const scored = scores ? await scoreOf(walk) : null;
  const acted = await person.command(`cases.${act}`, input);
  if ('refused' in acted) throw new Error(`${title}: ${by} is refused: ${JSON.stringify(acted.refused)}`);
  const at = Date.now();
  walk.doneAt.set(title, at);
  walk.caseId ??= String(acted.done['caseId']);
  walk.version = (acted.done['version'] as number | null) ?? walk.version;

  const due =
    typeof expected.due === 'function' ? expected.due((since) => minutesSince(walk, since, at)) : expected.due;
  const [seen, score] = await Promise.all([
    seenAfter(walk, expected.state, due === null ? null : at + due * MINUTE),
    scored?.(at) ?? '成绩 score：时限日不在进行中的周期 no period is open on the day of its deadline',
  ]);
  must(`${title}: state`, seen.state, expected.state);
  must(`${title}: who has it`, seen.holderUnitId, idOf(walk, expected.holder));
  const clock = due === null ? '停 stopped' : `${time(at + due * MINUTE)}（${Math.round(due)} 分钟 min）`;
  walk.print(`${title}  ${act}`);
  walk.print(`    由 by ${person.name}，${by}`);
  walk.print(`    持棒 baton ${expected.holder} · ${expected.state} · 时限 clock ${clock}`);
  if (scores) walk.print(`    ${score}`);
  walk.print(`    拒绝 refused ${intruder.name}，${wrongPost}：${refused.title_zh} ${refused.title} (${refused.code})`);
}

/** The score of the county of the case, before it is closed. */
async function scoreOf(walk: Walk): ReturnType<typeof watchScore> {
  const { tenantId, cityId } = walk;
  const [assessor, observer] = [await personOf(walk, ASSESSOR), await personOf(walk, walk.observer)];
  const { case: seen } = await observer.read<{ case: { dueAt: string | null } }>('DeskCase', {
    ...{ tenantId, id: walk.caseId },
  });
  if (seen.dueAt === null) throw new Error('the case has no deadline');
  return watchScore({ assessor, cityId, tenantId, dueAt: seen.dueAt });
}

/** What an act names: nothing yet, a task of who acts, or the case as last seen. */
async function targetOf(walk: Walk, person: Person, act: string, task: Hop['task']): Promise<object> {
  const { tenantId, caseId, version } = walk;
  if (act === 'register') return { tenantId };
  if (task === undefined) return { tenantId, caseId, version };
  const me = await person.read<{ tasks: { nodes: { id: string; caseId: string; kind: string }[] } }>('DeskTasks', {
    ...{ cityId: walk.cityId, unitId: person.unitId, kinds: [task], first: 100 },
  });
  const own = me.tasks.nodes.find((each) => each.caseId === caseId && each.kind === task);
  if (own === undefined) throw new Error(`${person.post} has no ${task} of the case`);
  return { tenantId, taskId: own.id };
}

const minutesSince = ({ doneAt }: Walk, title: string, at: number): number =>
  (at - (doneAt.get(title) ?? NaN)) / MINUTE;

interface Seen {
  readonly state: string;
  readonly holderUnitId: number;
  readonly stepDueAt: string | null;
}

/** Acts of bodies are followed by the worker: what is expected may come a moment later. */
const PATIENCE_MS = 60_000;
/** Between our clock, the gateway’s and the network. */
const TOLERANCE_MS = 45_000;

async function seenAfter(walk: Walk, state: string, due: number | null): Promise<Seen> {
  const observer = await personOf(walk, walk.observer);
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const { case: seen } = await observer.read<{ case: Seen | null }>('DeskCase', {
      ...{ tenantId: walk.tenantId, id: walk.caseId },
    });
    if (seen === null) throw new Error(`${walk.observer} does not see the case`);
    const isDue =
      due === null || seen.stepDueAt === null
        ? (seen.stepDueAt === null) === (due === null)
        : Math.abs(Date.parse(seen.stepDueAt) - due) < TOLERANCE_MS;
    if (seen.state === state && isDue) return seen;
    if (Date.now() > until) {
      const wanted = due === null ? 'none' : new Date(due).toISOString();
      throw new Error(`expected ${state}, due ${wanted}; found ${seen.state}, due ${seen.stepDueAt ?? 'none'}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

function idOf({ bodies }: Walk, name: string): number {
  const id = bodies.get(name);
  if (id === undefined) throw new Error(`no body is called ${name}`);
  return id;
}

function must(what: string, found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`${what}: expected ${String(wanted)}, found ${String(found)}`);
}

const time = (at: number): string =>
  new Date(at).toLocaleTimeString('zh-CN', {
    timeZone: 'Asia/Shanghai',
    hour12: false,
    hour: '2-digit',
    minute: '2-digit',
  });
