import { MAX_EXTENSIONS } from '../clock.ts';
import { isOpen, type Performer, type Standing, type Task } from './standing.ts';
import type { Guard, Transition } from './transition.ts';

/** What a guard looks at. */
export interface Circumstances {
  readonly standing: Standing;
  readonly row: Transition;
  /** The task acted on; null for an act on the case itself. */
  readonly task: Task | null;
  readonly now: Date;
  readonly who: Performer;
}

const open = ({ tasks }: Standing): readonly Task[] => tasks.filter(isOpen);
const requests = (standing: Standing) => open(standing).flatMap(({ asks }) => asks ?? []);
const lastFinding = ({ done }: Standing, act: 'answer_verify' | 'answer_check') =>
  done.findLast((deed) => deed.act === act)?.finding ?? null;

/** Whether each condition holds. */
export const GUARDS: Readonly<Record<Guard, (of: Circumstances) => boolean>> = {
  verified: ({ standing }) =>
    !standing.mode.verifyFirst.includes(standing.sourceGroup) || lastFinding(standing, 'answer_verify') === 'exists',
  checked: ({ standing }) => !standing.mode.checkOnSite || checkSinceWork(standing) === 'passed',
  not_asked: ({ standing, row }) => !open(standing).some(({ kind }) => kind === row.opens),
  not_returned: ({ standing }) => !standing.returned,
  returned: ({ standing }) => standing.returned,
  below_city: ({ standing }) => standing.mode.cityBodies === 'through_city' && standing.holderId !== standing.cityId,
  passed_up: ({ standing }) => standing.holderUnitId !== standing.commandUnitId,
  assists_answered: ({ standing }) => !open(standing).some(({ kind }) => kind === 'assist'),
  no_request: ({ standing }) => requests(standing).length === 0,
  requested: ({ standing, row }) => requests(standing).some((one) => one === row.grants || row.refuses?.includes(one)),
  lead_abolished: ({ standing: { bodies, leadUnitId } }) => bodies.get(leadUnitId ?? -1)?.serves === false,
  before_due: ({ standing, now }) => standing.dueAt === null || now < standing.dueAt,
  extensions_left: ({ standing }) => standing.extensions < MAX_EXTENSIONS,
  inner_withdrawn: ({ standing }) => !open(standing).some(({ kind, hasInner }) => kind === 'lead' && hasInner),
  not_taken: ({ standing, task }) =>
    task === null
      ? open(standing).some(({ kind, state }) => kind === 'lead' && state === 'open')
      : task.state === 'open',
  untouched: ({ standing }) => !open(standing).some(({ kind, state }) => kind === 'lead' && state === 'accepted'),
  public: ({ standing }) => standing.sourceGroup === 'public',
  // The clerk is about to carry it out.
  undecided: ({ standing, who }) => who.post === 'clerk' || !open(standing).some(({ kind }) => kind === 'notice'),
  not_called_back: ({ standing: { done } }) => !done.some(({ act }) => act === 'call_back'),
};

/** What the last 核查 found, of those after the last feedback: what was done since has not been looked at yet. */
function checkSinceWork({ done }: Standing): string | null {
  const fedBack = done.findLastIndex(({ act }) => act === 'feed_back');
  return done.findLast(({ act }, index) => act === 'answer_check' && index > fedBack)?.finding ?? null;
}
