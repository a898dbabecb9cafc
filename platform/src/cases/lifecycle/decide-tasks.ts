import { maskPersonal } from '../../kernel/mask-personal.ts';
import { present } from '../../kernel/present.ts';
import { isDesk } from '../../units/desk.ts';
import type { ActName } from './acts.ts';
import { leadAfter, wordsOf } from './event-data.ts';
import type { Given } from './given.ts';
import type { Asks, NewTask, TaskChange } from './outcome.ts';
import type { Attempt } from './guards.ts';
import { deciderOf } from './refuse.ts';
import { homeOf, isOpen, type Standing } from './standing.ts';
import { isMove, type TaskKind } from './transition.ts';

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

/** Whether the city acts, or has the case: it may change a task then. */
export const cityTakesPart = ({ standing, who }: Attempt): boolean =>
  who.tenantId === standing.cityId || standing.holderId === standing.cityId;

/** The tasks that an act opens: its own, and those of the bodies that help from the beginning. */
export function opened(attempt: Attempt, given: Given): NewTask[] {
  const { standing, who } = attempt;
  const otherId = cityTakesPart(attempt) ? standing.cityId : null;
  const assists = (given.assists ?? []).map(({ unitId, words, limit = null }): NewTask => ({
    ...{ kind: 'assist', subtype: null, unitId, askerUnitId: who.unitId, alsoUnitId: leadAfter(attempt, given) },
    ...{ onBehalfOfUnitId: null, otherId, words, limit, until: null },
    barred: barredFrom('answer_assist', standing, who.personId, 'ask_assist'),
  }));
  return [...openedBy(attempt, given), ...assists];
}

function openedBy(attempt: Attempt, given: Given): NewTask[] {
  const { row, standing, who } = attempt;
  const kind = row.opens;
  if (kind === undefined) return [];
  const unitId = askedBy(attempt, given);
  if (unitId === who.unitId && kind === 'command') return [];
  // An order may wait until the city has the case and ends it.
  const isOfCity = kind === 'reply' || cityTakesPart(attempt);
  const forWhom = kind === 'lead' && row.event === 'reworked' ? standing.commanderUnitId : who.unitId;
  const isForCity = isOfCity || homeOf(standing, forWhom) === standing.cityId || unitId === standing.cityDeskUnitId;
  const otherId = isForCity ? standing.cityId : null;
  // The city writes in the name of its counties, a county in its own.
  const asker = who.tenantId === standing.cityId ? forWhom : who.unitId;
  return [
    {
      ...{ kind, subtype: given.order ?? null, unitId, askerUnitId: asker, otherId },
      onBehalfOfUnitId: asker === forWhom ? null : forWhom,
      ...{ alsoUnitId: kind === 'assist' ? standing.leadUnitId : null, words: given.words ?? null },
      ...{ limit: given.limit ?? null, until: kind === 'reply' ? (given.until ?? null) : null },
      barred: barredFrom(ANSWER_OF[kind], standing, who.personId, row.act),
    },
  ];
}

/**
 * The body that a task goes to. An order goes to the desk that has the case, else to the one that gave it to a body; of that
 * desk itself to the body, of a closed case to who worked it.
 */
function askedBy({ row, standing, who }: Attempt, given: Given): number {
  if (row.opens === 'command') {
    if (row.baton === 'commander') return standing.commanderUnitId;
    return row.baton === 'city_desk' ? standing.cityDeskUnitId : standing.commandUnitId;
  }
  if (given.unitId !== undefined) return given.unitId;
  if (row.opens === 'lead') return present(standing.leadUnitId, 'the body that works the case');
  const { state, bodies, commanderUnitId, holderUnitId, leadUnitId } = standing;
  if (state === 'closed') {
    if (commanderUnitId !== who.unitId) return commanderUnitId;
    return leadUnitId !== null && bodies.get(leadUnitId)?.serves === true ? leadUnitId : holderUnitId;
  }
  const isAtDesk = isDesk(bodies.get(holderUnitId)?.kind ?? '');
  return isAtDesk || commanderUnitId === who.unitId ? holderUnitId : commanderUnitId;
}

function barredFrom(act: ActName | undefined, { mode, done }: Standing, me: string | null, doing: ActName): string[] {
  const against = mode.pairs.flatMap(([one, other]) => (one === act ? [other] : other === act ? [one] : []));
  const persons = done.flatMap((deed) => (against.includes(deed.act) && deed.personId !== null ? [deed.personId] : []));
  return [...new Set([...persons, ...(against.includes(doing) && me !== null ? [me] : [])])];
}

/** What becomes of the task acted on; of an act on the case itself, of its open tasks. */
export function changed(attempt: Attempt, given: Given): TaskChange[] {
  const { row, standing, task } = attempt;
  if (task !== null) return changedBy(attempt, task.id, given);
  return standing.tasks.filter(isOpen).flatMap(({ id, kind, asks }): TaskChange[] => {
    if (row.settles?.some((settled) => settled === kind)) return [answered(attempt, id, given)];
    if (row.withdraws?.some((withdrawn) => withdrawn === kind)) {
      return [{ ...answered(attempt, id, given), state: 'withdrawn' }];
    }
    if (asks !== null && (row.refuses?.includes(asks) || row.grants === asks)) return [{ id, asks: null }];
    if (kind !== 'lead') return [];
    if (row.asks !== undefined) return [{ id, asks: asked(attempt, given) }];
    return row.act === 'take' ? [{ id, state: 'accepted' }] : [];
  });
}

/** The task acted on. */
function changedBy(attempt: Attempt, id: string, given: Given): TaskChange[] {
  const { row } = attempt;
  if (row.settles !== undefined) return [answered(attempt, id, given)];
  if (row.withdraws !== undefined) return [{ ...answered(attempt, id, given), state: 'withdrawn' }];
  if (row.act === 'acknowledge') return [{ id, state: 'accepted' }];
  const { innerUnitId: unitId = null, personId = null } = given;
  return [{ id, state: 'accepted', inner: { unitId, personId } }];
}

/** The move that ended a task stands in its answer: a recalled hand-over opens it again, what a note ended it does not. */
function answered({ row, standing }: Attempt, id: string, given: Given): TaskChange {
  const words = Object.entries(wordsOf(given)).map(([key, value]) => [key, String(value)]);
  return {
    id,
    state: 'answered',
    answer: {
      act: row.act,
      ...(isMove(row) ? { version: String(standing.version + 1) } : {}),
      ...Object.fromEntries(words),
    },
    asks: null,
  };
}

function asked({ row, standing }: Attempt, given: Given): Asks {
  const request = present(row.asks, 'what the act asks for');
  const unitId = deciderOf(standing, request);
  const otherId = homeOf(standing, unitId) === standing.cityId ? standing.cityId : null;
  const words = given.words === undefined ? null : maskPersonal(given.words);
  return { request, reason: maskPersonal(given.reason ?? ''), words, until: given.until ?? null, unitId, otherId };
}
