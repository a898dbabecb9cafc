import type { Limit } from '../../calendars/limit.ts';
import type { EventData, EventKind, RequestKind } from '../events.ts';
import { maskPersonal } from '../../kernel/mask-personal.ts';
import { present } from '../../kernel/present.ts';
import type { ActName } from './acts.ts';
import type { Given } from './given.ts';
import type { Attempt } from './refuse.ts';
import { homeOf, isOpen, type Standing, type Task } from './standing.ts';
import { isMove, type Hand, type TaskKind } from './transition.ts';

/** What follows from an act. */
export interface Outcome {
  readonly events: readonly ActEvent[];
  readonly opens: readonly NewTask[];
  readonly changes: readonly TaskChange[];
}

export interface ActEvent {
  readonly kind: EventKind;
  readonly data: EventData;
  /** The body that has the case then, and reads this. */
  readonly leadUnitId: number | null;
  /** The task its writer works on. */
  readonly taskId: string | null;
  readonly isMove: boolean;
}

export interface NewTask {
  readonly kind: TaskKind | 'notice';
  readonly subtype: string | null;
  readonly unitId: number;
  readonly askerUnitId: number;
  /** The lead, of an assist. */
  readonly alsoUnitId: number | null;
  /** The city, where it takes part. */
  readonly otherId: number | null;
  readonly words: string | null;
  readonly barred: readonly string[];
}

/** A change of an open task; what is absent stays. */
export interface TaskChange {
  readonly id: string;
  readonly state?: Task['state'];
  readonly answer?: Readonly<Record<string, string>>;
  /** Null ends the request that waits. */
  readonly asks?: Asks | null;
  /** Squad or person of the body that works it from now on. */
  readonly inner?: { readonly unitId: number | null; readonly personId: string | null };
}

/** A request of the body that works the case, and who decides about it. */
export interface Asks {
  readonly request: RequestKind;
  readonly reason: string;
  /** ISO instant, of a suspension. */
  readonly until: string | null;
  readonly unitId: number;
  /** The city, where it decides. */
  readonly otherId: number | null;
}

/** What the act needs to know beyond the case: looked up before. */
export interface Known {
  /** Of the filing condition given. */
  readonly limit: Limit | null;
  /** Of the stage clock that the act starts. */
  readonly stepLimit: Limit | null;
}

/**
 * What an act that is allowed leads to: its event, the tasks it opens, answers and withdraws. A desk that does not hold the
 * case moves it through the clerk of who does: its decision is a note, and a notice shows it to him. What he does stands in
 * the note alone, which nobody writes in another's name.
 */
export function decide(attempt: Attempt, given: Given, known: Known): Outcome {
  const { row, standing, who } = attempt;
  // A body of the city may hold a case for which the county answers: what counts is who may move it.
  const holds = standing.holderUnitId === who.unitId || standing.holderId === who.tenantId;
  const isElsewhere = isMove(row) && row.from.length > 0 && !holds;
  if ((isElsewhere || row.act === 'recall') && who.post !== 'clerk') return decideElsewhere(attempt, given);
  const { task } = attempt;
  const lead = leadAfter(attempt, given);
  const own = task ?? standing.tasks.find((one) => isOpen(one) && one.kind === 'lead' && one.unitId === who.unitId);
  const event: ActEvent = {
    kind: row.event,
    data: dataOf(attempt, given, known, lead),
    leadUnitId: lead ?? standing.leadUnitId,
    taskId: own !== undefined && own.unitId === who.unitId ? own.id : null,
    isMove: isMove(row),
  };
  return {
    events: row.act === 'file_urgent' ? [filedBefore(attempt), event] : [event],
    opens: opened(attempt, given),
    changes: changed(attempt, given),
  };
}

/** Of what is filed and dispatched at once: the filing. */
const filedBefore = ({ standing }: Attempt): ActEvent => ({
  ...{ kind: 'filed', data: { act: 'file_urgent' }, leadUnitId: standing.leadUnitId, taskId: null, isMove: true },
});

function decideElsewhere({ row, standing, who }: Attempt, given: Given): Outcome {
  const note: ActEvent = {
    kind: row.act === 'recall' ? 'recall_asked' : 'decided',
    data: {
      ...{ act: row.act, forVersion: standing.version, ...wordsOf(given) },
      ...(row.grants ? { request: row.grants, granted: true } : {}),
      ...(given.until === undefined ? {} : { resumeAt: given.until }),
    },
    ...{ leadUnitId: standing.leadUnitId, taskId: null, isMove: false },
  };
  const desk = standing.holderId === standing.cityId ? standing.cityDeskUnitId : standing.commandUnitId;
  const notice: NewTask = {
    ...{ kind: 'notice', subtype: 'decision', unitId: desk, askerUnitId: who.unitId, alsoUnitId: null },
    ...{ words: given.words ?? null, barred: [] },
    otherId: who.tenantId === standing.cityId || standing.holderId === standing.cityId ? standing.cityId : null,
  };
  return { events: [note], opens: [notice], changes: [] };
}

