import { isBelowCity } from '../../tenants/mode-document.ts';
import { MAX_EXTENSIONS } from '../clock.ts';
import { serves } from './serving-desk.ts';
import { isOpen, type Deed, type Performer, type Standing, type Task } from './standing.ts';
import type { Guard, Transition } from './transition.ts';

/** An act that somebody wants to do, as guards see it; for the clerk it is the decider who is judged. */
export interface Attempt {
  readonly standing: Standing;
  readonly row: Transition;
  /** The task acted on; null for an act on the case itself. */
  readonly task: Task | null;
  readonly now: Date;
  readonly who: Performer;
}

const open = ({ tasks }: Standing): readonly Task[] => tasks.filter(isOpen);
const isWorked = ({ bodies, leadUnitId }: Standing): boolean => leadUnitId !== null && serves(bodies, leadUnitId);
const requests = (standing: Standing) => open(standing).flatMap(({ asks }) => asks ?? []);
const lastFinding = ({ done }: Standing, act: 'answer_verify' | 'answer_check') =>
  done.findLast((deed) => deed.act === act)?.finding ?? null;

/** Whether each condition holds. */
export const GUARDS: Readonly<Record<Guard, (of: Attempt) => boolean>> = {
  verified: ({ standing }) =>
    !standing.mode.verifyFirst.includes(standing.sourceGroup) || lastFinding(standing, 'answer_verify') === 'exists',
  checked: ({ standing }) => !standing.mode.checkOnSite || checkSinceWork(standing) === 'passed',
  not_asked: ({ standing, row, now }) =>
    !open(standing).some(
      ({ kind, unitId, dueAt = null }) =>
        kind === row.opens && serves(standing.bodies, unitId) && (dueAt === null || now < dueAt),
    ),
  not_returned: ({ standing }) => !standing.returned,
  returned: ({ standing }) => standing.returned,
  below_city: ({ standing }) => isBelowCity(standing.mode, standing),
  passed_up: ({ standing }) => standing.holderUnitId !== standing.commandUnitId,
  assists_answered: ({ standing }) => !open(standing).some(({ kind }) => kind === 'assist'),
  no_request: ({ standing }) => requests(standing).length === 0,
  requested: ({ standing, row }) => requests(standing).some((one) => one === row.grants || row.refuses?.includes(one)),
  lead_serves: ({ standing }) => isWorked(standing),
  lead_abolished: ({ standing }) => !isWorked(standing),
  before_due: ({ standing, now }) => standing.dueAt === null || now < standing.dueAt,
  extensions_left: ({ standing }) => standing.extensions < MAX_EXTENSIONS,
  inner_withdrawn: ({ standing }) => !open(standing).some(({ kind, hasInner }) => kind === 'lead' && hasInner),
  no_return_asked: ({ task }) => task?.asks !== 'return',
  rework_ordered: ({ standing }) =>
    spotCheckSinceClosing(standing) === 'failed' || open(standing).some(({ order }) => order === 'reassign'),
  not_taken: ({ standing, task }) =>
    task === null
      ? open(standing).some(({ kind, state }) => kind === 'lead' && state === 'open')
      : task.state === 'open',
  // Of the tasks that are open only a hand-over's own is of one of these kinds.
  untouched: ({ standing }) =>
    !open(standing).some(({ kind, state }) => (kind === 'lead' || kind === 'command') && state === 'accepted'),
  public: ({ standing }) => standing.sourceGroup === 'public',
  // The clerk is about to carry it out.
  undecided: ({ standing, who }) => who.post === 'clerk' || !open(standing).some(({ kind }) => kind === 'notice'),
  not_called_back: ({ standing: { done } }) => !done.some(({ act }) => act === 'call_back'),
};

const CLOSINGS: readonly Deed['act'][] = ['archive', 'close', 'force_close'];

/** What the last 抽查 found since the case was closed. */
function spotCheckSinceClosing({ done }: Standing): string | null {
  const closed = done.findLastIndex(({ act }) => CLOSINGS.includes(act));
  return (
    done.findLast(({ act, finding }, index) => act === 'answer_order' && finding !== null && index > closed)?.finding ??
    null
  );
}

/** What the last 核查 found, of those after the last feedback: what was done since has not been looked at yet. */
function checkSinceWork({ done }: Standing): string | null {
  const fedBack = done.findLastIndex(({ act }) => act === 'feed_back');
  return done.findLast(({ act }, index) => act === 'answer_check' && index > fedBack)?.finding ?? null;
}
