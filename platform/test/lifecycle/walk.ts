import fc from 'fast-check';
import { expect } from 'vitest';
import type { ActName } from '../../src/cases/lifecycle/acts.ts';
import type { Given } from '../../src/cases/lifecycle/given.ts';
import { rowsOf } from '../../src/cases/lifecycle/lifecycle.ts';
import { offersOn } from '../../src/cases/lifecycle/offers.ts';
import { POSTS, type Post } from '../../src/cases/lifecycle/posts.ts';
import { isOpen, type Performer, type Task } from '../../src/cases/lifecycle/standing.ts';
import type { CaseState } from '../../src/cases/stage.ts';
import { BODIES, columnsAfter, homeOf, perform, read, replay, runClerk, takeIn, type CaseInMemory } from './memory.ts';
import { recount } from './recount.ts';
import { COLUMNS, type Column } from './situations.ts';
import { ORDERS } from '../../src/cases/lifecycle/orders.ts';
import { inOrder } from '../../src/cases/read-events.ts';
import { standingEvents } from '../../src/cases/recall.ts';
import { strangeMovesIn } from '../../src/cases/record/strange-moves.ts';
import { waitingBefore } from '../../src/cases/requests.ts';

export const START = new Date('2026-10-12T08:00:00+08:00');

/** People of all bodies in all posts that they have, two in each; and one machine in each department. */
const PEOPLE: readonly Performer[] = BODIES.flatMap(({ unitId, kind }) => {
  const posts: readonly Post[] =
    kind === 'centre'
      ? (['acceptor', 'shift_leader', 'dispatcher', 'inspector', 'leader'] as const)
      : kind === 'collection_company'
        ? (['collector', 'department'] as const)
        : (['department', 'worker', 'collector'] as const);
  const people = posts.flatMap((post) => [1, 2].map((number) => person(unitId, post, number)));
  return kind === 'department'
    ? [...people, { ...person(unitId, 'department'), post: 'machine' as const, personId: null }]
    : people;
});

/** The squad of a body, by its number. */
export const squadOf = (unitId: number): number => unitId * 10 + 1;
const DESKS = new Map(BODIES.filter(({ kind }) => kind === 'centre').map(({ unitId, homeId }) => [unitId, homeId]));

function person(unitId: number, post: Post, number = 1): Performer {
  const digits = `${unitId}${POSTS.indexOf(post)}${number}`;
  return { tenantId: homeOf(unitId), unitId, post, personId: `00000000-0000-4000-8000-${digits.padStart(12, '0')}` };
}

const DESK = person(20, 'dispatcher');

/**
 * A walk: how the case begins, whether every desk that may give orders has one waiting while the case mostly goes straight on,
 * and at each step after how many minutes who does which of what he may.
 */
export const WALK = fc.record({
  column: fc.constantFrom(...(Object.keys(COLUMNS) as Column[])),
  act: fc.constantFrom('register', 'register', 'register', 'self_handle') as fc.Arbitrary<'register' | 'self_handle'>,
  group: fc.constantFrom('public', 'patrol') as fc.Arbitrary<'public' | 'patrol'>,
  ordered: fc.constantFrom(false, false, true),
  steps: fc.array(
    fc.record({
      minutes: fc.constantFrom(0, 1, 7, 40, 300, 2_000),
      who: fc.nat(9_999),
      what: fc.nat(9_999),
      clerk: fc.boolean(),
    }),
    { minLength: 4, maxLength: 30, size: 'max' },
  ),
});
export type Walk = typeof WALK extends fc.Arbitrary<infer Value> ? Value : never;

/** Early ends and ways back are taken less often, or few walks would come to closing. */
const RARE: ReadonlySet<ActName> = new Set([
  ...(['force_close', 'refuse_acceptance', 'refuse_filing', 'archive', 'supervise', 'assign_inside'] as const),
  ...(['return_to_acceptor', 'recall', 'fail_check', 'refuse_filing', 'acknowledge', 'ask_verify'] as const),
  ...(['file_urgent', 'ask_assist'] as const),
]);