/** Who has the case to work it after the act. */
function leadAfter({ row, standing }: Attempt, given: Given): number | null {
  if (row.baton === 'lead') return given.unitId ?? standing.leadUnitId;
  return row.event === 'returned' ? null : standing.leadUnitId;
}

function unitOf(hand: Hand, { standing }: Attempt, lead: number | null): number {
  switch (hand) {
    case 'supervision':
      return standing.supervisionUnitId;
    case 'command':
      return standing.commandUnitId;
    case 'commander':
      return standing.commanderUnitId;
    case 'city_desk':
      return standing.cityDeskUnitId;
    case 'lead':
      return present(lead, 'the body that works the case');
  }
}

/** The baton is a pair: the tenant that answers for the step, and the body. A lead works for the desk that dispatched it. */
function batonOf(attempt: Attempt, lead: number | null): { holderId: number; holderUnitId: number } | null {
  const { row, standing, who } = attempt;
  if (row.baton === undefined) return null;
  const holderUnitId = unitOf(row.baton, attempt, lead);
  const commander = row.act === 'dispatch' || row.act === 'file_urgent' ? who.unitId : standing.commanderUnitId;
  return { holderId: homeOf(standing, row.baton === 'lead' ? commander : holderUnitId), holderUnitId };
}

const wordsOf = ({ reason, words, finding, level, satisfaction }: Given): EventData => ({
  ...(reason === undefined ? {} : { reason: maskPersonal(reason) }),
  ...(words === undefined ? {} : { words: maskPersonal(words) }),
  ...(finding === undefined ? {} : { finding }),
  ...(level === undefined ? {} : { level }),
  ...(satisfaction === undefined ? {} : { satisfaction }),
});

function dataOf(attempt: Attempt, given: Given, { limit, stepLimit }: Known, lead: number | null): EventData {
  const { row, standing } = attempt;
  const { clock, act } = row;
  const { dueAt, disposedAt } = standing;
  const isLate = dueAt !== null && disposedAt !== null && disposedAt > dueAt;
  const step = clock?.starts;
  return {
    act,
    ...wordsOf(given),
    ...batonOf(attempt, lead),
    ...(row.baton === 'lead' || lead !== standing.leadUnitId ? { leadUnitId: lead } : {}),
    ...(row.baton === 'lead' ? { unitName: standing.bodies.get(lead ?? -1)?.name ?? null } : {}),
    ...(row.needs?.includes('class') && given.classId !== undefined ? { classId: given.classId } : {}),
    ...(row.needs?.includes('condition') && given.ruleId !== undefined ? { ruleId: given.ruleId } : {}),
    ...(row.needs?.includes('condition') && limit ? { limitValue: limit.value, limitUnit: limit.unit } : {}),
    ...(step === undefined ? {} : { step }),
    ...(stepLimit ? { stepLimitValue: stepLimit.value, stepLimitUnit: stepLimit.unit } : {}),
    ...(row.event === 'reworked' ? { reworkCount: standing.reworks + 1 } : {}),
    ...(row.event === 'extended' ? { extensionCount: standing.extensions + 1 } : {}),
    ...(row.event === 'suspended' && given.until !== undefined ? { resumeAt: given.until } : {}),
    ...(row.asks === 'suspension' && given.until !== undefined ? { resumeAt: given.until } : {}),
    ...(row.event === 'closed'
      ? { closingType: act === 'force_close' ? 'forced' : isLate ? 'overdue' : 'normal' }
      : {}),
    ...(act === 'refuse_request' ? refused(standing) : {}),
    ...(act === 'to_normal_flow' ? { selfHandled: false } : {}),
    ...(act === 'file_urgent' ? { urgent: true } : {}),
    ...(row.opens !== undefined && given.unitId !== undefined ? { unitId: given.unitId } : {}),
  };
}

/** The request that waits, refused. */
const refused = ({ tasks }: Standing): EventData => {
  const request = tasks.find((task) => isOpen(task) && task.asks !== null)?.asks;
  return request == null ? {} : { request, granted: false };
};

