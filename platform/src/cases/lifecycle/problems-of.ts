import type { CodeOf } from '../../kernel/message.ts';
import type { ActName } from './acts.ts';
import { isAlwaysNeeded, rowsOf } from './lifecycle.ts';
import { CODE_OF, isDecision } from './refuse.ts';
import { isMove, isOnTask, type Extra, type Need, type Transition } from './transition.ts';

type ProblemCode = CodeOf<'problem'>;

const ON_A_CASE = ['FLOW-CASE-UNKNOWN', 'FLOW-MOVED-ON', 'FLOW-STATE'] as const;
const ON_A_TASK = ['FLOW-TASK-UNKNOWN', 'FLOW-TASK-OVER', 'FLOW-STATE', 'FLOW-BARRED'] as const;
const MAKING = [
  'FLOW-NO-MODE',
  'FLOW-NO-DESK',
  'FLOW-CLASS',
  'FLOW-COUNTY',
  'FLOW-PLACE',
  'FLOW-OUTSIDE',
  'FLOW-REPORT-SETTLED',
  'SYS-NOT-FOUND',
] as const;
const EVERY = ['FLOW-SIDE', 'FLOW-POST', 'FLOW-SAME-PERSON', 'MEDIA-UNKNOWN', 'MEDIA-ON-CASE'] as const;

const OF_NEED: Readonly<Partial<Record<Need, readonly ProblemCode[]>>> = {
  class: ['FLOW-CLASS'],
  reason: ['FLOW-REASON', 'FLOW-REASON-WORDS'],
  condition: ['FLOW-CONDITION'],
  inner: ['FLOW-INNER', 'FLOW-INNER-GIVEN'],
  unit: ['FLOW-BODY', 'FLOW-BODY-CITY'],
  until: ['FLOW-UNTIL'],
  photo_before: ['FLOW-PHOTO'],
  photo_after: ['FLOW-PHOTO'],
};

/** Why an act may be refused, out of the table that refuses it. */
export function problemsOf(act: ActName): readonly ProblemCode[] {
  return [...new Set([...EVERY, ...rowsOf(act).flatMap(ofRow)])];
}

const OF_EXTRA: Readonly<Record<Extra, readonly ProblemCode[]>> = {
  limit: ['FLOW-ASSIST-LEAD', 'FLOW-ASSIST-OPEN', 'FLOW-ASSIST-LATE'],
  assists: ['FLOW-ASSIST-LEAD', 'FLOW-ASSIST-LATE', 'FLOW-BODY', 'FLOW-BODY-CITY'],
};

function ofRow(row: Transition): readonly ProblemCode[] {
  const { act, from, side, needs = [], takes = [], guards = [] } = row;
  const target = from.length === 0 ? MAKING : isOnTask(row) ? ON_A_TASK : ON_A_CASE;
  const ofNeeds = needs.flatMap((need) => OF_NEED[need] ?? []);
  const ofExtras = takes.flatMap((extra) => OF_EXTRA[extra]);
  const ofFinding = needs.includes('finding') && !isAlwaysNeeded(act, 'finding') ? (['FLOW-FINDING'] as const) : [];
  const ofSide = side === 'lead' ? (['FLOW-NO-LEAD-TASK'] as const) : [];
  const ofHolder = from.length > 0 && isMove(row) && !isDecision(row) ? (['FLOW-ELSEWHERE'] as const) : [];
  const ofGuards = guards.map((guard) => `FLOW-${CODE_OF[guard]}` as const);
  return [...target, ...ofSide, ...ofHolder, ...ofGuards, ...ofNeeds, ...ofFinding, ...ofExtras];
}