/** An act, or the clerk’s turn, and the case afterwards. */
export interface Step {
  readonly at: Date;
  readonly choice: Choice | null;
  readonly given: Given;
  readonly after: Pick<CaseInMemory['row'], (typeof KEPT)[number]> & { readonly tasks: readonly string[] };
}

export interface Choice {
  readonly who: Performer;
  readonly act: ActName;
  readonly taskId: string | null;
  /** The task acted on: its kind, the body asked, and the how manieth of that kind it is for that body. */
  readonly kind: Task['kind'] | null;
  readonly unitId: number | null;
  readonly nth: number;
}

/** What a row says of who has the case, where, and until when. */
export const KEPT = [
  ...(['state', 'version', 'holder_id', 'holder_unit_id', 'lead_unit_id', 'extension_count', 'rework_count'] as const),
  ...(['urgent', 'due_at', 'disposed_at', 'closed_at', 'closing_type'] as const),
] as const;

/** Tasks as lists of them compare: without the notices, which last as long as the clerk is busy. */
export const taskLine = (kind: string, unitId: number, state: string): string => `${kind} ${unitId} ${state}`;

/** Walks a case through its life; everything that must always hold is looked at after every step. */
export function walk({ column, act, group, ordered, steps }: Walk): Step[] {
  const stored = takeIn(column, act, group, START);
  const done: Step[] = [];
  const followed: Followed = { clocks: new Map(), ways: new Map([[1, false]]) };
  const after = (choice: Choice | null, given: Given): void => {
    const tasks = stored.tasks.filter(({ kind }) => kind !== 'notice');
    done.push({
      ...{ at: stored.now, choice, given },
      after: {
        ...(pick(stored.row, KEPT) as CaseInMemory['row']),
        tasks: tasks.map(({ kind, unitId, state }) => taskLine(kind, unitId, state)).sort(),
      },
    });
  };
  const take = (choice: Choice | null, what: number): void => {
    if (choice === null) return;
    const given = givenFor(choice, stored, what);
    look(stored, followed, choice.act, () =>
      expect(perform(stored, choice.who, choice.act, choice.taskId, given)).toBe('done'),
    );
    after(choice, given);
  };
  for (const { minutes, who, what, clerk } of steps) {
    stored.now = new Date(stored.now.getTime() + minutes * 60_000);
    if (clerk) {
      look(stored, followed, 'clerk', () => runClerk(stored));
      after(null, {});
    }
    for (const desk of ordered ? DESKS.keys() : []) take(orderOf(stored, desk), what);
    const ahead = ordered && what % 4 !== 0 ? choose(stored, who, what, (act) => AHEAD.has(act)) : null;
    take(ahead ?? choose(stored, who, what), what);
  }
  // Only who has or commands a case moves it, and the clerk what they decided.
  const { id, tenant_id: tenantId } = stored.row;
  expect(strangeMovesIn(id, inOrder(stored.events), DESKS, tenantId)).toEqual([]);
  return done;
}

/** The straight way to the end of a case. */
const AHEAD: ReadonlySet<ActName> = new Set([
  ...(['ask_verify', 'answer_verify', 'accept', 'file', 'dispatch', 'take', 'answer_assist', 'feed_back'] as const),
  ...(['ask_check', 'answer_check', 'pass_check', 'close'] as const),
]);
const isCommon = (act: ActName, what: number): boolean => !RARE.has(act) || Math.floor(what / 100) % 4 === 0;

/** The first of the people, from one on, who may do something wanted; and one of the things he may do. */
function choose(
  stored: CaseInMemory,
  from: number,
  what: number,
  isWanted: (act: ActName) => boolean = (act) => isCommon(act, what),
): Choice | null {
  for (let index = 0; index < PEOPLE.length; index += 1) {
    const who = PEOPLE[(from + index) % PEOPLE.length]!;
    const choices = choicesOf(stored, who).filter(({ act }) => isWanted(act) && bodiesFor(act, stored).length > 0);
    if (choices.length > 0) return choices[what % choices.length]!;
  }
  return null;
}

