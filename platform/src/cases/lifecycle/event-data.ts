import type { Limit } from '../../calendars/limit.ts';
import type { EventData } from '../events.ts';
import type { StepLimit } from '../limit-of-step.ts';
import { maskPersonal } from '../../kernel/mask-personal.ts';
import { present } from '../../kernel/present.ts';
import type { Given } from './given.ts';
import type { Known } from './outcome.ts';
import type { Attempt } from './guards.ts';
import { deciderOf } from './refuse.ts';
import { homeOf, isOpen, type Standing } from './standing.ts';
import type { Hand } from './transition.ts';

/** Who has the case to work it after the act. */
export function leadAfter({ row, standing }: Attempt, given: Given): number | null {
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

export const wordsOf = ({ reason, words, finding, order, level, satisfaction }: Given): EventData => ({
  ...(reason === undefined ? {} : { reason: maskPersonal(reason) }),
  ...(words === undefined ? {} : { words: maskPersonal(words) }),
  ...(finding === undefined ? {} : { finding }),
  ...(order === undefined ? {} : { order }),
  ...(level === undefined ? {} : { level }),
  ...(satisfaction === undefined ? {} : { satisfaction }),
});

/** The limit fixed for the clock that starts with an event. */
export const limitData = ({ value, unit, from }: Limit & Partial<StepLimit>): EventData => ({
  ...{ stepLimitValue: value, stepLimitUnit: unit },
  ...(from === undefined ? {} : { stepLimitFrom: from }),
});

/** What the event of an act states. */
export function dataOf(attempt: Attempt, given: Given, { limit, stepLimit }: Known, lead: number | null): EventData {
  const { row, standing, task } = attempt;
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
    ...(stepLimit ? limitData(stepLimit) : {}),
    ...(row.event === 'reworked' ? { reworkCount: standing.reworks + 1 } : {}),
    ...(row.event === 'reworked' && standing.state === 'closed' ? { closingType: null } : {}),
    ...(row.event === 'extended' ? { extensionCount: standing.extensions + 1 } : {}),
    ...(row.event === 'suspended' && given.until !== undefined ? { resumeAt: given.until } : {}),
    ...(row.opens === 'reply' && given.until !== undefined ? { answerBy: given.until } : {}),
    ...(row.asks === undefined ? {} : { unitId: deciderOf(standing, row.asks) }),
    ...(row.needs?.includes('inner') && given.innerUnitId !== undefined ? { innerUnitId: given.innerUnitId } : {}),
    ...(row.asks === 'suspension' && given.until !== undefined ? { resumeAt: given.until } : {}),
    ...(row.event === 'closed'
      ? { closingType: act === 'force_close' ? 'forced' : isLate ? 'overdue' : 'normal' }
      : {}),
    ...(act === 'refuse_request' ? refused(standing) : {}),
    ...(act === 'to_normal_flow' ? { selfHandled: false } : {}),
    ...(act === 'file_urgent' ? { urgent: true } : {}),
    ...(row.opens !== undefined && given.unitId !== undefined ? { unitId: given.unitId } : {}),
    ...(row.side === 'asker' && task !== null ? { unitId: task.unitId } : {}),
  };
}

/** The request that waits, refused. */
const refused = ({ tasks }: Standing): EventData => {
  const request = tasks.find((task) => isOpen(task) && task.asks !== null)?.asks;
  return request == null ? {} : { request, granted: false };
};