/** The act with which a task of a kind is answered: who may not do both of a pair is barred from it. */
const ANSWER_OF: Readonly<Partial<Record<TaskKind, ActName>>> = {
  ...{
    lead: 'feed_back',
    assist: 'answer_assist',
    verify: 'answer_verify',
    check: 'answer_check',
    reply: 'answer_order',
  },
};

function opened(attempt: Attempt, given: Given): NewTask[] {
  const { row, standing, who } = attempt;
  const kind = row.opens;
  if (kind === undefined) return [];
  const unitId = askedBy(attempt, given);
  if (unitId === who.unitId && kind === 'command') return [];
  const isOfCity = who.tenantId === standing.cityId || standing.holderId === standing.cityId;
  const otherId = isOfCity || unitId === standing.cityDeskUnitId ? standing.cityId : null;
  const asker = kind === 'lead' && row.event === 'reworked' ? standing.commanderUnitId : who.unitId;
  return [
    {
      ...{ kind, subtype: row.act === 'supervise' ? 'supervise' : null, unitId, askerUnitId: asker, otherId },
      ...{ alsoUnitId: kind === 'assist' ? standing.leadUnitId : null, words: given.words ?? null },
      barred: barredFrom(ANSWER_OF[kind], standing, who.personId, row.act),
    },
  ];
}

/** The body that a task goes to. An order goes to the desk that commands the case; that desk's own to who has it. */
function askedBy({ row, standing, who }: Attempt, given: Given): number {
  if (row.opens === 'command') {
    return row.baton === 'city_desk' ? standing.cityDeskUnitId : standing.commandUnitId;
  }
  if (given.unitId !== undefined) return given.unitId;
  if (row.opens === 'lead') return present(standing.leadUnitId, 'the body that works the case');
  const { commanderUnitId, holderUnitId } = standing;
  return commanderUnitId === who.unitId ? holderUnitId : commanderUnitId;
}

function barredFrom(act: ActName | undefined, { mode, done }: Standing, me: string | null, doing: ActName): string[] {
  const against = mode.pairs.flatMap(([one, other]) => (one === act ? [other] : other === act ? [one] : []));
  const persons = done.flatMap((deed) => (against.includes(deed.act) && deed.personId !== null ? [deed.personId] : []));
  return [...new Set([...persons, ...(against.includes(doing) && me !== null ? [me] : [])])];
}

function changed(attempt: Attempt, given: Given): TaskChange[] {
  const { row, standing, task } = attempt;
  const changes: TaskChange[] = standing.tasks
    .filter((one) => isOpen(one) && one !== task)
    .flatMap((one): TaskChange[] => {
      const { id, kind, asks } = one;
      if (row.side !== 'task' && row.settles?.some((settled) => settled === kind))
        return [answered(attempt, id, given)];
      if (row.withdraws?.some((withdrawn) => withdrawn === kind)) {
        return [{ ...answered(attempt, id, given), state: 'withdrawn' }];
      }
      if (asks !== null && (row.refuses?.includes(asks) || row.grants === asks)) return [{ id, asks: null }];
      if (kind !== 'lead') return [];
      if (row.asks !== undefined) return [{ id, asks: asked(attempt, given) }];
      return row.act === 'take' ? [{ id, state: 'accepted' }] : [];
    });
  return task === null ? changes : [...changes, ...changedBy(attempt, task.id, given)];
}

/** The task acted on. */
function changedBy(attempt: Attempt, id: string, given: Given): TaskChange[] {
  const { row } = attempt;
  if (row.settles !== undefined) return [answered(attempt, id, given)];
  if (row.act === 'acknowledge') return [{ id, state: 'accepted' }];
  const { innerUnitId: unitId = null, personId = null } = given;
  return [{ id, state: 'accepted', inner: { unitId, personId } }];
}

/** The version that ended a task stands in its answer: a recalled hand-over opens it again. */
function answered({ row, standing }: Attempt, id: string, given: Given): TaskChange {
  const words = Object.entries(wordsOf(given)).map(([key, value]) => [key, String(value)]);
  return {
    id,
    state: 'answered',
    answer: { act: row.act, version: String(standing.version + 1), ...Object.fromEntries(words) },
    asks: null,
  };
}

function asked({ row, standing }: Attempt, given: Given): Asks {
  const request = present(row.asks, 'what the act asks for');
  const side = standing.mode.deciders[request] ?? 'command';
  const unitId = side === 'command' ? standing.commanderUnitId : standing.supervisionUnitId;
  const otherId = homeOf(standing, unitId) === standing.cityId ? standing.cityId : null;
  return { request, reason: maskPersonal(given.reason ?? ''), until: given.until ?? null, unitId, otherId };
}