/** The order of the leader of a desk, where he may give one and none of that desk waits. */
function orderOf(stored: CaseInMemory, desk: number): Choice | null {
  if (stored.tasks.some((task) => isOpen(task) && task.kind === 'reply' && task.askerUnitId === desk)) return null;
  return choicesOf(stored, person(desk, 'leader')).find(({ act }) => act === 'supervise') ?? null;
}

function choicesOf(stored: CaseInMemory, who: Performer): Choice[] {
  const own = stored.tasks.filter(
    (task) => [task.unitId, task.askerUnitId].includes(who.unitId) && isOpen(task) && task.kind !== 'notice',
  );
  const targets = [null, ...own.map(({ id }) => id)];
  return targets.flatMap((taskId) => {
    const found = read(stored, who, taskId);
    if (found === null) return [];
    const task = found.standing.tasks.find(({ id }) => id === taskId) ?? null;
    const alike = stored.tasks.filter((one) => one.kind === task?.kind && one.unitId === task.unitId);
    const nth = alike.findIndex(({ id }) => id === taskId);
    return offersOn(found.standing, who, task, stored.now).flatMap(({ act, refusal }) =>
      refusal === null ? [{ who, act, taskId, kind: task?.kind ?? null, unitId: task?.unitId ?? null, nth }] : [],
    );
  });
}

/** Of the body that works a task in turns: given to its squad, and taken back. */
const innerFor = ({ taskId, who }: Choice, { tasks }: CaseInMemory): number | null =>
  tasks.some(({ id, hasInner }) => id === taskId && hasInner) ? null : squadOf(who.unitId);

/** Whom somebody asks to help as soon as he dispatches to a body; in half of the cases nobody. */
function assistsFor(leadUnitId: number, what: number): Given['assists'] {
  const helper = [22, 21].find((unitId) => unitId !== leadUnitId)!;
  const limit = { value: '0.01', unit: 'working_hour' } as const;
  return [[], [{ unitId: helper, words: '请配合' }], [], [{ unitId: helper, words: '请配合', limit }]][what % 4];
}

/** The bodies that may be named in an act. */
function bodiesFor(act: ActName, { mode, row, tasks }: CaseInMemory): number[] {
  const isCity = row.holder_id === row.city_id || mode.cityBodies === 'direct';
  const collectors = act === 'ask_verify' || act === 'ask_check';
  const bodies = [...(collectors ? [23] : [21, 22]), ...(isCity ? [collectors ? 12 : 11] : [])];
  if (act !== 'ask_assist') return bodies;
  const helpers = tasks.filter((task) => task.kind === 'assist' && isOpen(task)).map(({ unitId }) => unitId);
  return bodies.filter((unitId) => unitId !== row.lead_unit_id && !helpers.includes(unitId));
}

function givenFor(choice: Choice, stored: CaseInMemory, what: number): Given {
  const { act, taskId } = choice;
  const { now, tasks } = stored;
  const needs = new Set(rowsOf(act).flatMap((one) => one.needs ?? []));
  const bodies = bodiesFor(act, stored);
  const unitId = bodies[what % bodies.length]!;
  const isSpotCheck = tasks.some(({ id, order }) => id === taskId && order === 'spot_check');
  const findings = act === 'answer_verify' ? ['exists', 'exists', 'absent'] : ['passed', 'passed', 'failed'];
  return {
    ...(needs.has('reason') ? { reason: '原因' } : {}),
    ...(needs.has('words') ? { words: '说明' } : {}),
    ...(needs.has('class') ? { classId: 1 } : {}),
    ...(needs.has('condition') ? { ruleId: 1 } : {}),
    ...(needs.has('unit') ? { unitId } : {}),
    ...(act === 'dispatch' || act === 'file_urgent' ? { assists: assistsFor(unitId, what) } : {}),
    ...(needs.has('inner') ? { innerUnitId: innerFor(choice, stored) } : {}),
    ...(needs.has('order') ? { order: ORDERS[what % ORDERS.length]! } : {}),
    ...(needs.has('until') ? { until: new Date(now.getTime() + 86_400_000).toISOString() } : {}),
    ...(needs.has('finding') && (act !== 'answer_order' || isSpotCheck)
      ? { finding: findings[what % findings.length]! }
      : {}),
    ...(needs.has('level') ? { level: 'ordinary' } : {}),
  };
}

