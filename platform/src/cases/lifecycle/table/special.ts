import { OPEN_STATES, type CaseState } from '../../stage.ts';
import { ORDERS } from '../orders.ts';
import { row, type Effect, type Transition } from '../transition.ts';

/** Posts that give orders about cases others hold (督办). */
const SUPERVISORS = ['inspector', 'leader', 'shift_leader'] as const;
/** Orders are given and answered while the case is open, and when it is closed: 抽查 looks at what was closed. */
const ORDERED: readonly CaseState[] = [...OPEN_STATES, 'closed'];
const ORDERED_POSTS = ['acceptor', 'shift_leader', 'dispatcher', 'department', 'leader'] as const;
/** Posts of whoever is asked something, at a desk or in a body. */
const TAKERS = ['acceptor', 'shift_leader', 'dispatcher', 'department', 'collector', 'leader'] as const;
const SUPERVISION: Effect = { needs: ['order', 'level', 'until', 'words'], event: 'supervised', opens: 'reply' };

/** Beside the ordinary way: what cannot wait, orders from above, and what is taken back (workflow.md §4). */
export const SPECIAL: readonly Transition[] = [
  row('file_urgent', ['collecting', 'filing'], 'supervision', ['shift_leader'], {
    needs: ['class', 'condition', 'unit'],
    takes: ['assists'],
    guards: ['not_returned'],
    event: 'dispatched',
    to: 'disposing',
    baton: 'lead',
    opens: 'lead',
    withdraws: ['verify'],
    clock: { stops: 'filing', starts: 'disposal' },
  }),
  // The dispatcher supervises those to whom he gave the case, the desk of supervision and the city whoever has it.
  row('supervise', ['disposing', 'suspended'], 'command', ['dispatcher', ...SUPERVISORS], SUPERVISION),
  row('supervise', ORDERED, 'supervision', SUPERVISORS, SUPERVISION),
  row('supervise', ORDERED, 'city', SUPERVISORS, SUPERVISION),
  row('answer_order', ORDERED, 'task', ORDERED_POSTS, {
    tasks: ['reply'],
    orders: ORDERS.filter((order) => order !== 'spot_check'),
    needs: ['words'],
    event: 'reply_answered',
    settles: ['reply'],
  }),
  row('answer_order', ORDERED, 'task', ORDERED_POSTS, {
    tasks: ['reply'],
    orders: ['spot_check'],
    needs: ['finding', 'words'],
    event: 'reply_answered',
    settles: ['reply'],
  }),
  row('acknowledge', OPEN_STATES, 'task', TAKERS, {
    tasks: ['command', 'assist', 'verify', 'check', 'reply'],
    guards: ['not_taken'],
    event: 'acknowledged',
  }),
  row('acknowledge', ['closed'], 'task', TAKERS, {
    tasks: ['reply'],
    guards: ['not_taken'],
    event: 'acknowledged',
  }),
  row('recall', OPEN_STATES, 'giver', ['acceptor', 'shift_leader', 'dispatcher'], {
    guards: ['untouched', 'undecided'],
    event: 'recalled',
  }),
];