/** How far along the way a state is: who gets a case back may not push it past his own stage (workflow.md §3). */
const AFTER_RETURN: Readonly<Partial<Record<CaseState, readonly CaseState[]>>> = {
  collecting: ['collecting', 'filing', 'refused'],
  dispatching: ['dispatching', 'disposing', 'collecting', 'void'],
};

/** The latest deadline that each clock of a case had. */
type Clocks = Map<string, number>;

/** By version whether the case lies where somebody gave it back; a recall brings back what was before the hand-over it undoes. */
type WaysBack = Map<number, boolean>;
const GIVING_BACK: ReadonlySet<string> = new Set(['take_back', 'return_case', 'return_to_acceptor']);

function follow(ways: WaysBack, fresh: CaseInMemory['events']): void {
  for (const { version, kind, data } of fresh) {
    if (version === null) continue;
    const { act = '' } = data as { act?: string };
    ways.set(version, kind === 'recalled' ? ways.get(version - 2)! : GIVING_BACK.has(act));
  }
}

/** What is remembered of a walk from step to step. */
interface Followed {
  readonly clocks: Clocks;
  readonly ways: WaysBack;
}

/** Does something and looks at what must hold then. */
function look(stored: CaseInMemory, { clocks, ways }: Followed, act: ActName | 'clerk', run: () => void): void {
  const before = { version: stored.row.version, state: stored.row.state as CaseState, seen: stored.events.length };
  const returned = ways.get(before.version)!;
  const assists = stored.tasks.some((task) => task.kind === 'assist' && isOpen(task));
  run();
  const fresh = stored.events.slice(before.seen);
  follow(ways, fresh);
  const replayed = replay(stored);
  const { projected } = replayed;

  // Events replay to the row, whoever wrote it.
  const { state, version, baton, picture } = projected;
  const { row } = stored;
  const own = {
    state: row.state,
    version: row.version,
    holderUnitId: row.holder_unit_id,
    leadUnitId: row.lead_unit_id,
  };
  expect(own).toEqual({ state, version, holderUnitId: baton.holderUnitId, leadUnitId: picture.leadUnitId });
  const columns = columnsAfter(replayed);
  if (isWrittenByDesk(fresh)) expect(columns).toMatchObject(pick(stored.row, Object.keys(columns)));
  Object.assign(stored.row, columns);

  expect(read(stored, DESK, null)!.standing.returned).toBe(ways.get(row.version));

  // The baton is a pair that is somewhere.
  expect([1, 2]).toContain(row.holder_id);
  expect(BODIES.map(({ unitId }) => unitId)).toContain(row.holder_unit_id);
  if (['disposing', 'suspended'].includes(row.state)) expect(row.holder_unit_id).toBe(row.lead_unit_id);
  else {
    expect(row.holder_id).toBe(DESKS.get(row.holder_unit_id));
    if (row.state !== 'dispatching') expect(row.holder_unit_id).toBe(row.supervision_unit_id);
  }

  // A move makes one version, a note none; nothing is written otherwise.
  const moves = new Set(fresh.flatMap(({ version: of }) => of ?? []));
  expect([...moves]).toEqual(
    Array.from({ length: row.version - before.version }, (_, index) => before.version + index + 1),
  );
  if (act !== 'clerk') expect(row.version - before.version).toBe(moves.size === 0 ? 0 : 1);

  // No clock runs backwards, and each runs at a body.
  for (const { startedAt, endedAt, pauses, unitId } of replayed.row.turns) {
    if (endedAt !== null) expect(endedAt.getTime()).toBeGreaterThanOrEqual(startedAt.getTime());
    for (const { from, to } of pauses) {
      expect(from.getTime()).toBeGreaterThanOrEqual(startedAt.getTime());
      if (to !== null) expect(to.getTime()).toBeGreaterThanOrEqual(from.getTime());
    }
    expect(unitId).not.toBeNull();
  }
  // While somebody works the case the clock of disposal runs.
  const running = replayed.row.turns.filter(({ endedAt }) => endedAt === null).map(({ step }) => step);
  if (row.state === 'disposing') expect(running).toContain('disposal');
  // Nothing that is done shortens a limit; what was recalled was never done.
  if (fresh.some(({ kind }) => kind === 'recalled')) clocks.clear();
  const nth = new Map<string, number>();
  for (const { step, unitId, startedAt, dueAt } of replayed.row.turns) {
    const alike = `${step} ${unitId} ${startedAt.getTime()}`;
    nth.set(alike, (nth.get(alike) ?? 0) + 1);
    if (dueAt === null) continue;
    const clock = `${alike} ${nth.get(alike)}`;
    expect(dueAt.getTime()).toBeGreaterThanOrEqual(Math.max(startedAt.getTime(), clocks.get(clock) ?? 0));
    clocks.set(clock, dueAt.getTime());
  }
  // A suspension ends on its day, whenever that is recorded.
  const asRecorded = stored.events.filter(({ kind }) => kind !== 'resumed');
  for (const [index, event] of asRecorded.entries()) {
    if (index > 0) expect(event.occurred_at >= asRecorded[index - 1]!.occurred_at).toBe(true);
  }

  // What is counted is what somebody else counts.
  const { fact } = replayed.row;
  const { heldDueAt, ...counted } = recount(stored.events);
  expect(pick(fact, Object.keys(counted))).toEqual(counted);
  expect([fact.seen, fact.reportedDay, fact.filedDay, fact.dueDay, fact.closedDay]).toEqual([
    stored.events.length,
    ...[counted.reportedAt, counted.filedAt, heldDueAt, counted.closedAt].map(dayOf),
  ]);
  const isOver = ['closed', 'refused', 'void'].includes(row.state);
  if (isOver) expect(running).toEqual([]);

  // Nobody is left with a task of a case that is over. No order lasts beyond closing; it may be given when the case is closed.
  const left = stored.tasks.filter((task) => isOpen(task) && task.kind !== 'notice');
  const isClosing = fresh.some(({ kind }) => kind === 'closed');
  const isLeft = ({ kind, asked_at: asked }: (typeof left)[number]): boolean =>
    row.state !== 'closed' || isClosing || kind !== 'reply' || asked < row.closed_at!;
  if (isOver) expect(left.filter(isLeft)).toEqual([]);
  else
    expect(stored.tasks.filter((task) => isOpen(task) && task.kind === 'lead').length).toBe(
      ['disposing', 'suspended'].includes(row.state) ? 1 : 0,
    );

  // What was asked and not decided waits on the task, a recall or not.
  const leads = stored.tasks.filter((task) => isOpen(task) && task.kind === 'lead');
  const waits = waitingBefore(standingEvents(inOrder(stored.events)), null)?.request ?? null;
  if (row.state === 'disposing') {
    expect(leads.map(({ asks }) => asks)).toEqual([waits]);
    expect(leads.map(({ asksUnitId }) => asksUnitId === null)).toEqual([waits === null]);
  }

  if (assists) expect(act).not.toBe('feed_back');
  expect(row.extension_count).toBeLessThanOrEqual(2);
  const forced = fresh.some(({ data }) => (data as { act?: string }).act === 'force_close');
  if (returned && moves.size > 0 && act !== 'clerk' && !forced) expect(AFTER_RETURN[before.state]).toContain(row.state);
}

/** Day in the zone of the city, eight hours ahead. */
const dayOf = (at: Date | null): string | null =>
  at === null ? null : new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

/** What a body writes lacks what follows from the clocks, which it cannot know. */
const isWrittenByDesk = (events: CaseInMemory['events']): boolean =>
  events.some(({ version }) => version !== null) && events.every(({ by_unit_id: unit }) => unit % 10 === 0);
const pick = (row: object, names: readonly string[]): object =>
  Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name)));
